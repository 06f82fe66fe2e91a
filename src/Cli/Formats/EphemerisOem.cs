using NodaTime;
using Ssa.Cli.Jobs;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Cli.Formats;

/// <summary>
/// Ephemerides as a CCSDS orbit ephemeris message (OEM, CCSDS 502.0-B-2, section 5) in KVN: a segment per element set, and a new one after each gap in
/// which SGP4 refuses states, since a segment may be interpolated throughout. Positions have nine decimals (µm) and velocities twelve, which
/// keeps to the standard's limit of sixteen digits.
/// </summary>
internal sealed class EphemerisOem : EphemerisWriter
{
    private const int PositionDecimals = 9;
    private const int VelocityDecimals = 12;

    private readonly Utf8Rows rows;
    private readonly Frame frame;
    private readonly List<EphemerisState> segment = [];
    private MeanElements? elements;

    /// <summary>Starts the message with its header.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="frame">The frame of the states.</param>
    /// <param name="mode">SGP4's operation mode.</param>
    /// <param name="creation">When the message is made.</param>
    public EphemerisOem(Stream to, Frame frame, Sgp4Mode mode, Instant creation)
    {
        this.frame = frame;
        rows = new Utf8Rows(to);
        rows.Text("CCSDS_OEM_VERS = 2.0\n"u8)
            .Text("COMMENT Propagated with SGP4 (WGS-72, mode "u8).Text(Sgp4ModeText.Of(mode)).Text(") from public element sets; no covariance\n"u8)
            .Text("CREATION_DATE = "u8).TimeWithoutZone(creation).EndLine()
            .Text("ORIGINATOR = SSA\n"u8);
    }

    /// <inheritdoc/>
    public override void BeginSet(MeanElements elements) => this.elements = elements;

    /// <inheritdoc/>
    public override void Add(in EphemerisState state)
    {
        if (state.Status == PropagationStatus.Ok)
        {
            segment.Add(state);
        }
        else
        {
            EndSet();
        }
    }

    /// <inheritdoc/>
    public override void EndSet()
    {
        if (segment.Count == 0 || elements is null)
        {
            return;
        }

        rows.Text("\nMETA_START\n"u8)
            .Text("COMMENT NORAD_CAT_ID = "u8).Whole(elements.Number.Value).EndLine()
            .Text("OBJECT_NAME = "u8).Text(Plain(elements.Name)).EndLine()
            .Text("OBJECT_ID = "u8).Text(Plain(elements.ObjectId)).EndLine()
            .Text("CENTER_NAME = EARTH\n"u8)
            .Text("REF_FRAME = "u8).Text(FrameText.Of(frame)).EndLine()
            .Text("TIME_SYSTEM = UTC\n"u8)
            .Text("START_TIME = "u8).TimeWithoutZone(segment[0].Utc).EndLine()
            .Text("STOP_TIME = "u8).TimeWithoutZone(segment[^1].Utc).EndLine()
            .Text("META_STOP\n\n"u8);
        foreach (var state in segment)
        {
            WriteState(state);
        }

        segment.Clear();
    }

    /// <inheritdoc/>
    public override void End() => rows.Flush();

    private void WriteState(in EphemerisState state)
    {
        var (r, v) = (state.PositionKm, state.VelocityKmPerS);
        rows.TimeWithoutZone(state.Utc)
            .Space().Fixed(r.X, PositionDecimals).Space().Fixed(r.Y, PositionDecimals).Space().Fixed(r.Z, PositionDecimals)
            .Space().Fixed(v.X, VelocityDecimals).Space().Fixed(v.Y, VelocityDecimals).Space().Fixed(v.Z, VelocityDecimals).EndLine();
    }

    /// <summary>Text of a keyword's value: printable ASCII as KVN demands, and UNKNOWN, the standard's word, where there is none.</summary>
    private static string Plain(string text) =>
        text.Length == 0 ? "UNKNOWN" : string.Concat(text.Select(letter => letter is >= ' ' and <= '~' ? letter : '?'));
}
