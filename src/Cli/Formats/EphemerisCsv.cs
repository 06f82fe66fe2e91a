using Ssa.Cli.Jobs;
using Ssa.Propagation;

namespace Ssa.Cli.Formats;

/// <summary>Ephemerides as CSV, a state a row; km and km/s in the frame asked for, in the shortest digits that read back as the same double.</summary>
internal sealed class EphemerisCsv : EphemerisWriter
{
    /// <summary>The header line, without its end.</summary>
    public const string Header = "NORAD_CAT_ID,UTC,MINUTES_SINCE_EPOCH,X_KM,Y_KM,Z_KM,VX_KM_S,VY_KM_S,VZ_KM_S,ERROR";

    private readonly Utf8Rows rows;
    private CatalogNumber number;

    /// <summary>Starts the output with its header.</summary>
    public EphemerisCsv(Stream to)
    {
        rows = new Utf8Rows(to);
        rows.Text(Header).EndLine();
    }

    /// <inheritdoc/>
    public override void BeginSet(MeanElements elements) => number = elements.Number;

    /// <inheritdoc/>
    public override void Add(in EphemerisState state)
    {
        rows.Whole(number.Value).Comma().Time(state.Utc).Comma().Shortest(state.MinutesSinceEpoch).Comma();
        if (state.Status == PropagationStatus.Ok)
        {
            var (r, v) = (state.PositionKm, state.VelocityKmPerS);
            rows.Shortest(r.X).Comma().Shortest(r.Y).Comma().Shortest(r.Z).Comma().Shortest(v.X).Comma().Shortest(v.Y).Comma().Shortest(v.Z).Comma();
        }
        else
        {
            rows.Text(",,,,,,"u8).Text(PropagationStatusText.Of(state.Status));
        }

        rows.EndLine();
    }

    /// <inheritdoc/>
    public override void EndSet()
    {
        // Rows need no closing.
    }

    /// <inheritdoc/>
    public override void End() => rows.Flush();
}
