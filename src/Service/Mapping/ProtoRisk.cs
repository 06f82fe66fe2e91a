using Ssa.Assessment;
using Ssa.Propagation;
using Ssa.Risk;

namespace Ssa.Service.Mapping;

/// <summary>Answers of the methods as the contract has them.</summary>
internal static class ProtoRisk
{
    /// <summary>What every method says of a message.</summary>
    public static V1.CdmAssessment Of(RiskReport report)
    {
        var subject = report.Subject;
        var assessment = new V1.RiskAssessment
        {
            Tca = ProtoTime.Of(subject.Tca),
            HardBodyRadiusSource = report.Radius?.Source ?? "",
            CovarianceSource = "message",
            MaxProbabilityOver = report.Maximum?.Over ?? "",
            Results = { report.Results.Select(Of) },
            Flags = { report.Flags },
        };

        // Absent, not zero, where not known.
        if (subject.MissDistanceKm is { } miss)
        {
            assessment.MissDistanceKm = miss;
        }

        if (subject.RelativeSpeedKmPerS is { } speed)
        {
            assessment.RelativeSpeedKmS = speed;
        }

        if (report.Radius is { } radius)
        {
            assessment.HardBodyRadiusM = radius.RadiusM;
        }

        if (report.Maximum is { } maximum)
        {
            assessment.MaxProbability = maximum.Value;
            if (maximum.DilutionSigmaKm is { } sigma)
            {
                assessment.DilutionSigmaKm = sigma;
            }
        }

        var message = new V1.CdmAssessment { MessageId = subject.Id ?? "", Objects = subject.Objects ?? "", Assessment = assessment, StatedMethod = subject.Stated?.Method ?? "" };
        if (subject.Stated is { } stated)
        {
            message.StatedProbability = stated.Value;
        }

        return message;
    }

    /// <summary>A record that could not be read.</summary>
    public static V1.SetAsideRecord Of(SetAsideRecord record)
    {
        var one = new V1.SetAsideRecord { File = record.File, Field = record.Field, Reason = record.ReasonText, Remedy = record.Remedy, Message = record.Message };
        if (record.Line > 0)
        {
            one.Line = record.Line;
        }

        return one;
    }

    /// <summary>What one method says.</summary>
    public static V1.MethodResult Of(MethodAnswer answer)
    {
        var result = new V1.MethodResult
        {
            Method = answer.Name,
            Status = answer.Status switch
            {
                PcStatus.Ok => V1.RiskStatus.Ok,
                PcStatus.NotApplicable => V1.RiskStatus.NotApplicable,
                _ => V1.RiskStatus.NotComputable,
            },
            Reason = answer.Reason ?? "",
        };
        if (answer.Value is { } value)
        {
            result.Value = value;
        }

        if (answer.Lower is { } lower)
        {
            result.Lower = lower;
        }

        if (answer.Upper is { } upper)
        {
            result.Upper = upper;
        }

        return result;
    }
}
