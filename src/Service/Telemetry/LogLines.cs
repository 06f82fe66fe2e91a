using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using Ssa.Service.Hosting;

namespace Ssa.Service.Telemetry;

/// <summary>How <see cref="LogLines"/> writes.</summary>
internal sealed class LogLineOptions : ConsoleFormatterOptions
{
    public LogFormat Format { get; set; }
}

/// <summary>One line an event, whatever stands in it: for people, or a JSON object for programs, with the trace that it belongs to.</summary>
internal sealed class LogLines(IOptions<LogLineOptions> options) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "ssa";

    private const string OriginalFormat = "{OriginalFormat}";

    private static readonly InstantPattern TimePattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var fields = (logEntry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? []).Where(field => field.Key != OriginalFormat);
        textWriter.Write(options.Value.Format == LogFormat.Json
            ? JsonLine(logEntry.LogLevel, logEntry.Category, logEntry.EventId, message, logEntry.Exception, fields)
            : TextLine(logEntry.LogLevel, logEntry.Category, message, logEntry.Exception));
    }

    private static string TextLine(LogLevel level, string category, string message, Exception? exception)
    {
        var line = new StringBuilder()
            .Append(TimePattern.Format(SystemClock.Instance.GetCurrentInstant())).Append(' ')
            .Append(Text(level)).Append(' ').Append(category[(category.LastIndexOf('.') + 1)..]).Append(": ").Append(OneLine(message));
        if (exception is not null)
        {
            line.Append(" | ").Append(OneLine(exception.ToString()));
        }

        if (Activity.Current is { } trace)
        {
            line.Append(CultureInfo.InvariantCulture, $" trace={trace.TraceId}");
        }

        return line.Append('\n').ToString();
    }

    private static string JsonLine(LogLevel level, string category, EventId id, string message, Exception? exception, IEnumerable<KeyValuePair<string, object?>> fields)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Json))
        {
            writer.WriteStartObject();
            writer.WriteString("time", TimePattern.Format(SystemClock.Instance.GetCurrentInstant()));
            writer.WriteString("level", Text(level));
            writer.WriteString("category", category);
            if (id.Name is { } name)
            {
                writer.WriteString("event", name);
            }

            writer.WriteString("message", message);
            writer.WriteStartObject("fields");
            foreach (var (key, value) in fields.DistinctBy(field => field.Key))
            {
                writer.WritePropertyName(JsonNamingPolicy.SnakeCaseLower.ConvertName(key));
                WriteValue(writer, value);
            }

            writer.WriteEndObject();
            if (exception is not null)
            {
                writer.WriteString("exception", exception.ToString());
            }

            if (Activity.Current is { } trace)
            {
                writer.WriteString("trace_id", trace.TraceId.ToString());
                writer.WriteString("span_id", trace.SpanId.ToString());
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ⏎ ");

    private static string Text(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        _ => "error",
    };
}
