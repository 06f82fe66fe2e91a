using Ssa.Risk;

namespace Ssa.Assessment;

/// <summary>What every method says of one conjunction.</summary>
/// <param name="Subject">The conjunction.</param>
/// <param name="Radius">The combined hard-body radius that was used; null where none is known.</param>
/// <param name="Results">Each method's answer, in the order of reports.</param>
/// <param name="Maximum">The largest probability that an unknown size of the covariance allows; null where the data do not tell.</param>
/// <param name="Flags">What the user should know of input and results.</param>
public sealed record RiskReport(RiskSubject Subject, CombinedRadius? Radius, IReadOnlyList<MethodAnswer> Results, LargestProbability? Maximum, IReadOnlyList<string> Flags);

/// <summary>A maximum probability, with what was left open.</summary>
/// <param name="Value">The maximum.</param>
/// <param name="DilutionSigmaKm">The smaller standard deviation in the encounter plane at the maximum, km; null where the method has none.</param>
/// <param name="Over">What was varied: <c>covariance-size</c>, <c>unknown-covariance</c>, <c>aspect-ratio-size</c> or <c>socrates-shape</c>.</param>
public sealed record LargestProbability(double Value, double? DilutionSigmaKm, string Over);
