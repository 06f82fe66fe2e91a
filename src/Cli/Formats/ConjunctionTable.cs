using System.Globalization;
using System.Text;
using Ssa.Cli.Jobs;
using Ssa.Propagation.Time;
using Ssa.Risk;
using Ssa.Screening;

namespace Ssa.Cli.Formats;

/// <summary>The list for people: what was screened, every row in order of time, the closest again, and what such a list cannot tell.</summary>
internal static class ConjunctionTable
{
    /// <summary>The longest name a column is made wide for, so that a row stays within 120 columns.</summary>
    private const int WidestName = 18;

    /// <summary>The closest rows are repeated below lists that are too long to see at a glance.</summary>
    private const int Glance = 10;

    private const int ClosestShown = 3;

    /// <summary>Slower pairs fly together, docked or in formation: they are close all the time and no surprise.</summary>
    private const double TogetherBelowKmPerS = 0.01;

    /// <summary>Writes the table.</summary>
    public static void Write(Stream to, ScreeningReport report, CancellationToken cancellation)
    {
        using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        WriteHead(text, report);
        var result = report.Result;
        if (result.Approaches.Count > 0)
        {
            var layout = new Layout(result);
            text.WriteLine();
            text.WriteLine(layout.Heading);
            foreach (var (approach, risk) in report.Risk.InOrder(result.Approaches, result.Settings.Threads, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                text.WriteLine(layout.Row(approach, risk));
            }

            var passing = result.Approaches.Where(approach => approach.RelativeSpeedKmPerS >= TogetherBelowKmPerS).ToArray();
            if (passing.Length > Glance)
            {
                text.WriteLine();
                text.WriteLine("Closest of those faster than 10 m/s:");
                foreach (var approach in passing.OrderBy(approach => approach.RangeKm).Take(ClosestShown))
                {
                    text.WriteLine(layout.Row(approach, report.Risk.Assess(approach)));
                }
            }
        }

        text.WriteLine();
        text.WriteLine("Ages are days from each element set's epoch to the time of closest approach (TCA). Public element sets carry");
        text.WriteLine("no covariance; their positions err by about a kilometre at epoch, and by more every day. MAX PROB is the largest");
        text.WriteLine("probability that errors of any size allow, for hard bodies of assumed size; CSV and JSON add a probability with");
        text.WriteLine("assumed errors, as a range. A row says where to look, and is no ground for a manoeuvre.");
    }

    private static void WriteHead(StreamWriter text, ScreeningReport report)
    {
        var settings = report.Result.Settings;
        text.WriteLine($"Window     {UtcText.Format(settings.Start)} to {UtcText.Format(settings.Start + settings.Duration)}");
        text.WriteLine(Invariant($"{Extent(settings)}    SGP4 {Sgp4ModeText.Of(settings.Sgp4Mode)}, WGS-72"));
        text.WriteLine(Invariant($"Objects    {report.Result.ObjectCount:N0}{OfEphemerides(report)}{Chosen("primaries", report.Request.Primaries)}{Chosen("secondaries", report.Request.Secondaries)}"));
        text.WriteLine(Invariant($"Found      {report.Result.Approaches.Count:N0} close approach{(report.Result.Approaches.Count == 1 ? "" : "es")}"));
    }

    private static string Extent(ScreeningSettings settings) => settings.Volume switch
    {
        null => Invariant($"Threshold  {settings.ThresholdKm} km"),
        { Size: { } size } => Invariant($"Volume     {(size.Shape == VolumeShape.Box ? "box" : "ellipsoid")}, half-lengths R {size.RadialKm}, T {size.TransverseKm}, N {size.NormalKm} km"),
        _ => "Volume     handbook ellipsoids",
    };

    private static string OfEphemerides(ScreeningReport report) =>
        report.Result.Ephemerides.Count == 0 ? "" : Invariant($", {report.Result.Ephemerides.Count:N0} of them by ephemeris ({string.Join(", ", report.Ephemerides.Files.Select(file => file.Name))})");

    private static string Chosen<T>(string what, IReadOnlyList<T> selectors) =>
        selectors.Count == 0 ? "" : $"; {what} {string.Join(" or ", selectors)}";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The widths of the columns, as the rows need them.</summary>
    private sealed class Layout
    {
        private readonly ScreeningResult result;
        private readonly int numberWidth;
        private readonly int firstWidth;
        private readonly int secondWidth;

        public Layout(ScreeningResult result)
        {
            this.result = result;
            numberWidth = result.Approaches.Max(approach => Math.Max(NumberOf(approach.First).Length, NumberOf(approach.Second).Length));
            firstWidth = result.Approaches.Max(approach => NameOf(approach.First).Length);
            secondWidth = result.Approaches.Max(approach => NameOf(approach.Second).Length);
        }

        public string Heading
        {
            get
            {
                var object1 = "FIRST OBJECT".PadRight(numberWidth + 1 + firstWidth);
                var object2 = "SECOND OBJECT".PadRight(numberWidth + 1 + secondWidth);
                return $"{"TCA (UTC)",-23}  {"MISS KM",8}  {"KM/S",6}  {"MAX PROB",8}  {object1}  {object2}  {"AGES, DAYS",11}";
            }
        }

        public string Row(CloseApproach approach, ConjunctionRisk risk)
        {
            var object1 = $"{NumberOf(approach.First).PadLeft(numberWidth)} {NameOf(approach.First).PadRight(firstWidth)}";
            var object2 = $"{NumberOf(approach.Second).PadLeft(numberWidth)} {NameOf(approach.Second).PadRight(secondWidth)}";
            var ages = $"{AgeOf(approach.First, approach),5} {AgeOf(approach.Second, approach),5}";
            var kind = approach.Kind == CloseApproachKind.Minimum ? "" : "  " + CloseApproachKindText.Of(approach.Kind);
            return Invariant($"{MillisecondText.Of(approach.Tca)}  {approach.RangeKm,8:F3}  {approach.RelativeSpeedKmPerS,6:F3}  {Rounded(risk.MaxProbability),8}  {object1}  {object2}  {ages}{kind}");
        }

        /// <summary>Three digits: what is assumed of shape and size is worth no more.</summary>
        private static string Rounded(double? probability) => probability is { } known ? known.ToString("0.00E+00", CultureInfo.InvariantCulture) : "-";

        private string NumberOf(int index) => result.ObjectAt(index).Number?.ToString() ?? "-";

        private string AgeOf(int index, CloseApproach approach) => ElementSetAge.DaysAt(result.ObjectAt(index), approach.Tca) is { } days ? Invariant($"{days:F1}") : "-";

        private string NameOf(int index)
        {
            var name = result.ObjectAt(index).Name;
            return name.Length <= WidestName ? name : name[..(WidestName - 1)] + "…";
        }
    }
}
