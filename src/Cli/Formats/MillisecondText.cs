using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Cli.Formats;

/// <summary>Times as SOCRATES and the table for people print them: <c>2026-07-11 03:41:18.913</c>, UTC rounded to the millisecond.</summary>
internal static class MillisecondText
{
    private static readonly Duration Half = Duration.FromNanoseconds(500_000);

    /// <summary>The text of a time.</summary>
    public static string Of(Instant time)
    {
        var text = UtcText.Format(time + Half).AsSpan();
        return $"{text[..10]} {text[11..23]}";
    }
}
