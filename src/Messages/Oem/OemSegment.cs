using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Messages;

/// <summary>A segment of an orbit ephemeris message: form checked, meaning not.</summary>
public sealed class OemSegment
{
    private readonly Dictionary<string, OemValue> _metadata = new(StringComparer.Ordinal);

    /// <summary>An empty segment to fill.</summary>
    public OemSegment()
        : this(0)
    {
    }

    internal OemSegment(int line) => Line = line;

    /// <summary>The line where it begins; 0 where it was not read.</summary>
    public int Line { get; }

    /// <summary>The comments of the metadata.</summary>
    public IList<string> MetadataComments { get; } = new List<string>();

    /// <summary>The comments of the data.</summary>
    public IList<string> DataComments { get; } = new List<string>();

    /// <summary>The states, times ascending.</summary>
    public IList<OemState> States { get; } = new List<OemState>();

    /// <summary>The covariance matrices, in the order of the message.</summary>
    public IList<OemCovariance> Covariances { get; } = new List<OemCovariance>();

    /// <summary>The catalogue number that a comment of the metadata names.</summary>
    internal CatalogNumber? CommentedNumber { get; set; }

    /// <summary>A value of the metadata as it stands; empty where it is absent.</summary>
    /// <param name="keyword">A keyword of CCSDS 502.0-B-3 table 5-3.</param>
    public string Metadata(string keyword) => this[keyword].Text;

    /// <summary>Gives a keyword of the metadata its value.</summary>
    /// <param name="keyword">A keyword of CCSDS 502.0-B-3 table 5-3.</param>
    /// <param name="value">Its value, of one line; empty to take it away.</param>
    /// <exception cref="ArgumentException">The metadata has no such keyword.</exception>
    public void SetMetadata(string keyword, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!OemKeywords.Metadata.Contains(keyword))
        {
            throw new ArgumentException($"The metadata of an orbit ephemeris message has no keyword '{keyword}'.", nameof(keyword));
        }

        _metadata[keyword] = new OemValue(MessageText.Cleaned(value), 0);
    }

    /// <summary>Notes a value; false where the keyword has one already.</summary>
    internal bool TryAdd(string keyword, OemValue value) => _metadata.TryAdd(keyword, value);

    /// <summary>The value of a keyword; an empty text at the segment's line where it is absent.</summary>
    internal OemValue this[string keyword] => _metadata.TryGetValue(keyword, out var value) ? value : new OemValue("", Line);
}

/// <summary>A value of the metadata and where it stands.</summary>
/// <param name="Text">The value, empty where absent.</param>
/// <param name="Line">Its line.</param>
internal readonly record struct OemValue(string Text, int Line)
{
    /// <summary>Whether there is a value.</summary>
    public bool IsGiven => Text.Length > 0;

    /// <summary>Whether it is a word, whatever its case.</summary>
    public bool Is(string word) => Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A state as it stands in the message.</summary>
/// <param name="Line">Its line; 0 where it was not read.</param>
/// <param name="Reading">The date and time as the clock of the message's time system shows it.</param>
/// <param name="PositionKm">Position in the message's frame, km.</param>
/// <param name="VelocityKmPerS">Velocity in the message's frame, km/s.</param>
public readonly record struct OemState(int Line, Instant Reading, Vector3 PositionKm, Vector3 VelocityKmPerS)
{
    /// <summary>Acceleration in the message's frame, km/s²; null where not given.</summary>
    public Vector3? AccelerationKmPerS2 { get; init; }
}

/// <summary>A covariance matrix as it stands in the message.</summary>
public sealed record OemCovariance
{
    /// <summary>The comments before it.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>EPOCH, as the clock of the message's time system shows it.</summary>
    public required Instant Epoch { get; init; }

    /// <summary>COV_REF_FRAME; empty where the axes are those of the states.</summary>
    public string ReferenceFrame { get; init; } = "";

    /// <summary>The lower triangle, row by row to the diagonal, position then velocity: 21 elements in km², km²/s, km²/s².</summary>
    public required IReadOnlyList<double> LowerTriangle { get; init; }
}
