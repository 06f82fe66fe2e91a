using NodaTime;
using Ssa.Catalog;
using Ssa.Cli.Jobs;
using Ssa.Screening;

namespace Ssa.Cli.Formats;

/// <summary>
/// The list as CelesTrak's SOCRATES publishes it: eleven columns, interior minima only, names with the operational status in brackets, the first
/// object the active payload where only one is. MAX_PROB and DILUTION (km) are empty where two objects do not move against each other.
/// </summary>
internal static class SocratesCsv
{
    /// <summary>The header line, without its end.</summary>
    public const string Header =
        "NORAD_CAT_ID_1,OBJECT_NAME_1,DSE_1,NORAD_CAT_ID_2,OBJECT_NAME_2,DSE_2,TCA,TCA_RANGE,TCA_RELATIVE_SPEED,MAX_PROB,DILUTION";

    private const int Decimals = 3;

    /// <summary>CelesTrak's codes of active objects: operational, partially operational, backup, spare, extended mission.</summary>
    private static readonly string[] ActiveStatuses = ["+", "P", "B", "S", "X"];

    /// <summary>Writes the list.</summary>
    public static void Write(Stream to, ScreeningReport report, CancellationToken cancellation)
    {
        var (result, satcat) = (report.Result, report.Catalogue.Satcat);
        var rows = new Utf8Rows(to);
        rows.Text(Header).EndLine();
        var ordered = Ordered(result, satcat);
        var next = 0;
        foreach (var (approach, risk) in report.Risk.InOrder(Array.ConvertAll(ordered, row => row.Approach), result.Settings.Threads, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            var row = ordered[next++];
            WriteObject(rows, row.First, approach.Tca, satcat);
            WriteObject(rows, row.Second, approach.Tca, satcat);
            rows.Text(MillisecondText.Of(approach.Tca)).Comma().Fixed(approach.RangeKm, Decimals).Comma().Fixed(approach.RelativeSpeedKmPerS, Decimals).Comma()
                .ScientificOrNothing(risk.MaxProbability, Decimals).Comma().FixedOrNothing(risk.DilutionSigmaKm, Decimals).EndLine();
        }

        rows.Flush();
    }

    private static Row[] Ordered(ScreeningResult result, Satcat? satcat)
    {
        var isActive = Enumerable.Range(0, result.ObjectCount).Select(i => IsActivePayload(EntryOf(result.ObjectAt(i), satcat))).ToArray();
        return [.. result.Approaches
            .Where(approach => approach.Kind == CloseApproachKind.Minimum)
            .Select(approach =>
            {
                var (first, second) = (approach.First, approach.Second);
                var isSwapped = isActive[first] == isActive[second]
                    ? OrderOf(result.ObjectAt(first)) > OrderOf(result.ObjectAt(second))
                    : isActive[second];
                (first, second) = isSwapped ? (second, first) : (first, second);
                return new Row(result.ObjectAt(first), result.ObjectAt(second), approach);
            })
            .OrderBy(row => row.Approach.Tca).ThenBy(row => OrderOf(row.First)).ThenBy(row => OrderOf(row.Second))];
    }

    private static bool IsActivePayload(SatcatEntry? entry) => entry is { Type: ObjectType.Payload } && ActiveStatuses.Contains(entry.Status);

    private static SatcatEntry? EntryOf(ScreenedObject one, Satcat? satcat) => one.Number is { } number ? satcat?.Find(number) : null;

    // Objects without a number come last, in the list's own order.
    private static int OrderOf(ScreenedObject one) => one.Number?.Value ?? int.MaxValue;

    private static void WriteObject(Utf8Rows rows, ScreenedObject one, Instant tca, Satcat? satcat)
    {
        var status = EntryOf(one, satcat)?.Status;
        var name = string.IsNullOrEmpty(status) ? one.Name : $"{one.Name} [{status}]";
        rows.WholeOrNothing(one.Number?.Value).Comma().Field(name).Comma().FixedOrNothing(ElementSetAge.DaysAt(one, tca), Decimals).Comma();
    }

    private readonly record struct Row(ScreenedObject First, ScreenedObject Second, CloseApproach Approach);
}
