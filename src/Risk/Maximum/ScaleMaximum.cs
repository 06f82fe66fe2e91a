using Ssa.Risk.Numerics;
using Ssa.Risk.ShortEncounter;

namespace Ssa.Risk;

/// <summary>
/// The maximum of the probability over a common factor on both sigmas, for long lists: what <see cref="DilutionCurve"/> finds by quadrature, within 1e-9 of it. Discs below 0.015 of the smaller sigma by the second-order expansion of the
/// density, larger ones by the power series and parabolas, what the series declines by the grid and golden sections.
/// </summary>
internal static class ScaleMaximum
{
    // Below this ratio of radius to smaller sigma the density's second-order expansion over the disc is good to 1e-9.
    private const double SmallDisc = 0.015;

    private const double WidestStep = 0.03;
    private const double FinestStep = 3e-4;
    private const int MostParabolas = 20;

    /// <summary>Logarithms of the factor and of the probability at the maximum. The miss must exceed the radius, and the radius 0.</summary>
    public static (double LogFactor, double LogProbability) Of(EncounterPlane plane)
    {
        var leading = 0.5 * Math.Log(0.5 * plane.MahalanobisSquared);
        if (plane.HardBodyRadiusM < SmallDisc * Math.Exp(leading) * plane.SigmaMinorM)
        {
            return Expanded(plane);
        }

        return Parabolas(plane, leading) ?? Searched(plane, leading);
    }

    /// <summary>Newton on ln P = ln t − a·t + ln(1 + b·t² − c·t), t = 1/factor², the mean of the density over a small disc by its Laplacian.</summary>
    private static (double LogFactor, double LogProbability) Expanded(EncounterPlane plane)
    {
        var (x, y) = (1 / plane.SigmaMajorM, 1 / plane.SigmaMinorM);
        var eighth = 0.125 * plane.HardBodyRadiusM * plane.HardBodyRadiusM;
        var (gx, gy) = (plane.MissMajorM * x * x, plane.MissMinorM * y * y);
        var a = 0.5 * plane.MahalanobisSquared;
        var b = eighth * ((gx * gx) + (gy * gy));
        var c = eighth * ((x * x) + (y * y));
        var t = 1 / a;
        for (var i = 0; i < 20; i++)
        {
            var mean = 1 + (((b * t) - c) * t);
            var slope = (2 * b * t) - c;
            var first = (1 / t) - a + (slope / mean);
            var second = (-1 / (t * t)) + (2 * b / mean) - (slope * slope / (mean * mean));
            var step = first / second;
            t -= step;
            if (Math.Abs(step) <= 1e-14 * t)
            {
                break;
            }
        }

        return (-0.5 * Math.Log(t), Math.Log(4 * eighth * t * x * y * (1 + (((b * t) - c) * t))) - (a * t));
    }

    private static (double LogFactor, double LogProbability)? Parabolas(EncounterPlane plane, double leading)
    {
        var (at, step) = (leading, WidestStep);
        for (var i = 0; i < MostParabolas; i++)
        {
            if (!TryLog(plane, at - step, out var below) || !TryLog(plane, at, out var middle) || !TryLog(plane, at + step, out var above))
            {
                return null;
            }

            var bend = below - (2 * middle) + above;
            var shift = bend < 0 ? 0.5 * step * (below - above) / bend : Math.Sign(above - below);
            shift = Math.Clamp(shift, -0.3, 0.3);
            at += shift;
            if (step == FinestStep && Math.Abs(shift) < FinestStep)
            {
                return TryLog(plane, at, out var peak) ? (at, peak) : null;
            }

            step = Math.Clamp(Math.Abs(shift), FinestStep, WidestStep);
        }

        return null;
    }

    private static (double LogFactor, double LogProbability) Searched(EncounterPlane plane, double leading)
    {
        var grazing = AlfanoMaximum.GrazingSigmaM(plane.MissDistanceM, plane.HardBodyRadiusM) / DilutionCurve.SigmaAcrossMissM(plane);
        var (from, to) = (Math.Min(leading - 6, Math.Log(0.1 * grazing)), leading + 3);
        return Maximiser.Find(f => DirectQuadrature.LogProbability(plane.Scaled(Math.Exp(f))), from, to, (int)Math.Ceiling((to - from) / DilutionCurve.GridStep), 1e-6);
    }

    private static bool TryLog(EncounterPlane plane, double logFactor, out double log)
    {
        var factor = Math.Exp(logFactor);
        return SeriesProbability.TryLog(
            plane.MissMajorM, plane.MissMinorM, factor * plane.SigmaMajorM, factor * plane.SigmaMinorM, plane.HardBodyRadiusM, out log);
    }
}
