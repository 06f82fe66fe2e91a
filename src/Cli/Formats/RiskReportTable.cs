using System.Globalization;
using System.Text;
using Ssa.Assessment;
using Ssa.Propagation.Time;
using Ssa.Risk;

namespace Ssa.Cli.Formats;

/// <summary>Risk for people: a block for each conjunction, a row for each method, and what all of it rests on.</summary>
internal static class RiskReportTable
{
    /// <summary>Writes the blocks.</summary>
    public static void Write(Stream to, IEnumerable<RiskReport> reports)
    {
        using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        foreach (var report in reports)
        {
            WriteHead(text, report);
            WriteMethods(text, report.Results);
            WriteFoot(text, report);
            text.WriteLine();
        }

        text.WriteLine("Errors are taken as Gaussian, objects as spheres, and covariances at their word: a probability is worth no more than");
        text.WriteLine("they are. Motion is straight but in nc2d, nc3d and monte-carlo, where it is two-body. pc2d refines closest approach and");
        text.WriteLine("is the reference of the short encounters; lower and upper are bounds where a method has them.");
    }

    private static void WriteHead(StreamWriter text, RiskReport report)
    {
        var subject = report.Subject;
        text.WriteLine(string.Join("  ", new[] { subject.File, subject.Id }.Where(part => part is { Length: > 0 })));
        if (subject.Objects is { } objects)
        {
            text.WriteLine($"  objects  {objects}");
        }

        text.WriteLine($"  TCA      {(subject.Tca is { } tca ? UtcText.Format(tca) : "not given")}, miss {Quantity(subject.MissDistanceKm, "km")}, relative speed {Quantity(subject.RelativeSpeedKmPerS, "km/s")}");
        text.WriteLine(report.Radius is { } radius
            ? Invariant($"  radius   {(double.IsFinite(radius.RadiusM) ? Invariant($"{radius.RadiusM} m") : "infinite")}, both objects together ({radius.Source})")
            : "  radius   not known; give both objects' together with --hbr 20m");
    }

    private static void WriteMethods(StreamWriter text, IReadOnlyList<MethodAnswer> results)
    {
        var width = results.Max(result => result.Name.Length);
        text.WriteLine($"  {"METHOD".PadRight(width)}  {"PROBABILITY",12}  {"LOWER",12}  {"UPPER",12}");
        foreach (var result in results)
        {
            var why = result.Status == PcStatus.Ok ? "" : $"  {RiskMethodText.Of(result.Status)}: {result.Reason}";
            text.WriteLine($"  {result.Name.PadRight(width)}  {Probability(result.Value),12}  {Probability(result.Lower),12}  {Probability(result.Upper),12}{why}".TrimEnd());
        }
    }

    private static void WriteFoot(StreamWriter text, RiskReport report)
    {
        if (report.Maximum is { } maximum)
        {
            var over = maximum.Over switch
            {
                "covariance-size" => "the size of both covariances",
                "unknown-covariance" => "the covariance that is not known",
                "aspect-ratio-size" => "the size of a covariance of that aspect ratio",
                _ => "the size of covariances of 100, 300, 100 m in R, T, N",
            };
            var at = maximum.DilutionSigmaKm is { } sigma ? Invariant($", at a smaller sigma of {sigma:G4} km") : "";
            text.WriteLine($"  maximum  {Probability(maximum.Value)} over {over}{at}");
        }

        if (report.Subject.Stated is { } stated)
        {
            text.WriteLine($"  stated   {Probability(stated.Value)} by the message{(stated.Method.Length > 0 ? $" ({stated.Method})" : "")}");
        }

        if (report.Flags.Count > 0)
        {
            text.WriteLine($"  flags    {string.Join(", ", report.Flags)}");
        }
    }

    private static string Quantity(double? value, string unit) => value is { } known ? Invariant($"{known:G7} {unit}") : "not known";

    private static string Probability(double? value) => value is { } known ? Invariant($"{known:0.######E+00}") : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
