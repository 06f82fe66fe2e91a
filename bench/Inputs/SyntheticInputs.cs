using System.Globalization;
using System.Text;
using NodaTime;
using Ssa.Catalog;
using Ssa.Messages;
using Ssa.Propagation;

namespace Ssa.Bench.Inputs;

/// <summary>Populations and texts that anyone can measure with: made up by seed, the same on every machine.</summary>
internal static class SyntheticInputs
{
    /// <summary>Objects of the stand-in for a real catalogue: as many as there were on 2024-11-01.</summary>
    public const int CatalogueObjects = 26_834;

    /// <summary>Objects of the texts that the readers are measured with.</summary>
    public const int TextObjects = 30_000;

    private const ulong Seed = 1;

    /// <summary>The time for which every population is made.</summary>
    public static readonly Instant Epoch = Instant.FromUtc(2024, 11, 1, 0, 0);

    /// <summary>A population.</summary>
    /// <param name="objects">How many objects.</param>
    public static IReadOnlyList<MeanElements> Population(int objects) => SyntheticPopulation.Make(objects, Seed, Epoch);

    /// <summary>The population of the texts, numbered from 1: a TLE has five columns for the number.</summary>
    public static IReadOnlyList<MeanElements> TextPopulation() =>
        [.. Population(TextObjects).Select((set, i) => set with { Number = new CatalogNumber(i + 1) })];

    /// <summary>Element sets as two-line text.</summary>
    /// <exception cref="InvalidOperationException">A TLE cannot carry one of them.</exception>
    public static byte[] TleText(IReadOnlyList<MeanElements> sets)
    {
        var text = new StringBuilder(sets.Count * 140);
        foreach (var set in sets)
        {
            if (!TleWriter.TryWrite(set, out var line1, out var line2, out var refusal))
            {
                throw new InvalidOperationException(refusal);
            }

            text.Append(line1).Append('\n').Append(line2).Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Element sets as OMM CSV.</summary>
    public static byte[] OmmCsvText(IReadOnlyList<MeanElements> sets)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        OmmCsvWriter.Write(writer, sets);
        return Encoding.UTF8.GetBytes(writer.ToString());
    }

    /// <summary>Element sets as OMM JSON.</summary>
    public static byte[] OmmJsonText(IReadOnlyList<MeanElements> sets)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        OmmJsonWriter.Write(writer, sets);
        return Encoding.UTF8.GetBytes(writer.ToString());
    }
}
