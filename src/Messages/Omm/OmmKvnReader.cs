using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Reads orbit mean-elements messages in keyword-value notation (CCSDS 502.0-B-3): any number of messages in one text, each beginning with
/// CCSDS_OMM_VERS, or, where that line is lost, with a keyword of the head after those of the data. The standard allows no keywords but its own and USER_DEFINED_ ones. Another one
/// is passed over with a remark, but a message is set aside where it may be a misspelt one: a misspelt EPHEMERIS_TYPE must not turn SGP4-XP into SGP4.
/// </summary>
public static class OmmKvnReader
{
    /// <summary>Reads a text. Records that cannot be used are set aside with their reason; nothing is thrown for what the text holds.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="file">The file's name for reports.</param>
    /// <param name="into">Where element sets and set-aside records are appended.</param>
    public static void Read(ReadOnlySpan<byte> text, string file, ElementSetBatch into)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(into);
        new OmmKvnFeed(file, into).Feed(text, last: true);
    }
}
