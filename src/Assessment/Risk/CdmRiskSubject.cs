using System.Globalization;
using Ssa.Messages;
using Ssa.Propagation.Frames;
using Ssa.Risk;

namespace Ssa.Assessment;

/// <summary>Takes what an assessment of risk needs out of a conjunction data message.</summary>
public static class CdmRiskSubject
{
    /// <summary>The conjunction of a message. One whose states cannot be used gives the reason instead of an encounter.</summary>
    /// <param name="message">The message.</param>
    public static RiskSubject Of(CdmMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var subject = new RiskSubject
        {
            File = message.File,
            Id = message.MessageId is { Length: > 0 } id ? id : null,
            Objects = $"{Named(message.Object1)} and {Named(message.Object2)}",
            Tca = message.Tca,
            MissDistanceKm = Known(message.MissDistanceM * 1e-3),
            RelativeSpeedKmPerS = Known(message.Relative.Number("RELATIVE_SPEED") * 1e-3),
            Radius = CdmHardBodyRadius.Of(message) is { } radius ? new CombinedRadius(radius.RadiusM, radius.Source) : null,
            Stated = Known(message.CollisionProbability) is { } stated ? (stated, message.Relative.Text("COLLISION_PROBABILITY_METHOD")) : null,
        };
        List<string> flags = message.Defects.Count == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"message-defects:{message.Defects.Count}")];

        // Both objects' states are turned alike where Earth orientation data lacks: the risk is of what lies between them.
        if (!CdmEncounter.TryFrom(message, EarthOrientation.None, out var encounter, out var fault))
        {
            return subject with { Refusal = $"{fault!.Field} in line {fault.Line}: {fault.Message} {fault.Remedy}", Flags = flags };
        }

        AddFlags(flags, encounter!.First, 1);
        AddFlags(flags, encounter.Second, 2);
        return subject with
        {
            MissDistanceKm = encounter.RelativePositionKm.Norm,
            RelativeSpeedKmPerS = encounter.RelativeVelocityKmPerS.Norm,
            Encounter = new Encounter { First = StateOf(encounter.First), Second = StateOf(encounter.Second) },
            Flags = flags,
        };
    }

    private static string Named(CdmObject read) => string.Join(' ', new[] { read.Designator, read.Name }.Where(text => text.Length > 0));

    private static double? Known(double value) => double.IsFinite(value) ? value : null;

    private static void AddFlags(List<string> flags, CdmEncounterObject read, int which)
    {
        if (read.CovarianceMethod.Equals("DEFAULT", StringComparison.OrdinalIgnoreCase))
        {
            flags.Add($"covariance-method-default:{which}");
        }

        if (!SaysOfVelocity(read))
        {
            flags.Add($"position-covariance-only:{which}");
        }
    }

    // Velocities without variance are velocities of which nothing is said: certain ones there are none.
    private static bool SaysOfVelocity(CdmEncounterObject read) => read.HasVelocityCovariance && (read.RtnCovariance[21] != 0 || read.RtnCovariance[28] != 0 || read.RtnCovariance[35] != 0);

    private static ObjectState StateOf(CdmEncounterObject read)
    {
        double[] covariance = [.. read.RtnCovariance.Select(element => element * 1e6)]; // km² to m²
        return new ObjectState
        {
            PositionM = 1e3 * read.PositionKm,
            VelocityMPerS = 1e3 * read.VelocityKmPerS,
            Covariance = SaysOfVelocity(read)
                ? StateCovariance.OfState(CovarianceAxes.Rtn, covariance)
                : StateCovariance.OfPosition(CovarianceAxes.Rtn, new(covariance[0], covariance[1], covariance[2], covariance[7], covariance[8], covariance[14])),
            DensitySensitivity = SensitivityOf(read.CovarianceHints),
        };
    }

    private static double[]? SensitivityOf(CdmCovarianceHints hints) =>
        hints is { DensityForecastUncertainty: { } sigma, SensitivityPositionM: { } r }
            ? [sigma * r.X, sigma * r.Y, sigma * r.Z, .. hints.SensitivityVelocityMPerS is { } v ? new[] { sigma * v.X, sigma * v.Y, sigma * v.Z } : [0, 0, 0]]
            : null;
}
