using Ssa.Screening;

namespace Ssa.Cli.Formats;

/// <summary>The pairs that exclusion rules left out, as CSV: the lower number, the higher, the first rule that excludes the pair; in that order. An ephemeris without a number has an empty one, which comes last.</summary>
internal static class ExcludedPairsCsv
{
    /// <summary>The header line, without its end.</summary>
    public const string Header = "NORAD_CAT_ID_1,NORAD_CAT_ID_2,RULE";

    /// <summary>Writes the list, pair by pair.</summary>
    public static void Write(Stream to, ExcludedPairs excluded, CancellationToken cancellation)
    {
        var rows = new Utf8Rows(to);
        rows.Text(Header).EndLine();
        foreach (var pair in excluded.List())
        {
            cancellation.ThrowIfCancellationRequested();
            rows.WholeOrNothing(pair.Lower?.Value).Comma().WholeOrNothing(pair.Higher?.Value).Comma().Field(pair.Rule.Text).EndLine();
        }

        rows.Flush();
    }
}
