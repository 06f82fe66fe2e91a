using NodaTime;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>What a store holds, in figures for whoever watches over it.</summary>
/// <param name="Screenings">Screenings by state; a state that none has is not listed.</param>
/// <param name="OldestQueued">When the screening was asked for that waits longest, UTC; null where none waits.</param>
/// <param name="NewestSnapshot">The newest snapshot's number; null where there is none.</param>
/// <param name="SnapshotTime">When it was taken in, UTC.</param>
/// <param name="Schedules">How many schedules there are.</param>
/// <param name="SizeBytes">Size of the database, bytes.</param>
public sealed record StoreFigures(
    IReadOnlyDictionary<ScreeningState, long> Screenings, Instant? OldestQueued, long? NewestSnapshot, Instant? SnapshotTime, long Schedules, long SizeBytes)
{
    internal static StoreFigures Of(Session session, Database database)
    {
        var screenings = session.Query("SELECT state, COUNT(*) FROM screening GROUP BY state", row => KeyValuePair.Create((ScreeningState)row.GetInt64(0), row.GetInt64(1)));
        var oldestUs = session.First("SELECT MIN(create_us) FROM screening WHERE state = 1", row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0));
        var snapshot = session.First("SELECT id, import_us FROM snapshot ORDER BY id DESC LIMIT 1", row => ((long Id, long ImportUs)?)(row.GetInt64(0), row.GetInt64(1)));
        return new StoreFigures(
            new Dictionary<ScreeningState, long>(screenings),
            oldestUs is { } us ? Time.OfMicroseconds(us) : null,
            snapshot?.Id,
            snapshot is { } newest ? Time.OfMicroseconds(newest.ImportUs) : null,
            session.Number("SELECT COUNT(*) FROM schedule"),
            database.SizeBytes(session));
    }
}
