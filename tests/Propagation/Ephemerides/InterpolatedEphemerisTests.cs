using CsCheck;
using NodaTime;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;
using static Ssa.Propagation.Tests.Frames.EarthOrientations;

namespace Ssa.Propagation.Tests.Ephemerides;

public class InterpolatedEphemerisTests
{
    private static readonly Instant Start = Instant.FromUtc(2024, 11, 1, 0, 0);
    private static readonly KeplerOrbit Orbit = new(6778, 0.001, 0.9, Start);

    private static readonly Gen<EphemerisInterpolation> Interpolations = Gen.Select(
        Gen.Enum<InterpolationMethod>(), Gen.Int[1, EphemerisInterpolation.HighestDegree], (method, degree) => new EphemerisInterpolation(method, degree));

    [Fact]
    public void Tabulated_states_are_given_back_to_the_bit() =>
        Gen.Select(Interpolations, Gen.Int[2, 40]).Sample((interpolation, count) =>
        {
            var table = Orbit.Table(Start, Duration.FromSeconds(61), count);
            var ephemeris = new InterpolatedEphemeris(default, [new EphemerisSegment(table, interpolation)]);
            Assert.All(table, point => Assert.Equal(new TemeState(point.PositionKm, point.VelocityKmPerS, PropagationStatus.Ok), ephemeris.StateAt(point.Utc)));
        });

    [Fact]
    public void Positions_at_many_times_are_those_of_the_states_in_any_order() =>
        Gen.Select(Interpolations, Gen.Double[-0.2, 1.2].Array[1, 20]).Sample((interpolation, parts) =>
        {
            var first = new EphemerisSegment(Orbit.Table(Start, Duration.FromSeconds(60), 30), interpolation);
            var second = new EphemerisSegment(Orbit.Table(Start + Duration.FromMinutes(40), Duration.FromSeconds(120), 30), interpolation);
            var ephemeris = new InterpolatedEphemeris(default, [first, second]);
            long[] times = [.. parts.Select(part => Nanoseconds(Start) + (long)(part * (ephemeris.Stop - Start).ToInt64Nanoseconds()))];
            var positions = new double[3 * times.Length];
            var valid = ephemeris.PositionsAt(times, positions);
            for (var i = 0; i < times.Length; i++)
            {
                var state = ephemeris.StateAt(times[i]);
                Assert.Equal(state.PositionKm, new Vector3(positions[i], positions[times.Length + i], positions[(2 * times.Length) + i]));
                Assert.Equal(state.VelocityKmPerS, ephemeris.VelocityAt(times[i]));
                Assert.Equal(state, ephemeris.StateAt(NodaConstants.UnixEpoch + Duration.FromNanoseconds(times[i])));
                valid -= state.Status == PropagationStatus.Ok ? 1 : 0;
            }

            Assert.Equal(0, valid);
        });

    [Fact]
    public void The_path_has_no_jump_where_the_window_moves() =>
        Gen.Select(Gen.Enum<InterpolationMethod>(), Gen.Int[3, 15], Gen.Int[40_000, 80_000].Array[20, 30]).Sample((method, degree, spacings) =>
        {
            var at = Start;
            EphemerisPoint[] table = [Orbit.At(Start), .. spacings.Select(milliseconds => Orbit.At(at += Duration.FromMilliseconds(milliseconds)))];
            var ephemeris = new InterpolatedEphemeris(default, [new EphemerisSegment(table, new(method, degree))]);
            foreach (var node in table.AsSpan(1, table.Length - 2))
            {
                var time = Nanoseconds(node.Utc);
                var (before, after) = (ephemeris.StateAt(time - 1), ephemeris.StateAt(time + 1));

                // In a nanosecond the satellite goes 7.7e-9 km; what is left is rounding, which one-sided windows of sixteen nodes amplify.
                AssertNear(node.PositionKm - (1e-9 * node.VelocityKmPerS), before.PositionKm, 2e-10);
                AssertNear(node.PositionKm + (1e-9 * node.VelocityKmPerS), after.PositionKm, 2e-10);
                AssertNear(before.VelocityKmPerS, after.VelocityKmPerS, 3e-11 + (2e-9 * 0.01));
            }
        });

    [Fact]
    public void Outside_the_useable_span_there_is_no_state()
    {
        var table = Orbit.Table(Start, Duration.FromSeconds(60), 31);
        var (from, to) = (Start + Duration.FromSeconds(90), Start + Duration.FromSeconds(1500));
        var ephemeris = new InterpolatedEphemeris(default, [new EphemerisSegment(table, null, from, to)]);
        Assert.Equal((from, to), (ephemeris.Start, ephemeris.Stop));
        Assert.Equal(PropagationStatus.Ok, ephemeris.StateAt(from).Status);
        Assert.Equal(PropagationStatus.Ok, ephemeris.StateAt(to).Status);
        foreach (var time in new[] { from - Duration.Epsilon, to + Duration.Epsilon, Instant.MinValue, Instant.MaxValue })
        {
            var state = ephemeris.StateAt(time);
            Assert.Equal(PropagationStatus.OutsideEphemeris, state.Status);
            Assert.True(double.IsNaN(state.PositionKm.X) && double.IsNaN(state.PositionKm.Y) && double.IsNaN(state.PositionKm.Z));
            Assert.True(double.IsNaN(state.VelocityKmPerS.X) && double.IsNaN(state.VelocityKmPerS.Y) && double.IsNaN(state.VelocityKmPerS.Z));
        }

        Assert.Equal("outside-ephemeris", PropagationStatusText.Of(PropagationStatus.OutsideEphemeris));
    }

    [Fact]
    public void Reading_positions_and_velocities_allocates_nothing()
    {
        var ephemerides = new[] { InterpolationMethod.Hermite, InterpolationMethod.Lagrange }
            .Select(method => new InterpolatedEphemeris(default, [new EphemerisSegment(Orbit.Table(Start, Duration.FromSeconds(60), 1441), new(method, 9))])).ToArray();
        var (times, positions, sum) = (new long[8], new double[24], 0.0);
        var before = long.MaxValue;
        for (var k = 0; k < 400; k++)
        {
            before = k == 100 ? GC.GetAllocatedBytesForCurrentThread() : before;
            foreach (var ephemeris in ephemerides)
            {
                for (var j = 0; j < times.Length; j++)
                {
                    times[j] = Nanoseconds(Start) + (((k * 200L) + (16 * j)) * 1_000_000_007L);
                }

                sum += ephemeris.PositionsAt(times, positions) + positions[7] + ephemeris.VelocityAt(times[3]).X;
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));
    }

    [Fact]
    public void Time_passes_through_a_leap_second()
    {
        // Two seconds of UTC days of 86,400 s around the end of 2016 are three seconds of motion.
        var midnight = Instant.FromUtc(2017, 1, 1, 0, 0);
        EphemerisPoint[] table = [.. Enumerable.Range(-30, 61).Select(i => i * 60)
            .Select(s => Orbit.At(midnight + Duration.FromSeconds(s), s < 0 ? s : s + 1))];
        var ephemeris = new InterpolatedEphemeris(default, [new EphemerisSegment(table, EphemerisInterpolation.DefaultHermite)]);
        AssertNear(Orbit.At(midnight, -1).PositionKm, ephemeris.StateAt(midnight - Duration.FromSeconds(1)).PositionKm, 1e-8);
        AssertNear(Orbit.At(midnight, 2).PositionKm, ephemeris.StateAt(midnight + Duration.FromSeconds(1)).PositionKm, 1e-8);
        AssertNear(Orbit.At(midnight, 931).PositionKm, ephemeris.StateAt(midnight + Duration.FromSeconds(930)).PositionKm, 1e-8);
    }

    [Fact]
    public void What_cannot_be_interpolated_is_refused()
    {
        var table = Orbit.Table(Start, Duration.FromSeconds(60), 5);
        Assert.Throws<ArgumentException>(() => new EphemerisSegment(table[..1]));
        Assert.Throws<ArgumentException>(() => new EphemerisSegment([table[1], table[0]]));
        Assert.Throws<ArgumentException>(() => new EphemerisSegment([table[0], table[0]]));
        Assert.Throws<ArgumentException>(() => new EphemerisSegment([table[0], table[1] with { PositionKm = new Vector3(double.NaN, 0, 0) }]));
        Assert.Throws<ArgumentException>(() => new EphemerisSegment(table, null, table[4].Utc + Duration.Epsilon));
        Assert.Throws<ArgumentException>(() => new EphemerisSegment(table, null, table[3].Utc, table[2].Utc));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EphemerisInterpolation(InterpolationMethod.Hermite, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EphemerisInterpolation(InterpolationMethod.Lagrange, 32));
        var segment = new EphemerisSegment(table);
        Assert.Throws<ArgumentException>(() => new InterpolatedEphemeris(default, []));
        Assert.Throws<ArgumentException>(() => new InterpolatedEphemeris(default, [segment, segment]));
        Assert.Throws<ArgumentException>(() => new InterpolatedEphemeris(default, [segment]).PositionsAt(new long[2], new double[5]));
    }

    [Fact]
    public void A_polynomial_that_runs_away_has_no_state_rather_than_a_wrong_one()
    {
        // One millisecond between two nodes that are a thousand kilometres apart, then nothing for an hour.
        EphemerisPoint[] table =
        [
            Orbit.At(Start), Orbit.At(Start + Duration.FromMilliseconds(1)) with { PositionKm = new Vector3(0, 7000, 0) }, Orbit.At(Start + Duration.FromHours(1)),
        ];
        var ephemeris = new InterpolatedEphemeris(default, [new EphemerisSegment(table, new(InterpolationMethod.Lagrange, 2))]);
        var state = ephemeris.StateAt(Start + Duration.FromMinutes(30));
        Assert.Equal(PropagationStatus.Implausible, state.Status);
        Assert.True(double.IsNaN(state.PositionKm.X));
    }

    [Fact]
    public void Edges_boundaries_and_first_times_are_those_that_counting_nanoseconds_finds() =>
        Gen.Select(Gen.Int[1, 40].Array[2, 8], Gen.Int[0, 40], Gen.Int[0, 40]).Sample((marks, one, other) =>
        {
            // Useable spans of a few nanoseconds, some touching, some with a gap of none or more between.
            int[] ends = [.. marks.Order()];
            var spans = ends.Chunk(2).Where(pair => pair.Length == 2 && pair[0] < pair[1]).Select(pair => (From: pair[0], To: pair[1])).ToArray();
            if (spans.Length == 0)
            {
                return;
            }

            var table = Orbit.Table(Start - Duration.FromMinutes(1), Duration.FromMinutes(1), 4);
            var ephemeris = new InterpolatedEphemeris(
                default, [.. spans.Select(span => new EphemerisSegment(table, null, Start + Duration.FromNanoseconds(span.From), Start + Duration.FromNanoseconds(span.To)))]);
            var (from, to) = (Math.Min(one, other), Math.Max(one, other));
            bool IsValid(int ns) => ephemeris.StateAt(Nanoseconds(Start) + ns).Status == PropagationStatus.Ok;
            var inside = Enumerable.Range(from, to - from + 1).ToArray();
            Assert.Equal(inside.Skip(1).Any(ns => IsValid(ns) != IsValid(ns - 1)), ephemeris.HasEdgeWithin(Nanoseconds(Start) + from, Nanoseconds(Start) + to));
            Assert.Equal(inside.Where(IsValid).Select(ns => (long?)ns).FirstOrDefault(), ephemeris.FirstTimeWithin(Nanoseconds(Start) + from, Nanoseconds(Start) + to) - Nanoseconds(Start));
            var boundary = inside.Where(ns => ns > from && ns < to && (spans.Any(span => span.From == ns) || (IsValid(ns - 1) && !IsValid(ns)))).Select(ns => (long?)ns).FirstOrDefault();
            Assert.Equal(boundary, ephemeris.BoundaryWithin(Nanoseconds(Start) + from, Nanoseconds(Start) + to) - Nanoseconds(Start));
        });

    private static long Nanoseconds(Instant time) => (time - NodaConstants.UnixEpoch).ToInt64Nanoseconds();
}
