using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Screening;

namespace Ssa.Risk.Tests.Events;

/// <summary>The risk of rows of a screening.</summary>
public sealed class ConjunctionRiskAssessorTests
{
    private static readonly ScreeningResult Screening = MadeUpScreening.Result;
    private static readonly int SomeRows = Math.Max(1, Screening.Approaches.Count / 200);
    private static readonly ConjunctionRiskAssessor Assessor = new(Screening, index => (BodyClass)(index % 4));

    [Fact]
    public void Every_minimum_agrees_with_the_reference_methods()
    {
        Assert.True(Screening.Approaches.Count > 200, $"{Screening.Approaches.Count} rows");
        var seen = 0;
        foreach (var row in Screening.Approaches.Where((row, i) => row.Kind == CloseApproachKind.Minimum && i % SomeRows == 0))
        {
            var risk = Assessor.Assess(row);
            var encounter = Assessor.EncounterOf(row)!;
            var (first, second) = (encounter.First, encounter.Second);
            var missM = 1000 * row.RangeKm;
            var worst = SocratesShape.Maximum(first.PositionM, first.VelocityMPerS, second.PositionM, second.VelocityMPerS, missM, encounter.HardBodyRadiusM!.Value)!.Value;
            Assert.Equal(worst.Value, risk.MaxProbability!.Value, 1e-9 * worst.Value);
            Assert.Equal(worst.DilutionSigmaM / 1000, risk.DilutionSigmaKm!.Value, 1e-6 * worst.DilutionSigmaM);
            var oriented = SocratesShape.MaximumAsOriented(first.PositionM, first.VelocityMPerS, second.PositionM, second.VelocityMPerS, missM, encounter.HardBodyRadiusM.Value)!.Value;
            Assert.Equal(oriented.Value, risk.MaxProbabilityAsOriented!.Value, 5e-9 * oriented.Value);
            Assert.True(risk.MaxProbabilityAsOriented <= risk.MaxProbability);
            if (risk.Pc is not { } pc)
            {
                Assert.NotNull(risk.Reason);
                Assert.Null(risk.PcLow ?? risk.PcHigh);
                continue;
            }

            seen++;
            var plane = PlaneProjection.Of(encounter).Plane!.Value;
            var reference = ShortEncounterPc.Compute(plane).LogValue!.Value;
            if (reference < -700)
            {
                // A double holds no more: the values are zero, or have lost digits.
                Assert.True(pc < 1e-300);
                continue;
            }

            Assert.Equal(reference, Math.Log(pc), 1e-8 * (1 + Math.Abs(reference)));
            var dilution = DilutionCurve.MaximumOverScale(plane);
            Assert.Equal(dilution.IsDiluted, risk.IsDiluted);
            var grid = DilutionCurve.Over(plane, Enumerable.Range(0, 41).Select(i => Math.Pow(3, (i / 20.0) - 1))).Select(at => at.Probability).ToArray();
            Assert.Equal(grid.Min(), risk.PcLow!.Value, (1e-6 * grid.Min()) + 1e-290);

            // The largest of 41 factors may miss the largest of all by a little.
            Assert.InRange(risk.PcHigh!.Value, grid.Max() * (1 - 1e-6), grid.Max() * 1.004);
            Assert.True(risk.PcLow <= pc && pc <= risk.PcHigh);
            Assert.Null(risk.Reason);
        }

        Assert.True(seen > 60, $"{seen} probabilities");
    }

    [Fact]
    public void The_numbers_do_not_depend_on_threads_or_on_how_they_are_asked_for()
    {
        ConjunctionRisk[] one = new ConjunctionRiskAssessor(Screening, index => (BodyClass)(index % 4)).AssessAll(Screening.Approaches, threads: 1, TestContext.Current.CancellationToken);
        Assert.Equal(one, Assessor.AssessAll(Screening.Approaches, threads: 7, TestContext.Current.CancellationToken));
        Assert.Equal(one, Assessor.InOrder(Screening.Approaches, 3, TestContext.Current.CancellationToken).Select(row => row.Risk));
        Assert.Equal(one, Screening.Approaches.Select(row => Assessor.Assess(row)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_long_list_is_assessed_part_by_part_in_its_order_and_may_be_left_early(int threads)
    {
        CloseApproach[] rows = [.. Enumerable.Range(0, 10_000).Select(i => Screening.Approaches[i * 7 % Screening.Approaches.Count])];
        var expected = Screening.Approaches.ToDictionary(row => row, row => Assessor.Assess(row));
        var seen = 0;
        foreach (var (row, risk) in Assessor.InOrder(rows, threads, TestContext.Current.CancellationToken))
        {
            Assert.Equal(rows[seen], row);
            Assert.Equal(expected[row], risk);
            seen++;
        }

        Assert.Equal(rows.Length, seen);
        Assert.Equal(rows[0], Assessor.InOrder(rows, threads, TestContext.Current.CancellationToken).First().Approach);
        using var cancelled = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var (row, _) in Assessor.InOrder(rows, threads, cancelled.Token))
            {
                cancelled.Cancel();
            }
        });
    }

    [Fact]
    public void Swapping_the_objects_changes_nothing_but_the_order_of_sources()
    {
        foreach (var row in Screening.Approaches.Where(row => row.Kind == CloseApproachKind.Minimum).Take(50))
        {
            var (here, swapped) = (Assessor.Assess(row), Assessor.Assess(row with { First = row.Second, Second = row.First }));
            Assert.Equal(here.MaxProbability!.Value, swapped.MaxProbability!.Value, 1e-11);
            Assert.Equal(here.Pc ?? 0, swapped.Pc ?? 0, 1e-9 * (here.Pc ?? 0));
            Assert.Equal(here.FirstCovariance, swapped.SecondCovariance);
        }
    }

    [Fact]
    public void An_edge_of_the_window_has_no_probability_unless_bodies_overlap_there()
    {
        var edge = Screening.Approaches[0] with { Kind = CloseApproachKind.WindowStart };
        var apart = Assessor.Assess(edge);
        Assert.Null(apart.MaxProbability ?? apart.DilutionSigmaKm ?? apart.Pc ?? apart.PcLow ?? apart.PcHigh);
        Assert.NotNull(apart.Reason);
        Assert.Equal(RiskVerdict.CannotTell, apart.Verdict);
        var docked = Assessor.Assess(edge with { RangeKm = 0 });
        Assert.Equal((1.0, 0.0), (docked.MaxProbability, docked.DilutionSigmaKm));
        Assert.Null(docked.Pc);
    }

    [Fact]
    public void Twins_that_never_part_overlap_and_have_no_encounter_plane()
    {
        var set = MadeUpScreening.Low(1);
        var docked = Screener.Screen([set, set with { Number = new CatalogNumber(99) }], new ScreeningSettings { Start = MadeUpScreening.Start, Duration = Duration.FromHours(1) }, cancellation: TestContext.Current.CancellationToken);
        var risk = new ConjunctionRiskAssessor(docked).Assess(Assert.Single(docked.Approaches));
        Assert.Equal(1, risk.MaxProbability);
        Assert.Null(risk.Pc);
    }

    [Fact]
    public void Slow_neighbours_have_a_maximum_but_no_probability_of_a_short_encounter()
    {
        var set = MadeUpScreening.Low(1);
        var neighbours = Screener.Screen(
            [set, set with { Number = new CatalogNumber(99), MeanAnomalyDeg = set.MeanAnomalyDeg + 0.01, Eccentricity = set.Eccentricity + 1e-5 }],
            new ScreeningSettings { Start = MadeUpScreening.Start, Duration = Duration.FromHours(3) },
            cancellation: TestContext.Current.CancellationToken);
        var minimum = neighbours.Approaches.First(row => row.Kind == CloseApproachKind.Minimum);
        var risk = new ConjunctionRiskAssessor(neighbours).Assess(minimum);
        Assert.NotNull(risk.MaxProbability);
        Assert.Null(risk.Pc);
        Assert.Contains("too long", risk.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Radii_come_from_the_table_then_the_class_and_say_so()
    {
        var row = Screening.Approaches.First(row => row.Kind == CloseApproachKind.Minimum);
        var (one, other) = (Screening.ObjectAt(row.First).Number!.Value.Value, Screening.ObjectAt(row.Second).Number!.Value.Value);
        var risk = new ConjunctionRiskAssessor(
            Screening,
            index => index == row.First ? BodyClass.Payload : BodyClass.Unknown,
            new ConjunctionRiskSettings { HardBodyRadiiM = new Dictionary<long, double> { [other] = 2.5 } }).Assess(row);
        Assert.Equal(7.5, risk.HardBodyRadius.RadiusM);
        Assert.EndsWith(" hbr:class/table", risk.CovarianceSource, StringComparison.Ordinal);
        var assumed = new ConjunctionRiskAssessor(Screening, null, new ConjunctionRiskSettings { HardBodyRadiiM = new Dictionary<long, double> { [one] = 0 } }).Assess(row);
        Assert.Equal(2, assumed.HardBodyRadius.RadiusM);
        Assert.EndsWith(" hbr:unknown/unknown", assumed.CovarianceSource, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_by_ephemeris_has_no_covariance_and_the_pair_a_bound_alone()
    {
        var row = Screening.Approaches.First(row => row.Kind == CloseApproachKind.Minimum && Assessor.Assess(row).Pc is not null);
        var set = Screening.ObjectAt(row.First).Elements!;
        var propagator = new Sgp4Propagator(set, Sgp4Mode.Afspc);
        EphemerisPoint[] points = [.. Enumerable.Range(-30, 61).Select(i => row.Tca + Duration.FromSeconds(10 * i)).Select(time => PointAt(propagator, time))];
        var ephemeris = new InterpolatedEphemeris(new EphemerisObject("MINE", "", null), [new EphemerisSegment(points, EphemerisInterpolation.DefaultHermite)]);
        var mixed = Screener.Screen(
            [Screening.ObjectAt(row.Second).Elements!], [ephemeris], Screening.Settings with { Start = row.Tca - Duration.FromSeconds(60), Duration = Duration.FromSeconds(120) },
            cancellation: TestContext.Current.CancellationToken);
        var risk = new ConjunctionRiskAssessor(mixed).Assess(Assert.Single(mixed.Approaches, one => one.Kind == CloseApproachKind.Minimum));
        Assert.Null(risk.Pc ?? risk.PcLow);
        Assert.Equal(ProbabilityBasis.OneCovariance, risk.Basis);
        Assert.InRange(risk.PcHigh!.Value, double.Epsilon, 1);
        Assert.Contains("none", risk.CovarianceSource, StringComparison.Ordinal);
        Assert.NotNull(risk.MaxProbability);
    }

    [Theory]
    [InlineData(0.0, 3)]
    [InlineData(2.0, 3)]
    [InlineData(0.5, 0.5)]
    public void Factors_outside_their_ranges_are_refused(double low, double high) =>
        Assert.Throws<ArgumentException>(() => new ConjunctionRiskAssessor(Screening, null, new ConjunctionRiskSettings { SigmaFactorLow = low, SigmaFactorHigh = high }));

    private static EphemerisPoint PointAt(Sgp4Propagator propagator, Instant time)
    {
        var state = propagator.At(time);
        return new EphemerisPoint(time, state.PositionKm, state.VelocityKmPerS);
    }
}
