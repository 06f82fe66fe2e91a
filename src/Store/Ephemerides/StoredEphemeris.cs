using System.Data.Common;
using NodaTime;
using Ssa.Propagation;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>What an ephemeris says of itself, as its message was read.</summary>
public sealed record EphemerisContents
{
    /// <summary>The object's name; empty where the message has none.</summary>
    public required string ObjectName { get; init; }

    /// <summary>The international designator or what else the message gives as identifier; empty where it has none.</summary>
    public required string ObjectId { get; init; }

    /// <summary>The catalogue number; null where the message gives none.</summary>
    public required CatalogNumber? Number { get; init; }

    /// <summary>The frame of the states, in the message's own word.</summary>
    public required string Frame { get; init; }

    /// <summary>The first time at which there is a state, UTC.</summary>
    public required Instant Start { get; init; }

    /// <summary>The last time at which there is a state, UTC.</summary>
    public required Instant Stop { get; init; }

    /// <summary>Tabulated states.</summary>
    public required long StateCount { get; init; }

    /// <summary>How states between the tabulated ones are found, such as <c>hermite 7</c>.</summary>
    public required string Interpolation { get; init; }
}

/// <summary>An ephemeris as the store holds it, without its content.</summary>
/// <param name="Id">Its number in the store: taken by chance, so that it says nothing of other ephemerides.</param>
/// <param name="Participant">Whose it is: the participant that imported it.</param>
/// <param name="IsPrivate">Whether it is there for that participant alone.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="ImportTime">When it was taken in, UTC.</param>
/// <param name="Sha256">SHA-256 of the content as received, lower-case hexadecimal.</param>
/// <param name="ByteCount">Bytes of the content as received.</param>
/// <param name="Contents">What it says of itself.</param>
public sealed record StoredEphemeris(
    long Id, string Participant, bool IsPrivate, string Name, Instant ImportTime, string Sha256, long ByteCount, EphemerisContents Contents)
{
    /// <summary>Columns of the table that <see cref="Of"/> reads, all of them of the table's alias p.</summary>
    internal const string Columns =
        "p.id, p.participant, p.is_private, p.name, p.import_us, p.sha256, p.byte_count, p.object_name, p.object_id, p.number, p.frame, p.start_ns, p.stop_ns, p.state_count, p.interpolation";

    /// <summary>How many columns these are.</summary>
    internal const int ColumnCount = 15;

    internal static StoredEphemeris Of(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt64(2) != 0, row.GetString(3), Time.OfMicroseconds(row.GetInt64(4)), row.GetString(5), row.GetInt64(6), new EphemerisContents
        {
            ObjectName = row.GetString(7),
            ObjectId = row.GetString(8),
            Number = NumberOf(row, 9),
            Frame = row.GetString(10),
            Start = Time.OfNanoseconds(row.GetInt64(11)),
            Stop = Time.OfNanoseconds(row.GetInt64(12)),
            StateCount = row.GetInt64(13),
            Interpolation = row.GetString(14),
        });

    /// <summary>A catalogue number of a column; null where there is none.</summary>
    internal static CatalogNumber? NumberOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : new CatalogNumber((int)row.GetInt64(column));
}

/// <summary>A participant has as many ephemerides as one may have.</summary>
/// <param name="limit">How many may be.</param>
public sealed class TooManyEphemeridesException(long limit) : Exception($"There are {limit} ephemerides of the participant already.")
{
    /// <summary>How many may be.</summary>
    public long Limit { get; } = limit;
}

/// <summary>An ephemeris that a screening names is not there for its participant, or was deleted while the screening was made.</summary>
/// <param name="id">Its number.</param>
public sealed class EphemerisNotThereException(long id) : Exception("An ephemeris of the screening is not there.")
{
    /// <summary>Its number.</summary>
    public long Id { get; } = id;
}
