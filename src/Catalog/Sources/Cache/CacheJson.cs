using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Ssa.Catalog.Sources;

/// <summary>Small state files of the cache: JSON with keys in snake case, replaced as a whole so that a killed process leaves the old or the new one.</summary>
internal static class CacheJson
{
    /// <summary>The ending of files that are being written.</summary>
    public const string Unfinished = ".part";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new InstantAsText(), new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Reads a state file.</summary>
    /// <returns>The state, null where there is no such file.</returns>
    /// <exception cref="InvalidDataException">The file is not ours or was damaged; the message says what to do.</exception>
    public static T? Read<T>(string path)
        where T : class
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("it holds null");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} is damaged ({fault.Message.TrimEnd('.')}); delete it to start afresh.", fault);
        }
    }

    /// <summary>Replaces a state file. The caller holds the folder's lock.</summary>
    public static void Write<T>(string path, T state)
        where T : class
    {
        var unfinished = path + Unfinished;
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, state, Options);
            file.Write("\n"u8);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private sealed class InstantAsText : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var parsed = reader.TokenType == JsonTokenType.String ? InstantPattern.ExtendedIso.Parse(reader.GetString()!) : null;
            return parsed is { Success: true } ? parsed.Value : throw new JsonException("a time is not of the form 2026-01-01T00:00:00Z");
        }

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
