using Ssa.Cli.Commands;
using Ssa.Cli.Jobs;
using Ssa.Propagation.Time;
using Ssa.Report;

namespace Ssa.Cli.Formats;

/// <summary>What the page of a screening tells: its result with the risks, and its settings as people read them.</summary>
internal static class ReportPageInput
{
    /// <summary>Gathers what its page tells.</summary>
    public static ReportInput Of(ScreeningReport report, int top)
    {
        var result = report.Result;
        return new ReportInput
        {
            Result = result,
            Catalogue = report.Catalogue.Input,
            Selection = report.Selection,
            Ephemerides = report.Ephemerides.Files,
            Histories = report.Histories.Files,
            HistoriesSetAside = report.Histories.SetAside,
            Satcat = report.Catalogue.Satcat,
            Assessor = report.Risk,
            Settings = [.. SettingsOf(report)],
            SettingsSha256 = ConjunctionJson.HashOfSettings(report),
            Program = VersionReport.ProgramText,
            Cloud = report.Cloud is { } members ? new ChosenCloud(string.Join(" or ", report.Request.Cloud), members) : null,
            Top = top,
        };
    }

    private static IEnumerable<SettingLine> SettingsOf(ScreeningReport report)
    {
        var (settings, request) = (report.Result.Settings, report.Request);
        yield return new("Window", $"{UtcText.Format(settings.Start)} to {UtcText.Format(settings.Start + settings.Duration)}, its end not included");
        yield return settings.Volume is { } volume
            ? new("Volume", $"{volume.Text} (half-lengths radial, transverse, normal, km)")
            : new("Threshold", FormattableString.Invariant($"{settings.ThresholdKm} km"));
        yield return new("Propagation", $"SGP4, mode {Sgp4ModeText.Of(settings.Sgp4Mode)}, WGS-72");
        yield return new("Primaries", Selectors(request.Primaries, request is { EphemerisFiles.Count: > 0, Secondaries.Count: 0 } ? "the ephemerides" : "all objects"));
        yield return new("Secondaries", Selectors(request.Secondaries, "all objects"));
        yield return new("Pairs left out", Selectors(request.Exclusions.Select(rule => rule.Text).ToArray(), "none"));
        yield return new("Greatest age", request.MaxAge is { } age ? FormattableString.Invariant($"{age.TotalDays:0.######} days") : "no limit");
        yield return new("Radii and masses", report.Bodies.Sha256 is { } hash ? $"table with SHA-256 {hash}, else by class" : report.Catalogue.Satcat is null ? "no satellite catalogue: 1 m for every object" : "by class");
        yield return new("Position errors", report.Histories.Files.Count == 0 ? "tables by orbit and age" : "fitted to histories where these suffice, else tables by orbit and age");
        yield return new("Wrong checksums", request.Catalogue.Lenient ? "accepted" : "set aside");
    }

    private static string Selectors<T>(IReadOnlyList<T> selectors, string otherwise) => selectors.Count == 0 ? otherwise : string.Join(" or ", selectors);
}
