using NodaTime;

namespace Ssa.Screening;

/// <summary>A batch of rows that nothing can change any more.</summary>
/// <param name="Rows">The rows, in the order of the result; may be none.</param>
/// <param name="CompleteUntil">
/// Every row with an earlier <see cref="CloseApproach.Tca"/> is in this batch or in one before it; null with the last batch, when the list is complete. A whole number of microseconds.
/// </param>
public readonly record struct FinalRows(IReadOnlyList<CloseApproach> Rows, Instant? CompleteUntil);

/// <summary>
/// The rows of a run that was cut short, as far as they are final: a run that is given them goes on from there. What a cell holds depends on the pair and the cell alone, so both parts
/// together are the list of an uncut run, to the bit.
/// </summary>
/// <param name="CompleteUntil">The last <see cref="FinalRows.CompleteUntil"/> whose rows were kept.</param>
/// <param name="Count">How many rows were kept; they count towards <see cref="ScreeningSettings.MaxEvents"/>.</param>
public sealed record KnownRows(Instant CompleteUntil, long Count);
