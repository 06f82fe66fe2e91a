using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;

namespace Ssa.Screening.Tests;

/// <summary>Ephemerides for tests: tables of SGP4, and motion integrated here, with engines.</summary>
internal static class Ephemerides
{
    private const double MuKm3PerS2 = 398600.8;
    private const double J2 = 0.001082616;
    private const double EarthRadiusKm = 6378.135;

    public static EphemerisObject Named(string name, int? number = null, string objectId = "") =>
        new(name, objectId, number is { } known ? new CatalogNumber(known) : null);

    /// <summary>A table of an element set's states, as <c>ssa propagate --format oem</c> writes it.</summary>
    public static EphemerisSegment Table(MeanElements set, Instant from, Duration length, int stepSeconds = 60, Instant? useableStart = null, Instant? useableStop = null)
    {
        var propagator = new Sgp4Propagator(set, Sgp4Mode.Afspc);
        var count = (int)(length / Duration.FromSeconds(stepSeconds)) + 1;
        var points = Enumerable.Range(0, count).Select(i => from + Duration.FromSeconds((long)i * stepSeconds)).Select(time =>
        {
            var state = propagator.At(time);
            Assert.Equal(PropagationStatus.Ok, state.Status);
            return new EphemerisPoint(time, state.PositionKm, state.VelocityKmPerS);
        });
        return new EphemerisSegment([.. points], EphemerisInterpolation.DefaultLagrange, useableStart, useableStop);
    }

    /// <summary>The same over a window and ten states around it.</summary>
    public static InterpolatedEphemeris Around(MeanElements set, ScreeningSettings settings, EphemerisObject identity, int stepSeconds = 60)
    {
        var around = Duration.FromSeconds(10L * stepSeconds);
        return new InterpolatedEphemeris(identity, [Table(set, settings.Start - around, settings.Duration + around + around, stepSeconds)]);
    }

    /// <summary>
    /// A flight under gravity and an engine, integrated by Runge and Kutta's method, as segments that touch where the engine gives a kick.
    /// </summary>
    /// <param name="start">When it begins.</param>
    /// <param name="positionKm">Where.</param>
    /// <param name="velocityKmPerS">How fast.</param>
    /// <param name="stepSeconds">From one tabulated state to the next.</param>
    /// <param name="legs">How long each segment lasts in steps, the kick at its start (km/s) and its steady thrust along the velocity, km/s².</param>
    public static IReadOnlyList<EphemerisSegment> Flight(
        Instant start, Vector3 positionKm, Vector3 velocityKmPerS, int stepSeconds, params (int Steps, Vector3 KickKmPerS, double ThrustKmPerS2)[] legs)
    {
        var segments = new List<EphemerisSegment>();
        var (time, r, v) = (start, positionKm, velocityKmPerS);
        foreach (var (steps, kick, thrust) in legs)
        {
            v += kick;
            var points = new List<EphemerisPoint> { new(time, r, v) };
            for (var i = 0; i < steps; i++)
            {
                const int parts = 4;
                for (var part = 0; part < parts; part++)
                {
                    (r, v) = Integrate(r, v, stepSeconds / (double)parts, thrust);
                }

                time += Duration.FromSeconds(stepSeconds);
                points.Add(new EphemerisPoint(time, r, v));
            }

            segments.Add(new EphemerisSegment(points, EphemerisInterpolation.DefaultHermite));
        }

        return segments;
    }

    private static (Vector3 R, Vector3 V) Integrate(Vector3 r, Vector3 v, double h, double thrust)
    {
        var (a1, v1) = (Acceleration(r, v, thrust), v);
        var v2 = v + (0.5 * h * a1);
        var a2 = Acceleration(r + (0.5 * h * v1), v2, thrust);
        var v3 = v + (0.5 * h * a2);
        var a3 = Acceleration(r + (0.5 * h * v2), v3, thrust);
        var v4 = v + (h * a3);
        var a4 = Acceleration(r + (h * v3), v4, thrust);
        return (r + (h / 6 * (v1 + (2 * v2) + (2 * v3) + v4)), v + (h / 6 * (a1 + (2 * a2) + (2 * a3) + a4)));
    }

    private static Vector3 Acceleration(Vector3 r, Vector3 v, double thrust)
    {
        var radius = r.Norm;
        var oblate = 1.5 * J2 * EarthRadiusKm * EarthRadiusKm / (radius * radius);
        var z2 = 5 * r.Z * r.Z / (radius * radius);
        var gravity = -MuKm3PerS2 / (radius * radius * radius);
        return new Vector3(gravity * (1 + (oblate * (1 - z2))) * r.X, gravity * (1 + (oblate * (1 - z2))) * r.Y, gravity * (1 + (oblate * (3 - z2))) * r.Z)
            + (thrust / v.Norm * v);
    }
}
