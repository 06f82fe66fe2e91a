using Google.Protobuf.WellKnownTypes;
using NodaTime;
using Ssa.Client;
using Duration = NodaTime.Duration;

namespace Ssa.Service.Mapping;

/// <summary>Times and durations between protobuf's types and NodaTime's.</summary>
internal static class ProtoTime
{
    public static Timestamp Of(Instant time) => time.ToTimestamp();

    public static Timestamp? Of(Instant? time) => time?.ToTimestamp();

    public static Google.Protobuf.WellKnownTypes.Duration Of(Duration duration) => duration.ToProtobuf();

    /// <summary>A time of a request; null where it is absent.</summary>
    /// <exception cref="Grpc.Core.RpcException">It is no time of the years 1 to 9999.</exception>
    public static Instant? Read(Timestamp? time, string field)
    {
        if (time is null)
        {
            return null;
        }

        if (time.Seconds is < -62_135_596_800 or > 253_402_300_799 || time.Nanos is < 0 or > 999_999_999)
        {
            throw Refusal.Field(field, "a time lies in the years 1 to 9999 and has 0 to 999,999,999 nanoseconds");
        }

        return time.ToInstant();
    }

    /// <summary>A duration of a request; null where it is absent.</summary>
    /// <exception cref="Grpc.Core.RpcException">It is malformed or longer than ten years.</exception>
    public static Duration? Read(Google.Protobuf.WellKnownTypes.Duration? duration, string field)
    {
        if (duration is null)
        {
            return null;
        }

        const long most = 10L * 366 * 86_400;
        return duration.Seconds is >= -most and <= most && duration.Nanos is > -1_000_000_000 and < 1_000_000_000 && (long)duration.Nanos * duration.Seconds >= 0
            ? Duration.FromSeconds(duration.Seconds) + Duration.FromNanoseconds(duration.Nanos)
            : throw Refusal.Field(field, "a duration lies within ten years, its seconds and nanoseconds of one sign");
    }
}
