using System.Globalization;
using Ssa.Propagation.Time;
using Ssa.Screening;

namespace Ssa.Cli.Terminal;

/// <summary>What standard error says of <c>--verify</c>.</summary>
internal static class VerificationLines
{
    /// <summary>Differing rows that are shown in full; the others are counted.</summary>
    private const int Shown = 5;

    /// <summary>Says it, a line for each variant, and what differs.</summary>
    /// <param name="reporter">Where to.</param>
    /// <param name="result">The list that was checked.</param>
    /// <param name="variants">How its variants turned out.</param>
    /// <returns>Whether all variants gave the same list.</returns>
    public static bool Write(Reporter reporter, ScreeningResult result, IReadOnlyList<VerifiedVariant> variants)
    {
        var differing = 0;
        foreach (var (change, differences) in variants)
        {
            if (differences.Count == 0)
            {
                reporter.Note(string.Create(CultureInfo.InvariantCulture, $"verified: {result.Approaches.Count:N0} rows identical with {change}"));
                continue;
            }

            differing++;
            var lines = differences.Take(Shown).Select(difference => "\n  " + Text(result, difference)).ToList();
            if (differences.Count > Shown)
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"\n  and {differences.Count - Shown:N0} more"));
            }

            reporter.Error(string.Create(CultureInfo.InvariantCulture, $"--verify: {differences.Count:N0} rows differ with {change}:{string.Concat(lines)}"));
        }

        if (differing > 0)
        {
            reporter.Error("--verify: the list is written but doubtful, which is a fault of ssa itself; please report it with the catalogue and the command line.");
        }

        return differing == 0;
    }

    private static string Text(ScreeningResult result, RowDifference difference)
    {
        var row = difference.Row;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(difference.IsMissing ? "only in the list:" : "not in the list: ")} {NameOf(result.ObjectAt(row.First))} × {NameOf(result.ObjectAt(row.Second))} at {UtcText.Format(row.Tca)}, {row.RangeKm:F9} km");
    }

    /// <summary>The number, or the name of an ephemeris that has none.</summary>
    private static string NameOf(ScreenedObject one) => one.Number?.ToString() ?? one.Name;
}
