using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ssa.Cli.Jobs;
using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;

namespace Ssa.Cli.Formats;

/// <summary>Ephemerides as a JSON array with an object per element set; km and km/s in the frame that each names.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Disposing a JSON writer only flushes it, which End does; after a failure nothing more is to be written.")]
internal sealed class EphemerisJson : EphemerisWriter
{
    private const int BlockBytes = 1 << 16;

    private readonly Stream to;
    private readonly Utf8JsonWriter json;
    private readonly Frame frame;
    private readonly Sgp4Mode mode;

    /// <summary>Starts the array.</summary>
    public EphemerisJson(Stream to, Frame frame, Sgp4Mode mode)
    {
        (this.to, this.frame, this.mode) = (to, frame, mode);
        json = new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartArray();
    }

    /// <inheritdoc/>
    public override void BeginSet(MeanElements elements)
    {
        json.WriteStartObject();
        json.WriteNumber("norad_cat_id"u8, elements.Number.Value);
        json.WriteString("object_name"u8, elements.Name);
        json.WriteString("object_id"u8, elements.ObjectId);
        json.WriteString("epoch"u8, UtcText.Format(elements.Epoch));
        json.WriteString("frame"u8, FrameText.Of(frame));
        json.WriteString("sgp4_mode"u8, Sgp4ModeText.Of(mode));
        json.WriteStartArray("states"u8);
    }

    /// <inheritdoc/>
    public override void Add(in EphemerisState state)
    {
        Span<byte> utc = stackalloc byte[UtcText.FormattedLength];
        UtcText.TryFormat(state.Utc, utc, out _);
        json.WriteStartObject();
        json.WriteString("utc"u8, utc);
        json.WriteNumber("minutes_since_epoch"u8, state.MinutesSinceEpoch);
        if (state.Status == PropagationStatus.Ok)
        {
            WriteVector("position_km"u8, state.PositionKm);
            WriteVector("velocity_km_s"u8, state.VelocityKmPerS);
        }
        else
        {
            json.WriteString("error"u8, PropagationStatusText.Of(state.Status));
        }

        json.WriteEndObject();
        if (json.BytesPending > BlockBytes)
        {
            json.Flush();
        }
    }

    /// <inheritdoc/>
    public override void EndSet()
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void End()
    {
        json.WriteEndArray();
        json.Flush();
        to.Write("\n"u8);
    }

    private void WriteVector(ReadOnlySpan<byte> key, Vector3 vector)
    {
        json.WriteStartArray(key);
        json.WriteNumberValue(vector.X);
        json.WriteNumberValue(vector.Y);
        json.WriteNumberValue(vector.Z);
        json.WriteEndArray();
    }
}
