using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Ssa.Store;

namespace Ssa.Cli.Formats;

/// <summary>Keys of callers as a table and as JSON. Times are UTC; what has not happened is empty.</summary>
internal static class KeyList
{
    private static readonly string[] Heads = ["ID", "NAME", "PARTICIPANT", "ROLE", "STATE", "CREATED", "EXPIRES", "REVOKED", "LAST USED"];

    /// <summary>Writes a table.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="now">The time that says which have expired.</param>
    /// <param name="to">Where to.</param>
    public static void WriteTable(IReadOnlyList<StoredKey> keys, Instant now, TextWriter to)
    {
        var rows = keys.Select(key => new[]
        {
            key.Id, key.Name, key.Participant, key.Role, key.RevokeTime is not null ? "revoked" : key.ExpireTime <= now ? "expired" : "holds",
            TextOf(key.CreateTime) ?? "", TextOf(key.ExpireTime) ?? "", TextOf(key.RevokeTime) ?? "", TextOf(key.LastUseTime) ?? "",
        }).Prepend(Heads).ToArray();
        var widths = Heads.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            to.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    /// <summary>Writes one JSON document: an array.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="to">Where to.</param>
    public static void WriteJson(IReadOnlyList<StoredKey> keys, TextWriter to)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var key in keys)
            {
                json.WriteStartObject();
                json.WriteString("id", key.Id);
                json.WriteString("name", key.Name);
                json.WriteString("participant", key.Participant);
                json.WriteString("role", key.Role);
                json.WriteString("created", TextOf(key.CreateTime));
                json.WriteString("expires", TextOf(key.ExpireTime));
                json.WriteString("revoked", TextOf(key.RevokeTime));
                json.WriteString("last_used", TextOf(key.LastUseTime));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        to.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static string? TextOf(Instant? time) => time is { } one ? InstantPattern.General.Format(one) : null;
}
