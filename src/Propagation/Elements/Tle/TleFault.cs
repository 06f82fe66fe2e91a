namespace Ssa.Propagation;

/// <summary>Why one pair of element lines cannot be used.</summary>
/// <param name="ElementLine">1 or 2: the element line at fault.</param>
/// <param name="Field">The field, by its OMM keyword or a TLE term.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Message">What was found.</param>
/// <param name="Remedy">What the user can do.</param>
internal sealed record TleFault(int ElementLine, string Field, SetAsideReason Reason, string Message, string Remedy);
