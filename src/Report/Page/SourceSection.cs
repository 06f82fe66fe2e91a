using Ssa.Propagation;

namespace Ssa.Report.Page;

/// <summary>What was screened and what was set aside, with the reasons; the settings, hashes and versions that make the result repeatable.</summary>
internal static class SourceSection
{
    /// <summary>Set-aside records and refused objects that are shown in full; the others are counted.</summary>
    private const int Shown = 20;

    /// <summary>Writes it.</summary>
    public static void Write(PageContext page)
    {
        var (to, input) = (page.To, page.Input);
        to.Begin("section", ("id", "sources"), ("aria-labelledby", "sources-title"));
        to.Element("h2", "What was screened", ("id", "sources-title"));
        WriteCounts(page);
        DataTable.Write(
            to, "files", "Files, with the hashes of their bytes.", ["File", "Form", "#Bytes", "#Records", "#Usable", "SHA-256"],
            input.Catalogue.Files.Select(file => (file.Name, file.Format, file.Bytes, Records: (int?)file.Records, Usable: file.Accepted, file.Sha256))
                .Concat(input.Histories.Select(file => (file.Name, Format: $"{file.Format}, history", file.Bytes, Records: (int?)file.Records, Usable: file.Accepted, file.Sha256)))
                .Concat(input.Ephemerides.Select(file => (file.Name, Format: "oem", file.Bytes, Records: (int?)null, Usable: file.Ephemerides.Count, file.Sha256))),
            (row, file) =>
            {
                row.Name(file.Name, "");
                row.Text(file.Format);
                row.Count(file.Bytes);
                row.Text(file.Records is { } records ? Wording.Count(records) : "–", "number");
                row.Count(file.Usable);
                row.Text(file.Sha256, "hash");
            });
        WriteSetAside(to, [.. input.Catalogue.Batch.SetAside, .. input.HistoriesSetAside, .. input.Ephemerides.SelectMany(file => file.SetAside)]);
        WriteRefused(page);
        WriteExcluded(page);
        to.EndLine();
        WriteSettings(page);
    }

    private static void WriteCounts(PageContext page)
    {
        var (to, input) = (page.To, page.Input);
        var objects = input.Result.Objects;
        to.Begin("ul");
        to.Element("li", $"{Wording.Count(input.Result.ObjectCount, "object")} screened{(input.Result.Ephemerides.Count > 0 ? $", {Wording.Count(input.Result.Ephemerides.Count)} of them by ephemeris" : "")}.");
        if (input.Selection.Superseded > 0)
        {
            to.Element("li", $"{Wording.Count(input.Selection.Superseded, "element set")} not used, since another set of the same object is nearer to the start of the window.");
        }

        if (input.Selection.TooOld > 0)
        {
            to.Element("li", $"{Wording.Count(input.Selection.TooOld, "object")} left out as too old.");
        }

        if (objects.Count > 0)
        {
            to.Element("li", $"Epochs of the element sets used: {Wording.Seconds(objects.Min(set => set.Epoch))} to {Wording.Seconds(objects.Max(set => set.Epoch))} UTC.");
        }

        to.EndLine();
    }

    private static void WriteSetAside(Markup to, IReadOnlyList<SetAsideRecord> records)
    {
        to.Element("h3", "Set aside");
        if (records.Count == 0)
        {
            to.Paragraph("No record was set aside: every one could be used.");
            return;
        }

        to.Paragraph($"{Wording.Count(records.Count, "record")} could not be used: {Reasons(records.Select(record => record.ReasonText))}.");
        DataTable.Write(
            to, "set-aside", $"{Wording.Count(Math.Min(Shown, records.Count))} of {Wording.Count(records.Count, "record")} set aside, in the order of the files.",
            ["File and line", "Field", "Reason", "What is wrong", "Remedy"], records.Take(Shown), (row, record) =>
            {
                row.Name($"{record.File}:{record.Line}", "");
                row.Text(record.Field);
                row.Text(record.ReasonText);
                row.Text(record.Message, "name");
                row.Text(record.Remedy, "name");
            });
    }

    private static void WriteRefused(PageContext page)
    {
        var refusals = page.Input.Result.Refusals;
        page.To.Element("h3", "Without a state");
        if (refusals.Count == 0)
        {
            page.To.Paragraph("Every object has a state throughout the window.");
            return;
        }

        page.To.Paragraph($"{Wording.Count(refusals.Count, "object")} had no valid state for some or all of the window and cannot meet anything there: {Reasons(refusals.Select(refusal => PropagationStatusText.Of(refusal.Status)))}.");
        DataTable.Write(
            page.To, "refused", $"{Wording.Count(Math.Min(Shown, refusals.Count))} of {Wording.Count(refusals.Count, "object")}, by catalogue number.",
            ["Object", "Reason", "From, UTC", "How much of the window"], refusals.Take(Shown), (row, refusal) =>
            {
                var one = page.Input.Result.ObjectAt(refusal.ObjectIndex);
                row.Name(Wording.NameOf(one), page.Details(one));
                row.Text(PropagationStatusText.Of(refusal.Status));
                row.Time(refusal.First);
                row.Text(refusal.WholeWindow ? "all" : "a part");
            });
    }

    private static void WriteExcluded(PageContext page)
    {
        var excluded = page.Input.Result.Excluded;
        if (excluded.ByRule.Count == 0)
        {
            return;
        }

        page.To.Element("h3", "Pairs left out by rules");
        DataTable.Write(
            page.To, "excluded", $"{Wording.Count(excluded.Total, "pair")} left out; a pair counts for the first rule that holds.", ["Rule", "#Pairs"], excluded.ByRule, (row, rule) =>
            {
                row.Name(rule.Rule.Text, "");
                row.Count(rule.Pairs);
            });
    }

    private static void WriteSettings(PageContext page)
    {
        var (to, input) = (page.To, page.Input);
        to.Begin("section", ("id", "settings"), ("aria-labelledby", "settings-title"));
        to.Element("h2", "Settings and provenance", ("id", "settings-title"));
        to.Begin("dl");
        foreach (var (name, value) in input.Settings)
        {
            to.Element("dt", name).Element("dd", value);
        }

        to.Element("dt", "Settings, SHA-256").Element("dd", input.SettingsSha256, ("class", "hash"));
        to.Element("dt", "Program").Element("dd", input.Program);
        to.EndLine();
        to.Paragraph(
            "The same files, settings and program give this page again, to the byte. Positions are those of SGP4 with WGS-72; a closest approach is a minimum of the distance over time, and a pair may have several.", "soft");
        to.EndLine();
    }

    private static string Reasons(IEnumerable<string> reasons) =>
        string.Join(", ", reasons.CountBy(reason => reason).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{Wording.Count(count.Value)} {count.Key}"));
}
