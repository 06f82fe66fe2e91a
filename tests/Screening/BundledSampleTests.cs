using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Screening.Tests.Oracle;

namespace Ssa.Screening.Tests;

public class BundledSampleTests
{
    [Theory]
    [InlineData(Sgp4Mode.Afspc, 5, 24, 0)]
    [InlineData(Sgp4Mode.Improved, 60, 4, 777)]
    public void The_bundled_sample_gives_what_a_plain_brute_force_finds(Sgp4Mode mode, double thresholdKm, int hours, int offsetSeconds)
    {
        var objects = BundledSample.Read().Batch.Accepted;
        Assert.InRange(objects.Count, 100, 300);
        var rows = Verdict.Check(objects, new ScreeningSettings
        {
            Start = EpochRule.Of(objects) + Duration.FromSeconds(offsetSeconds) is var start ? Instant.FromUnixTimeSeconds(start.ToUnixTimeSeconds()) : default,
            Duration = Duration.FromHours(hours),
            ThresholdKm = thresholdKm,
            Sgp4Mode = mode,
        });
        Assert.True(rows > 20, $"{rows} rows");
    }

    [Fact]
    public void A_synthetic_population_gives_what_a_plain_brute_force_finds()
    {
        var start = Instant.FromUtc(2026, 7, 11, 0, 0);
        var rows = Verdict.Check(
            SyntheticPopulation.Make(400, 7, start), new ScreeningSettings { Start = start, Duration = Duration.FromHours(2), ThresholdKm = 60 });
        Assert.True(rows > 20, $"{rows} rows");
    }
}
