using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Screening.Tests.Oracle;

/// <summary>Mean elements whose SGP4 state at epoch is a given one, by correcting the Keplerian elements of a state until SGP4 answers it.</summary>
internal static class MeanElementsOf
{
    private const double MuKm3PerS2 = 398600.8;

    /// <summary>Null where SGP4 has no such orbit or the correction does not settle to a metre and a millimetre per second.</summary>
    public static MeanElements? State(Vector3 positionKm, Vector3 velocityKmPerS, Instant epoch, int number, Sgp4Mode mode)
    {
        var (r, v) = (positionKm, velocityKmPerS);
        for (var i = 0; i < 60; i++)
        {
            if (Kepler(r, v, epoch, number) is not { } elements)
            {
                return null;
            }

            var state = new Sgp4Propagator(elements, mode).At(0);
            if (state.Status != PropagationStatus.Ok)
            {
                return null;
            }

            var (dr, dv) = (positionKm - state.PositionKm, velocityKmPerS - state.VelocityKmPerS);
            if (dr.Norm < 1e-7 && dv.Norm < 1e-9)
            {
                return elements;
            }

            (r, v) = (r + dr, v + dv);
        }

        return null;
    }

    /// <summary>Keplerian elements of a state (Vallado, Fundamentals of Astrodynamics, algorithm 9), in the form of an element set.</summary>
    private static MeanElements? Kepler(Vector3 r, Vector3 v, Instant epoch, int number)
    {
        var energy = (0.5 * Vector3.Dot(v, v)) - (MuKm3PerS2 / r.Norm);
        var h = Vector3.Cross(r, v);
        var e = ((1 / MuKm3PerS2) * Vector3.Cross(v, h)) - ((1 / r.Norm) * r);
        if (!(energy < -1.0) || !(e.Norm < 0.98))
        {
            return null;
        }

        var a = -MuKm3PerS2 / (2 * energy);
        var inclination = Math.Acos(Math.Clamp(h.Z / h.Norm, -1, 1));
        var node = Math.Atan2(h.X, -h.Y);
        var toNode = new Vector3(Math.Cos(node), Math.Sin(node), 0);
        var across = (1 / h.Norm) * Vector3.Cross(h, toNode);
        var perigee = Math.Atan2(Vector3.Dot(e, across), Vector3.Dot(e, toNode));
        var latitude = Math.Atan2(Vector3.Dot(r, across), Vector3.Dot(r, toNode));
        var eccentric = 2 * Math.Atan(Math.Sqrt((1 - e.Norm) / (1 + e.Norm)) * Math.Tan(0.5 * (latitude - perigee)));
        var mean = eccentric - (e.Norm * Math.Sin(eccentric));
        return Populations.Orbit(a, e.Norm, Degrees(inclination), Degrees(node), Degrees(perigee), Degrees(mean), 0, number) with { Epoch = epoch };
    }

    private static double Degrees(double radians) => radians * 180 / Math.PI;
}
