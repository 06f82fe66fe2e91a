using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>One file of a catalogue, as it was read.</summary>
/// <param name="Name">The name as the user gave it, <c>-</c> for standard input.</param>
/// <param name="Format"><c>tle</c>, <c>omm-csv</c>, <c>omm-json</c>, <c>omm-xml</c> or <c>omm-kvn</c>; the content decides.</param>
/// <param name="Bytes">Bytes read, before any decompression.</param>
/// <param name="Sha256">SHA-256 of the bytes as read, lower-case hexadecimal.</param>
/// <param name="Records">Records seen.</param>
/// <param name="Accepted">Records that can be used.</param>
public sealed record CatalogueFile(string Name, string Format, long Bytes, string Sha256, int Records, int Accepted);

/// <summary>Several files as one catalogue.</summary>
/// <param name="Files">The files in the order given.</param>
/// <param name="Batch">Their element sets and set-aside records, in input order.</param>
public sealed record CatalogueInput(IReadOnlyList<CatalogueFile> Files, ElementSetBatch Batch);
