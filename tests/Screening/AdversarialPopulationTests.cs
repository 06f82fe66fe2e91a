using NodaTime;
using Ssa.Propagation;
using Ssa.Screening.Tests.Oracle;

namespace Ssa.Screening.Tests;

public class AdversarialPopulationTests
{
    // How many populations of each kind, and the seed of the first; raise the one or move the other to search longer.
    private static readonly int Rounds = Setting("SSA_SEARCH_ROUNDS", 2);
    private static readonly int FirstSeed = Setting("SSA_SEARCH_SEED", 1);

    public static TheoryData<string> Kinds => [.. Populations.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_is_missed_and_nothing_invented_against_a_plain_brute_force(string kind)
    {
        var rows = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Rounds; seed++)
        {
            var random = new Random(seed);
            var settings = new ScreeningSettings
            {
                Start = Populations.Epoch + Duration.FromSeconds(random.Next(3600)),
                Duration = Duration.FromMinutes(150),
                ThresholdKm = new[] { 120, 30, 5 }[seed % 3],
                Sgp4Mode = seed % 2 == 0 ? Sgp4Mode.Afspc : Sgp4Mode.Improved,
                Threads = 2,
            };
            try
            {
                rows += Verdict.Check(Populations.All[kind](random, 40), settings);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Assert.Fail($"{kind}, seed {seed}: {e.Message}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{kind}: {rows} rows in {Rounds} populations");
        Assert.True(rows > 0);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    // Populations that a search found, and what stood there: states that begin or end between the nodes of two pieces; slopes that are rounding beside a jump; jumps of
    // centimetres between bodies that pass; kinks where drag has used up the eccentricity; states that race before they are refused;
    // meetings, with one that has a chord, of one whose states begin or end in the step.
    [Theory]
    [InlineData("dipping below the surface", -119, 141, 120, Sgp4Mode.Improved)]
    [InlineData("dipping below the surface", -429498, 2020, 120, Sgp4Mode.Improved)]
    [InlineData("dipping below the surface", -433, 1139, 120, Sgp4Mode.Improved)]
    [InlineData("dipping below the surface", -2, 626, 120, Sgp4Mode.Improved)]
    [InlineData("dipping below the surface through others' orbits", 6, 1200, 120, Sgp4Mode.Improved)]
    [InlineData("at the Lyddane limit of 0.2 rad", -411, 391, 30, Sgp4Mode.Improved)]
    [InlineData("at the Lyddane limit of 0.2 rad", 8124690, 1536, 30, Sgp4Mode.Improved)]
    [InlineData("at the Lyddane limit of 0.2 rad", 47315199, 1430, 30, Sgp4Mode.Afspc)]
    [InlineData("a geosynchronous slot", -640195023, 326, 30, Sgp4Mode.Improved)]
    public void What_a_search_once_found_stays_right(string kind, int seed, int offset, double thresholdKm, Sgp4Mode mode) => Verdict.Check(
        Populations.All[kind](new Random(seed), 40),
        new ScreeningSettings { Start = Populations.Epoch + Duration.FromSeconds(offset), Duration = Duration.FromMinutes(150), ThresholdKm = thresholdKm, Sgp4Mode = mode, Threads = 2 });
}
