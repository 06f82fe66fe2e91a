using System.Text.Json;
using Ssa.Cli.Jobs;
using Ssa.Risk;

namespace Ssa.Cli.Formats;

/// <summary>What the JSON of a screening tells of risk: flat keys of a conjunction, null where a value is not known, and <c>risk</c> of the settings.</summary>
internal static class RiskJson
{
    /// <summary>Writes <c>risk</c>: what decides the risk of the rows.</summary>
    public static void WriteSettings(Utf8JsonWriter json, ScreeningReport report)
    {
        var settings = report.Risk.Settings;
        json.WriteStartObject("risk");
        json.WriteNumber("sigma_factor_low", settings.SigmaFactorLow);
        json.WriteNumber("sigma_factor_high", settings.SigmaFactorHigh);
        json.WriteNumber("extended_encounter_fraction", settings.ExtendedEncounterFraction);
        json.WriteNumber("attend", settings.Thresholds.Attend);
        json.WriteNumber("act", settings.Thresholds.Act);
        json.WriteNumber("after_manoeuvre", settings.Thresholds.AfterManoeuvre);
        json.WriteBoolean("radii_by_class", report.Catalogue.Satcat is not null);
        json.WriteString("hbr_table_sha256", report.Bodies.Sha256);
        json.WriteStartArray("history_sha256");
        foreach (var file in report.Histories.Files)
        {
            json.WriteStringValue(file.Sha256);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the keys of a conjunction.</summary>
    public static void WriteConjunction(Utf8JsonWriter json, ConjunctionRisk risk)
    {
        Write(json, "max_probability"u8, risk.MaxProbability);
        Write(json, "dilution_sigma_km"u8, risk.DilutionSigmaKm);
        Write(json, "max_probability_as_oriented"u8, risk.MaxProbabilityAsOriented);
        Write(json, "pc"u8, risk.Pc);
        Write(json, "pc_low"u8, risk.PcLow);
        Write(json, "pc_high"u8, risk.PcHigh);
        json.WriteString("pc_method"u8, risk.Basis switch
        {
            ProbabilityBasis.BothCovariances => "direct-quadrature",
            ProbabilityBasis.OneCovariance => "frisbee-maximum",
            _ => null,
        });
        json.WriteString("pc_reason"u8, risk.Reason);
        json.WriteString("covariance_source"u8, risk.CovarianceSource);
        json.WriteNumber("hbr_m"u8, risk.HardBodyRadius.RadiusM);
        json.WriteString("hbr_source"u8, risk.HardBodyRadius.Source);
        WriteFlag(json, "diluted"u8, risk.IsDiluted);
        json.WriteString("verdict"u8, RiskWords.Of(risk.Verdict));
        json.WriteBoolean("reportable"u8, risk.IsReportable);
        json.WriteBoolean("emergency_reportable"u8, risk.IsEmergency);
        WriteFlag(json, "catastrophic"u8, risk.Consequence?.IsCatastrophic);
        Write(json, "energy_to_mass_j_g"u8, risk.Consequence?.EnergyToMassJPerG);
        Write(json, "fragments_over_10cm"u8, risk.Consequence?.FragmentsOver10Cm);
        json.WriteString("mass_source"u8, risk.MassSource);
    }

    private static void WriteFlag(Utf8JsonWriter json, ReadOnlySpan<byte> key, bool? flag)
    {
        json.WritePropertyName(key);
        if (flag is { } known)
        {
            json.WriteBooleanValue(known);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> key, double? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(key, known);
        }
        else
        {
            json.WriteNull(key);
        }
    }
}
