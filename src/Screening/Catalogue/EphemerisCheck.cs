using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Lanes;
using Ssa.Propagation.Time;
using Ssa.Screening.Fine;

namespace Ssa.Screening.Catalogue;

/// <summary>
/// Refuses ephemerides that break what the search relies on: no object is faster than 12 km/s, none is deep inside the Earth, and where one segment follows another the
/// position does not jump. Looked at in the window and ten minutes around it, at least every 3.7 s and at least twice between two tabulated states.
/// </summary>
internal static class EphemerisCheck
{
    /// <summary>The greatest jump of position between segments within ten minutes, km: an interval that is scanned leaves room for 50 km of both objects together.</summary>
    public const double LargestJumpKm = 10;

    /// <summary>The least distance from the Earth's centre, km: any solid ground lies above 6,350 km, and the pads of the search need some distance.</summary>
    public const double LeastRadiusKm = 6000;

    // Not a divisor of usual spacings: at the tabulated states themselves nothing shows of what a polynomial does between them.
    private const long LongestStepNs = 3_700_000_000;
    private const double StepsPerInterval = 2.7;
    private const long AroundNs = 600 * TimeGrid.Second;
    private const double RoundingKm = 1e-6;
    private const double LargestSpeedKmPerS = Sgp4Kernel<ScalarLane>.LargestSpeedKmPerS;

    /// <summary>Throws where an ephemeris cannot be screened in a window.</summary>
    /// <param name="ephemeris">The ephemeris.</param>
    /// <param name="settings">The window.</param>
    /// <param name="cancellation">Asked at every state.</param>
    /// <exception cref="UnusableEphemerisException">It cannot; the message tells where and why.</exception>
    public static void Require(InterpolatedEphemeris ephemeris, ScreeningSettings settings, CancellationToken cancellation)
    {
        var fromNs = TimeGrid.ToNanoseconds(settings.Start) - AroundNs;
        var toNs = TimeGrid.ToNanoseconds(settings.Start + settings.Duration) + AroundNs;
        var jumps = new List<(long TimeNs, double Km)>();
        (long TimeNs, Vector3 Km)? before = null;
        for (var i = 0; i < ephemeris.Segments.Count; i++)
        {
            var segment = ephemeris.Segments[i];

            // Where segments touch, the later one has the time that both share.
            var isTouched = i + 1 < ephemeris.Segments.Count && ephemeris.Segments[i + 1].StartNs == segment.StopNs;
            var (startNs, stopNs) = (Math.Max(fromNs, segment.StartNs), Math.Min(toNs, segment.StopNs - (isTouched ? 1 : 0)));
            if (startNs > stopNs)
            {
                continue;
            }

            var first = ephemeris.StateAt(startNs).PositionKm;
            if (before is { } last)
            {
                var km = (first - last.Km).Norm - (LargestSpeedKmPerS * (startNs - last.TimeNs) / TimeGrid.Second);
                jumps.Add((startNs, Math.Max(0, km)));
                jumps.RemoveAll(jump => jump.TimeNs < startNs - AroundNs);
                Refuse(jumps.Sum(jump => jump.Km) > LargestJumpKm, ephemeris, startNs, $"from one segment to the next the position jumps by {km:F1} km", $"at most {LargestJumpKm} km within ten minutes");
            }

            before = (stopNs, Walk(ephemeris, startNs, stopNs, StepNs(segment), cancellation));
        }
    }

    private static long StepNs(EphemerisSegment segment) =>
        Math.Clamp((long)((segment.StopNs - segment.StartNs) / (segment.Count - 1) / StepsPerInterval), 1, LongestStepNs);

    /// <summary>Follows one segment; returns its last position.</summary>
    private static Vector3 Walk(InterpolatedEphemeris ephemeris, long startNs, long stopNs, long stepNs, CancellationToken cancellation)
    {
        var (beforeNs, before) = (startNs, ephemeris.StateAt(startNs).PositionKm);
        for (var timeNs = startNs; ; timeNs = Math.Min(stopNs, timeNs + stepNs))
        {
            cancellation.ThrowIfCancellationRequested();
            var state = ephemeris.StateAt(timeNs);
            if (state.Status == PropagationStatus.Ok)
            {
                var seconds = (timeNs - beforeNs) / (double)TimeGrid.Second;
                var movedKm = (state.PositionKm - before).Norm;
                var speed = Math.Max(state.VelocityKmPerS.Norm, movedKm > (LargestSpeedKmPerS * seconds) + RoundingKm ? movedKm / seconds : 0);
                Refuse(speed > LargestSpeedKmPerS, ephemeris, timeNs, $"it moves at {speed:F1} km/s", $"at most {LargestSpeedKmPerS} km/s");
                Refuse(state.PositionKm.Norm < LeastRadiusKm, ephemeris, timeNs, $"it is {state.PositionKm.Norm:F0} km from the Earth's centre", $"at least {LeastRadiusKm} km");
            }

            (beforeNs, before) = (timeNs, state.PositionKm);
            if (timeNs >= stopNs)
            {
                return before;
            }
        }
    }

    private static void Refuse(bool isFaulty, InterpolatedEphemeris ephemeris, long timeNs, FormattableString fault, FormattableString limit)
    {
        if (isFaulty)
        {
            throw new UnusableEphemerisException(
                ephemeris,
                FormattableString.Invariant($"at {UtcText.Format(TimeGrid.ToInstant(timeNs))} {FormattableString.Invariant(fault)}; {FormattableString.Invariant(limit)} can be."),
                "Check its units, its frame and the states around that time, or give a useable span without it.");
        }
    }
}
