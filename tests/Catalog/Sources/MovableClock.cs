using NodaTime;

namespace Ssa.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class MovableClock(Instant start) : IClock
{
    public Instant Now { get; set; } = start;

    public Instant GetCurrentInstant() => Now;

    public void Advance(double hours) => Now += Duration.FromHours(hours);
}
