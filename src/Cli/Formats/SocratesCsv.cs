using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.Cli.Formats;

/// <summary>
/// The list as CelesTrak's SOCRATES publishes it: eleven columns, interior minima only, names with the operational status in brackets, the first
/// object the active payload where only one is. MAX_PROB and DILUTION stay empty: nothing here computes them.
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
    public static void Write(Stream to, ScreeningResult result, Satcat? satcat, CancellationToken cancellation)
    {
        var rows = new Utf8Rows(to);
        rows.Text(Header).EndLine();
        foreach (var row in Ordered(result, satcat))
        {
            cancellation.ThrowIfCancellationRequested();
            WriteObject(rows, row.First, row.Tca, satcat);
            WriteObject(rows, row.Second, row.Tca, satcat);
            rows.Text(MillisecondText.Of(row.Tca)).Comma().Fixed(row.RangeKm, Decimals).Comma().Fixed(row.RelativeSpeedKmPerS, Decimals).Text(",,"u8).EndLine();
        }

        rows.Flush();
    }

    private static IEnumerable<Row> Ordered(ScreeningResult result, Satcat? satcat)
    {
        var isActive = result.Objects.Select(elements => IsActivePayload(satcat?.Find(elements.Number))).ToArray();
        return result.Approaches
            .Where(approach => approach.Kind == CloseApproachKind.Minimum)
            .Select(approach =>
            {
                var (first, second) = (approach.First, approach.Second);
                var isSwapped = isActive[first] == isActive[second]
                    ? result.Objects[first].Number > result.Objects[second].Number
                    : isActive[second];
                (first, second) = isSwapped ? (second, first) : (first, second);
                return new Row(result.Objects[first], result.Objects[second], approach.Tca, approach.RangeKm, approach.RelativeSpeedKmPerS);
            })
            .OrderBy(row => row.Tca).ThenBy(row => row.First.Number).ThenBy(row => row.Second.Number);
    }

    private static bool IsActivePayload(SatcatEntry? entry) => entry is { Type: ObjectType.Payload } && ActiveStatuses.Contains(entry.Status);

    private static void WriteObject(Utf8Rows rows, MeanElements elements, Instant tca, Satcat? satcat)
    {
        var status = satcat?.Find(elements.Number)?.Status;
        var name = string.IsNullOrEmpty(status) ? elements.Name : $"{elements.Name} [{status}]";
        rows.Whole(elements.Number.Value).Comma().Field(name).Comma().Fixed(ElementSetAge.DaysAt(elements, tca), Decimals).Comma();
    }

    private readonly record struct Row(MeanElements First, MeanElements Second, Instant Tca, double RangeKm, double RelativeSpeedKmPerS);
}
