using NodaTime;
using Ssa.Cli.Jobs;
using Ssa.Screening;

namespace Ssa.Cli.Formats;

/// <summary>
/// The list of close approaches as CSV: eleven columns named as SOCRATES names them, then ours. Distances in km, speeds in km/s, R, T and N in
/// the first object's radial, transverse, normal frame, ages in days. What an ephemeris does not have, its age or its number, is empty, and so is a probability that is not known. DILUTION is in km.
/// </summary>
internal static class ConjunctionCsv
{
    /// <summary>The header line, without its end.</summary>
    public const string Header =
        "NORAD_CAT_ID_1,OBJECT_NAME_1,DSE_1,NORAD_CAT_ID_2,OBJECT_NAME_2,DSE_2,TCA,TCA_RANGE,TCA_RELATIVE_SPEED,MAX_PROB,DILUTION,"
        + "KIND,R_KM,T_KM,N_KM,START,STOP,PC,PC_LOW,PC_HIGH,COVARIANCE_SOURCE";

    private const int Decimals = 9;
    private const int ProbabilityDecimals = 5;

    /// <summary>Writes the list.</summary>
    public static void Write(Stream to, ScreeningReport report, CancellationToken cancellation)
    {
        var result = report.Result;
        var objects = Enumerable.Range(0, result.ObjectCount).Select(result.ObjectAt).ToArray();
        var rows = new Utf8Rows(to);
        rows.Text(Header).EndLine();
        foreach (var (approach, risk) in report.Risk.InOrder(result.Approaches, result.Settings.Threads, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            WriteObject(rows, objects[approach.First], approach.Tca);
            WriteObject(rows, objects[approach.Second], approach.Tca);
            rows.Time(approach.Tca).Comma().Fixed(approach.RangeKm, Decimals).Comma().Fixed(approach.RelativeSpeedKmPerS, Decimals).Comma()
                .ScientificOrNothing(risk.MaxProbability, ProbabilityDecimals).Comma().FixedOrNothing(risk.DilutionSigmaKm, Decimals).Comma()
                .Text(CloseApproachKindText.Of(approach.Kind)).Comma()
                .Fixed(approach.RadialKm, Decimals).Comma().Fixed(approach.TransverseKm, Decimals).Comma().Fixed(approach.NormalKm, Decimals).Comma();
            WriteTime(rows, approach.Start);
            WriteTime(rows, approach.Stop);
            rows.ScientificOrNothing(risk.Pc, ProbabilityDecimals).Comma().ScientificOrNothing(risk.PcLow, ProbabilityDecimals).Comma()
                .ScientificOrNothing(risk.PcHigh, ProbabilityDecimals).Comma().Text(risk.CovarianceSource).EndLine();
        }

        rows.Flush();
    }

    private static void WriteObject(Utf8Rows rows, ScreenedObject one, Instant tca) =>
        rows.WholeOrNothing(one.Number?.Value).Comma().Field(one.Name).Comma().FixedOrNothing(ElementSetAge.DaysAt(one, tca), Decimals).Comma();

    private static void WriteTime(Utf8Rows rows, Instant? time)
    {
        if (time is { } known)
        {
            rows.Time(known);
        }

        rows.Comma();
    }
}
