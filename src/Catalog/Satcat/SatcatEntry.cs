namespace Ssa.Catalog;

/// <summary>What the satellite catalogue says of an object.</summary>
/// <param name="Owner">The owner's code as the catalogue has it, such as <c>JPN</c>, <c>US</c> or <c>PRC</c>; empty where unknown.</param>
/// <param name="Type">What the object is.</param>
/// <param name="Status">
/// CelesTrak's operational status code: <c>+</c> operational, <c>-</c> not, <c>P</c> partially, <c>B</c> backup, <c>S</c> spare, <c>X</c> extended
/// mission, <c>D</c> decayed, <c>?</c> unknown; empty where the catalogue does not say.
/// </param>
/// <param name="RcsM2">Radar cross-section, m²; null where unknown.</param>
public sealed record SatcatEntry(string Owner, ObjectType Type, string Status, double? RcsM2);
