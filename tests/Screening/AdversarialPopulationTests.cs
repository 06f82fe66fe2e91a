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

    // Populations that a search found, and what stood there: states that begin or end between the nodes of two pieces; slopes that are rounding beside a jump; jumps of
    // centimetres between bodies that pass; kinks where drag has used up the eccentricity; states that race before they are refused.
    [Theory]
    [InlineData("dipping below the surface", -119, 141, 120, Sgp4Mode.Improved)]
    [InlineData("dipping below the surface", -429498, 2020, 120, Sgp4Mode.Improved)]
    [InlineData("dipping below the surface", -433, 1139, 120, Sgp4Mode.Improved)]
    [InlineData("dipping below the surface", -2, 626, 120, Sgp4Mode.Improved)]
    [InlineData("at the Lyddane limit of 0.2 rad", -411, 391, 30, Sgp4Mode.Improved)]
    [InlineData("at the Lyddane limit of 0.2 rad", 8124690, 1536, 30, Sgp4Mode.Improved)]
    [InlineData("at the Lyddane limit of 0.2 rad", 47315199, 1430, 30, Sgp4Mode.Afspc)]
    [InlineData("a geosynchronous slot", -640195023, 326, 30, Sgp4Mode.Improved)]
    public void What_a_search_once_found_stays_right(string kind, int seed, int offset, double thresholdKm, Sgp4Mode mode) => Verdict.Check(
        Populations.All[kind](new Random(seed), 40),
        new ScreeningSettings { Start = Populations.Epoch + Duration.FromSeconds(offset), Duration = Duration.FromMinutes(150), ThresholdKm = thresholdKm, Sgp4Mode = mode, Threads = 2 });
}
