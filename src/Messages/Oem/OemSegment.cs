using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Messages;

/// <summary>A segment of a message as it was read: form checked, meaning not yet.</summary>
/// <param name="line">The line where it begins.</param>
internal sealed class OemSegment(int line)
{
    private readonly Dictionary<string, OemValue> _metadata = new(StringComparer.Ordinal);

    /// <summary>The line where it begins.</summary>
    public int Line { get; } = line;

    /// <summary>The catalogue number that a comment of the metadata names.</summary>
    public CatalogNumber? CommentedNumber { get; set; }

    /// <summary>The states, times ascending.</summary>
    public List<OemState> States { get; } = [];

    /// <summary>Notes a value; false where the keyword has one already.</summary>
    public bool TryAdd(string keyword, OemValue value) => _metadata.TryAdd(keyword, value);

    /// <summary>The value of a keyword; an empty text at the segment's line where it is absent.</summary>
    public OemValue this[string keyword] => _metadata.TryGetValue(keyword, out var value) ? value : new OemValue("", Line);
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
/// <param name="Line">Its line.</param>
/// <param name="Reading">The date and time as the clock of the message's time system shows it.</param>
/// <param name="PositionKm">Position in the message's frame, km.</param>
/// <param name="VelocityKmPerS">Velocity in the message's frame, km/s.</param>
internal readonly record struct OemState(int Line, Instant Reading, Vector3 PositionKm, Vector3 VelocityKmPerS);
