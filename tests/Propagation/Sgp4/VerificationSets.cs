using System.Globalization;
using System.Text;
using Ssa.Tests;

namespace Ssa.Propagation.Tests.Sgp4;

/// <summary>An element set of the published verification with its time grid and the states printed for it.</summary>
/// <param name="Name">The catalogue number, with a mark where a number comes twice.</param>
/// <param name="Elements">The element set.</param>
/// <param name="Times">Start, every step, and the stop, minutes since epoch; t = 0 first, as the verification prints it.</param>
/// <param name="Published">The printed states.</param>
internal sealed record VerificationSet(string Name, MeanElements Elements, double[] Times, PublishedState[] Published)
{
    public override string ToString() => Name;
}

/// <summary>One printed state: minutes since epoch, km, km/s.</summary>
internal readonly record struct PublishedState(double Minutes, double X, double Y, double Z, double Vx, double Vy, double Vz);

/// <summary>The verification of AIAA 2006-6753; tests/Propagation/Sgp4/Data/README.md names the source.</summary>
internal static class VerificationSets
{
    private const int AfterColumn69 = 69;

    public static IReadOnlyList<VerificationSet> All { get; } = Read();

    public static VerificationSet Of(string name) => All.Single(set => set.Name == name);

    private static List<VerificationSet> Read()
    {
        var lines = File.ReadAllLines(Reference.InRepository("tests/Propagation/Sgp4/Data/SGP4-VER.TLE")).Where(line => !line.StartsWith('#')).ToArray();
        var states = ReadStates();
        var sets = new List<VerificationSet>();
        for (var i = 0; i + 1 < lines.Length; i += 2)
        {
            // Five checksums are wrong by design, so the reader is lenient here.
            var batch = new ElementSetBatch();
            TleReader.Read(Encoding.ASCII.GetBytes($"{lines[i]}\n{lines[i + 1]}\n"), "SGP4-VER.TLE", lenient: true, batch);
            Assert.Empty(batch.SetAside);
            var elements = Assert.Single(batch.Accepted);
            var grid = Numbers(lines[i + 1][AfterColumn69..]);
            var number = elements.Number.ToString();
            var name = sets.Exists(set => set.Name == number) ? $"{number} (second)" : number;
            sets.Add(new VerificationSet(name, elements, Grid(grid[0], grid[1], grid[2]), [.. states[i / 2]]));
        }

        return sets;
    }

    private static double[] Grid(double start, double stop, double step)
    {
        var times = new List<double> { 0 };
        for (var t = start; t < stop; t += step)
        {
            if (t != 0)
            {
                times.Add(t);
            }
        }

        times.Add(stop);
        return [.. times];
    }

    private static List<List<PublishedState>> ReadStates()
    {
        var all = new List<List<PublishedState>>();
        foreach (var line in File.ReadLines(Reference.InRepository("tests/Propagation/Sgp4/Data/verification-states.txt")))
        {
            if (line.EndsWith(" xx", StringComparison.Ordinal))
            {
                all.Add([]);
                continue;
            }

            var n = Numbers(line);
            all[^1].Add(new PublishedState(n[0], n[1], n[2], n[3], n[4], n[5], n[6]));
        }

        return all;
    }

    private static double[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
}
