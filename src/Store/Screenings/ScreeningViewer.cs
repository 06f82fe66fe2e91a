using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>
/// Who looks at screenings. A private screening is there for its participant alone; for everybody else every method answers as it does for a number that was never given. Each method that reads asks for a viewer, so that
/// none can forget it.
/// </summary>
public sealed record ScreeningViewer
{
    /// <summary>The condition on a screening's row that the viewer sees it; p0 and p1 are <see cref="Participant"/> and <see cref="All"/>.</summary>
    internal const string Sees = "(is_private = 0 OR participant = @p0 OR @p1 = 1)";

    private ScreeningViewer(string participant, bool isAll) => (Participant, All) = (participant, isAll ? 1 : 0);

    /// <summary>Sees every screening: the service itself as it runs them, and administrators.</summary>
    public static ScreeningViewer Everything { get; } = new("", isAll: true);

    internal string Participant { get; }

    internal long All { get; }

    /// <summary>Sees what is not private, and what is its participant's own.</summary>
    /// <param name="participant">The participant.</param>
    public static ScreeningViewer Of(string participant)
    {
        ArgumentException.ThrowIfNullOrEmpty(participant);
        return new ScreeningViewer(participant, isAll: false);
    }

    internal bool CanSee(Session session, long screening) =>
        session.First($"SELECT 1 FROM screening WHERE id = @p2 AND {Sees}", row => true, Participant, All, screening);
}

/// <summary>Whose a new screening is.</summary>
/// <param name="Participant">The participant.</param>
/// <param name="IsPrivate">Whether it is there for that participant alone.</param>
public readonly record struct ScreeningOwner(string Participant, bool IsPrivate);

/// <summary>How many screenings may wait or run.</summary>
/// <param name="Total">Of all participants.</param>
/// <param name="OfParticipant">Of the one that asks.</param>
public readonly record struct OpenLimits(long Total, long OfParticipant);

/// <summary>Too many screenings are open for another one.</summary>
/// <param name="limit">How many may be.</param>
/// <param name="isOfParticipant">Whether it is the limit of one participant, not of the service.</param>
public sealed class OpenScreeningsException(long limit, bool isOfParticipant) : Exception($"{limit} screenings wait or run already.")
{
    /// <summary>How many may be open.</summary>
    public long Limit { get; } = limit;

    /// <summary>Whether it is the limit of one participant, not of the service.</summary>
    public bool IsOfParticipant { get; } = isOfParticipant;
}
