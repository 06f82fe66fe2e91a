using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Ssa.Service.Hosting;
using Ssa.Service.Telemetry;

namespace Ssa.Service.Tests;

/// <summary>Lines of the log.</summary>
public sealed class LogLinesTests
{
    private static readonly KeyValuePair<string, object?>[] Fields = [new("ScreeningId", 7L), new("Reason", "one\ntwo"), new("{OriginalFormat}", "Screening {ScreeningId}: {Reason}")];

    [Fact]
    public void An_event_is_one_line_whatever_stands_in_it()
    {
        var line = Write(LogFormat.Text, new InvalidOperationException("broken\r\nin two"));
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        Assert.Equal(1, line.Count(letter => letter is '\n' or '\r'));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warning Runner: Screening 7: one ⏎ two \| System\.InvalidOperationException: broken ⏎ in two", line);
    }

    [Fact]
    public void For_programs_it_is_an_object_with_its_fields_and_its_trace()
    {
        using var span = new Activity("test").Start();
        var line = Write(LogFormat.Json, new InvalidOperationException("broken\nin two"));
        Assert.Equal(1, line.Count(letter => letter == '\n'));
        var read = JsonDocument.Parse(line).RootElement;
        Assert.Equal("warning", read.GetProperty("level").GetString());
        Assert.Equal("Lost", read.GetProperty("event").GetString());
        Assert.Equal("Screening 7: one\ntwo", read.GetProperty("message").GetString());
        Assert.Equal(7, read.GetProperty("fields").GetProperty("screening_id").GetInt32());
        Assert.Equal(2, read.GetProperty("fields").EnumerateObject().Count());
        Assert.Equal(span.TraceId.ToString(), read.GetProperty("trace_id").GetString());
        Assert.Contains("broken", read.GetProperty("exception").GetString(), StringComparison.Ordinal);
    }

    private static string Write(LogFormat format, Exception fault)
    {
        using var text = new StringWriter();
        var entry = new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(
            LogLevel.Warning, "Ssa.Service.Jobs.Runner", new EventId(3, "Lost"), Fields, fault, (state, _) => $"Screening {state[0].Value}: {state[1].Value}");
        new LogLines(Options.Create(new LogLineOptions { Format = format })).Write(entry, null, text);
        return text.ToString();
    }
}
