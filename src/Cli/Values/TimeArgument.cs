using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Cli.Values;

/// <summary>A time as the command line takes it: an instant, <c>now</c>, or <c>epoch</c>, which only the element sets can tell.</summary>
internal sealed record TimeArgument
{
    private readonly Instant? instant;
    private readonly bool isNow;

    private TimeArgument(Instant? instant, bool isNow) => (this.instant, this.isNow) = (instant, isNow);

    /// <summary>The time that the element sets' epochs tell.</summary>
    public static TimeArgument Epoch { get; } = new(null, isNow: false);

    /// <summary>The time at which the program runs.</summary>
    public static TimeArgument Now { get; } = new(null, isNow: true);

    /// <summary>Reads a time.</summary>
    public static Parsed<TimeArgument> Parse(string text)
    {
        if (text is "now" or "epoch")
        {
            return text is "now" ? Now : Epoch;
        }

        return UtcText.TryParse(text, out var time, out var fault)
            ? At(time)
            : new ParseFault($"'{text}': {UtcTextFaults.Message(fault)}. {UtcTextFaults.Remedy(fault)}, or give 'now' or 'epoch'");
    }

    /// <summary>Reads a time where there are no element sets to take an epoch from.</summary>
    public static Parsed<TimeArgument> ParseWithoutEpoch(string text)
    {
        if (text is "now")
        {
            return Now;
        }

        return UtcText.TryParse(text, out var time, out var fault)
            ? At(time)
            : new ParseFault($"'{text}': {UtcTextFaults.Message(fault)}. {UtcTextFaults.Remedy(fault)}, or give 'now'");
    }

    /// <summary>A certain time.</summary>
    public static TimeArgument At(Instant time) => new(time, isNow: false);

    /// <summary>
    /// The instant itself, a whole number of microseconds as every time in the output, so that a printed start can be given again. An epoch with more
    /// digits is rounded up, so that its own element set stays at or before it.
    /// </summary>
    /// <param name="clock">Asked for <c>now</c>.</param>
    /// <param name="epoch">Asked for <c>epoch</c>.</param>
    public Instant Resolve(IClock clock, Func<Instant> epoch) => UpToMicrosecond(instant ?? (isNow ? clock.GetCurrentInstant() : epoch()));

    private static Instant UpToMicrosecond(Instant time)
    {
        const long NanosecondsPerMicrosecond = 1000;
        var beyond = (time - NodaConstants.UnixEpoch).SubsecondNanoseconds % NanosecondsPerMicrosecond;
        return beyond == 0 ? time : time - Duration.FromNanoseconds(beyond) + Duration.FromNanoseconds(beyond > 0 ? NanosecondsPerMicrosecond : 0);
    }
}
