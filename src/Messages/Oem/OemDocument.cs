using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// An orbit ephemeris message (OEM, CCSDS 502.0-B-3 section 5) as it stands: about whatever body, on whatever axes and clock. <see cref="OemReader"/> makes ephemerides of those that are about the Earth
/// and on known axes; this keeps everything, so that it can be written again.
/// </summary>
public sealed class OemDocument
{
    private readonly Dictionary<string, string> _header = new(StringComparer.Ordinal);

    /// <summary>An empty message to fill.</summary>
    public OemDocument()
        : this("", 0)
    {
    }

    internal OemDocument(string file, int line) => (File, Line) = (file, line);

    /// <summary>The file's name as the user gave it; empty where the message was not read.</summary>
    public string File { get; }

    /// <summary>The line where the message begins; 0 where it was not read.</summary>
    public int Line { get; }

    /// <summary>The comments of the header.</summary>
    public IList<string> Comments { get; } = new List<string>();

    /// <summary>The segments, in the order of the message.</summary>
    public IList<OemSegment> Segments { get; } = new List<OemSegment>();

    /// <summary>Keywords that the standard does not have, which were passed over.</summary>
    public IReadOnlyList<EphemerisRemark> Remarks { get; internal set; } = [];

    /// <summary>A value of the header as it stands; empty where it is absent.</summary>
    /// <param name="keyword">CLASSIFICATION, CREATION_DATE, ORIGINATOR or MESSAGE_ID.</param>
    public string Header(string keyword) => _header.GetValueOrDefault(keyword, "");

    /// <summary>Gives a keyword of the header its value.</summary>
    /// <param name="keyword">CLASSIFICATION, CREATION_DATE, ORIGINATOR or MESSAGE_ID.</param>
    /// <param name="value">Its value, of one line; empty to take it away.</param>
    /// <exception cref="ArgumentException">The header has no such keyword.</exception>
    public void SetHeader(string keyword, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!OemKeywords.Header.Contains(keyword))
        {
            throw new ArgumentException($"The header of an orbit ephemeris message has no keyword '{keyword}'.", nameof(keyword));
        }

        _header[keyword] = MessageText.Cleaned(value);
    }

    /// <summary>The version to write: 3.0 where a keyword of issue 3 is given, else 2.0.</summary>
    internal string Version => Header("CLASSIFICATION").Length + Header("MESSAGE_ID").Length > 0 ? "3.0" : "2.0";
}

/// <summary>What a reader of orbit ephemeris messages found; readers append to one batch.</summary>
public sealed class OemBatch
{
    /// <summary>The messages whose form is right, in input order.</summary>
    public List<OemDocument> Accepted { get; } = [];

    /// <summary>Those whose form is not, each with its first fault.</summary>
    public List<SetAsideRecord> SetAside { get; } = [];
}
