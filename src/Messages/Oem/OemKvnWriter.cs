using Ssa.Propagation.Frames;

namespace Ssa.Messages;

/// <summary>Writes orbit ephemeris messages in keyword-value notation (CCSDS 502.0-B-3): keywords in the order of the standard, every digit kept.</summary>
public static class OemKvnWriter
{
    /// <summary>Writes a message, with LF line ends.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="message">The message.</param>
    public static void Write(TextWriter to, OemDocument message)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(message);
        to.Write($"{OemKeywords.Version} = {message.Version}\n");
        WriteComments(to, message.Comments);
        WriteFields(to, OemKeywords.Header, message.Header);
        foreach (var segment in message.Segments)
        {
            to.Write("META_START\n");
            WriteComments(to, segment.MetadataComments);
            WriteFields(to, OemKeywords.Metadata, segment.Metadata);
            to.Write("META_STOP\n");
            WriteComments(to, segment.DataComments);
            foreach (var state in segment.States)
            {
                WriteState(to, state);
            }

            WriteCovariances(to, segment.Covariances);
        }
    }

    private static void WriteState(TextWriter to, in OemState state)
    {
        to.Write(MessageText.Time(state.Reading));
        WriteVector(to, state.PositionKm);
        WriteVector(to, state.VelocityKmPerS);
        if (state.AccelerationKmPerS2 is { } acceleration)
        {
            WriteVector(to, acceleration);
        }

        to.Write('\n');
    }

    private static void WriteVector(TextWriter to, Vector3 vector) => to.Write($" {MessageText.Number(vector.X)} {MessageText.Number(vector.Y)} {MessageText.Number(vector.Z)}");

    private static void WriteCovariances(TextWriter to, IList<OemCovariance> covariances)
    {
        if (covariances.Count == 0)
        {
            return;
        }

        to.Write("COVARIANCE_START\n");
        foreach (var covariance in covariances)
        {
            WriteComments(to, covariance.Comments);
            to.Write($"EPOCH = {MessageText.Time(covariance.Epoch)}\n");
            if (covariance.ReferenceFrame.Length > 0)
            {
                to.Write($"COV_REF_FRAME = {MessageText.Cleaned(covariance.ReferenceFrame)}\n");
            }

            var elements = covariance.LowerTriangle.Select(MessageText.Number).ToArray();
            for (int row = 0, first = 0; row < OemKeywords.Covariance.Length; first += ++row)
            {
                to.Write(string.Join(' ', elements.AsSpan(first, row + 1).ToArray()));
                to.Write('\n');
            }
        }

        to.Write("COVARIANCE_STOP\n");
    }

    private static void WriteComments(TextWriter to, IEnumerable<string> comments)
    {
        foreach (var comment in comments.Select(MessageText.Cleaned))
        {
            to.Write(comment.Length == 0 ? "COMMENT\n" : $"COMMENT {comment}\n");
        }
    }

    private static void WriteFields(TextWriter to, string[] keywords, Func<string, string> valueOf)
    {
        foreach (var keyword in keywords)
        {
            if (valueOf(keyword) is { Length: > 0 } value)
            {
                to.Write($"{keyword} = {value}\n");
            }
        }
    }
}
