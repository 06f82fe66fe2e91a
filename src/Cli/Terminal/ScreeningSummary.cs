using System.Globalization;
using Ssa.Cli.Formats;
using Ssa.Cli.Jobs;
using Ssa.Propagation;
using Ssa.Propagation.Time;
using Ssa.Screening;

namespace Ssa.Cli.Terminal;

/// <summary>What standard error says at the end of a screening.</summary>
internal static class ScreeningSummary
{
    /// <summary>Says it.</summary>
    /// <param name="reporter">Where to.</param>
    /// <param name="report">The screening.</param>
    /// <param name="writing">Wall time of writing the output.</param>
    /// <param name="together">Wall time of the whole run.</param>
    public static void Write(Reporter reporter, ScreeningReport report, TimeSpan writing, TimeSpan together)
    {
        var batch = report.Catalogue.Input.Batch;
        var settings = report.Result.Settings;
        Say(reporter, "window", $"{UtcText.Format(settings.Start)} + {settings.Duration.TotalHours:0.######} h, {Extent(settings)}, SGP4 {Sgp4ModeText.Of(settings.Sgp4Mode)}");
        Say(reporter, "objects in", $"{report.Result.Objects.Count:N0} of {batch.Records:N0} records ({report.Selection.Superseded:N0} sets superseded, {report.Selection.TooOld:N0} objects too old)");
        if (report.Ephemerides.Files.Count > 0)
        {
            Say(reporter, "ephemerides in", $"{report.Result.Ephemerides.Count:N0} of {report.Ephemerides.Files.Count:N0} files");
        }

        if (report.Histories.Files.Count > 0)
        {
            Say(reporter, "histories", $"{report.Histories.Fitted.Count(model => model is not null):N0} covariances fitted, of {report.Histories.Objects:N0} objects with a history; the others have the table's");
        }

        Say(reporter, "set aside", $"{Counts(batch.SetAside.Concat(report.Ephemerides.SetAside).Concat(report.Histories.SetAside).CountBy(record => record.ReasonText).Select(Long))}");
        Say(reporter, "states refused", $"{Counts(report.Result.Refusals.CountBy(refusal => PropagationStatusText.Of(refusal.Status)).Select(Long))}");
        if (settings.Volume is { Size: null })
        {
            SayHandbook(reporter, report.Result);
        }

        Say(reporter, "pairs excluded", $"{Counts(report.Result.Excluded.ByRule.Where(counted => counted.Pairs > 0).Select(counted => KeyValuePair.Create(counted.Rule.Text, counted.Pairs)))}");
        Say(reporter, "events", $"{Counts(report.Result.Approaches.CountBy(approach => CloseApproachKindText.Of(approach.Kind)).Select(Long))}");
        var stages = report.Stages.Append(new StageTime("write", writing)).Append(new StageTime("together", together));
        Say(reporter, "wall time", $"{string.Join(", ", stages.Select(Seconds))}");
    }

    private static void Say(Reporter reporter, string what, FormattableString value) => reporter.Note($"{what,-15} {value.ToString(CultureInfo.InvariantCulture)}");

    private static string Seconds(StageTime stage) => string.Create(CultureInfo.InvariantCulture, $"{stage.Stage} {stage.Wall.TotalSeconds:F2} s");

    private static string Extent(ScreeningSettings settings) =>
        settings.Volume is { } volume ? $"volume {volume.Text}" : string.Create(CultureInfo.InvariantCulture, $"threshold {settings.ThresholdKm} km");

    /// <summary>Says for how many objects the handbook's table has no row of its own.</summary>
    private static void SayHandbook(Reporter reporter, ScreeningResult result)
    {
        var uncovered = result.Objects.Count(elements => !HandbookVolumes.Covers(elements));
        Say(reporter, "handbook", $"{result.ObjectCount - uncovered:N0} objects have a row of the table, {uncovered:N0} get that of deep space");
    }

    private static KeyValuePair<string, long> Long(KeyValuePair<string, int> count) => KeyValuePair.Create(count.Key, (long)count.Value);

    private static string Counts(IEnumerable<KeyValuePair<string, long>> counts)
    {
        var all = counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).ToArray();
        return all.Length == 0
            ? "0"
            : string.Create(CultureInfo.InvariantCulture, $"{all.Sum(count => count.Value):N0} ({string.Join(", ", all.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value:N0} {count.Key}")))})");
    }
}
