using CsCheck;
using NodaTime;
using Ssa.Propagation;
using Ssa.Screening.Tests.Oracle;

namespace Ssa.Screening.Tests;

public class AdversarialPopulationTests
{
    // How many random populations of each kind; raise it to search longer.
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("SSA_SEARCH_ROUNDS") ?? "2", System.Globalization.CultureInfo.InvariantCulture);

    public static TheoryData<string> Kinds => [.. Populations.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_is_missed_and_nothing_invented_against_a_plain_brute_force(string kind)
    {
        var rows = 0;
        Gen.Select(Gen.Int, Gen.Int[0, 3600], Gen.Int[1, 3], Gen.Enum<Sgp4Mode>()).Sample((seed, offset, scale, mode) =>
        {
            var objects = Populations.All[kind](new Random(seed), 40);
            rows += Verdict.Check(objects, new ScreeningSettings
            {
                Start = Populations.Epoch + Duration.FromSeconds(offset),
                Duration = Duration.FromMinutes(150),
                ThresholdKm = scale switch { 1 => 5, 2 => 30, _ => 120 },
                Sgp4Mode = mode,
                Threads = 2,
            });
        }, iter: Rounds, threads: 1);
        TestContext.Current.TestOutputHelper!.WriteLine($"{kind}: {rows} rows in {Rounds} populations");
        Assert.True(rows > 0);
    }
}
