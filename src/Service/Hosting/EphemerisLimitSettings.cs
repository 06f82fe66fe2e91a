namespace Ssa.Service.Hosting;

/// <summary>How much of ephemerides a service takes.</summary>
public sealed record EphemerisLimitSettings
{
    /// <summary>The largest ephemeris, bytes.</summary>
    public int Bytes { get; init; } = 32 << 20;

    /// <summary>The most tabulated states of one.</summary>
    public int States { get; init; } = 200_000;

    /// <summary>The most ephemerides of a participant.</summary>
    public int OfParticipant { get; init; } = 1000;

    /// <summary>How many of them a participant may send at the same time.</summary>
    public int AtOnce { get; init; } = 4;
}
