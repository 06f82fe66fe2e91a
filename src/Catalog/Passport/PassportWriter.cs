using System.Globalization;
using System.Text.Json;
using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Time;

namespace Ssa.Catalog;

/// <summary>Writes passports: for programs as JSON with keys in snake case, for people as a table.</summary>
public static class PassportWriter
{
    /// <summary>Set-aside records that the table prints; the JSON has all of them.</summary>
    private const int RowsForPeople = 20;

    /// <summary>Writes a passport as one JSON object.</summary>
    /// <param name="passport">The passport.</param>
    /// <param name="to">Where to write; it is not flushed.</param>
    public static void WriteJson(CataloguePassport passport, Utf8JsonWriter to)
    {
        ArgumentNullException.ThrowIfNull(passport);
        ArgumentNullException.ThrowIfNull(to);
        to.WriteStartObject();
        to.WriteStartArray("files");
        foreach (var file in passport.Files)
        {
            to.WriteStartObject();
            to.WriteString("name", file.Name);
            to.WriteString("format", file.Format);
            to.WriteNumber("bytes", file.Bytes);
            to.WriteString("sha256", file.Sha256);
            to.WriteNumber("records", file.Records);
            to.WriteNumber("accepted", file.Accepted);
            to.WriteEndObject();
        }

        to.WriteEndArray();
        to.WriteNumber("records", passport.Records);
        to.WriteNumber("accepted", passport.Accepted);
        to.WriteNumber("objects", passport.Objects);
        to.WriteNumber("duplicates", passport.Duplicates);
        WriteEpoch(to, "epoch_oldest", passport.OldestEpoch);
        WriteEpoch(to, "epoch_newest", passport.NewestEpoch);
        WriteCounts(to, "regimes", passport.Regimes, OrbitRegimes.TextOf);
        WriteCounts(to, "reasons", passport.Reasons, SetAsideRecord.TextOf);
        to.WriteStartArray("set_aside");
        foreach (var record in passport.SetAside)
        {
            to.WriteStartObject();
            to.WriteString("file", record.File);
            to.WriteNumber("line", record.Line);
            to.WriteString("field", record.Field);
            to.WriteString("reason", record.ReasonText);
            to.WriteString("message", record.Message);
            to.WriteString("remedy", record.Remedy);
            to.WriteEndObject();
        }

        to.WriteEndArray();
        to.WriteEndObject();
    }

    /// <summary>Writes a passport for people; of a long list of set-aside records the first 20, and how many follow.</summary>
    /// <param name="passport">The passport.</param>
    /// <param name="to">Where to write.</param>
    public static void WriteTable(CataloguePassport passport, TextWriter to)
    {
        ArgumentNullException.ThrowIfNull(passport);
        ArgumentNullException.ThrowIfNull(to);
        foreach (var file in passport.Files)
        {
            Line(to, $"{file.Name}: {file.Format}, {file.Bytes:N0} bytes, {file.Accepted:N0} of {file.Records:N0} records accepted");
            Line(to, $"  sha256 {file.Sha256}");
        }

        Line(to, $"");
        Line(to, $"records       {passport.Records,10:N0}");
        Line(to, $"accepted      {passport.Accepted,10:N0}");
        Line(to, $"objects       {passport.Objects,10:N0}");
        Line(to, $"duplicates    {passport.Duplicates,10:N0}");
        Line(to, $"set aside     {passport.SetAside.Count,10:N0}");
        foreach (var (reason, count) in passport.Reasons)
        {
            Line(to, $"  {SetAsideRecord.TextOf(reason),-12}{count,10:N0}");
        }

        Line(to, $"regimes");
        foreach (var (regime, count) in passport.Regimes)
        {
            Line(to, $"  {OrbitRegimes.TextOf(regime),-12}{count,10:N0}");
        }

        Line(to, $"oldest epoch  {TextOf(passport.OldestEpoch) ?? "none"}");
        Line(to, $"newest epoch  {TextOf(passport.NewestEpoch) ?? "none"}");
        WriteSetAside(passport.SetAside, to);
    }

    private static void WriteSetAside(IReadOnlyList<SetAsideRecord> records, TextWriter to)
    {
        if (records.Count > 0)
        {
            Line(to, $"");
        }

        foreach (var record in records.Take(RowsForPeople))
        {
            Line(to, $"{record.File}:{record.Line}: {record.Field}: {record.ReasonText}: {record.Message} {record.Remedy}");
        }

        if (records.Count > RowsForPeople)
        {
            Line(to, $"and {records.Count - RowsForPeople:N0} more; --format json lists all");
        }
    }

    private static void Line(TextWriter to, FormattableString line) => to.Write(line.ToString(CultureInfo.InvariantCulture) + "\n");

    private static void WriteEpoch(Utf8JsonWriter to, string key, Instant? epoch)
    {
        if (TextOf(epoch) is { } text)
        {
            to.WriteString(key, text);
        }
        else
        {
            to.WriteNull(key);
        }
    }

    private static string? TextOf(Instant? epoch) => epoch is { } instant ? UtcText.Format(instant) : null;

    private static void WriteCounts<T>(Utf8JsonWriter to, string key, IReadOnlyList<KeyValuePair<T, int>> counts, Func<T, string> textOf)
    {
        to.WriteStartObject(key);
        foreach (var (value, count) in counts)
        {
            to.WriteNumber(textOf(value), count);
        }

        to.WriteEndObject();
    }
}
