using System.Text;
using System.Text.Unicode;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>A message that is being read, as the reader of lines knows it.</summary>
internal interface IMessageReading
{
    /// <summary>Whether a message has begun.</summary>
    bool IsOpen { get; }

    /// <summary>Whether it is given up.</summary>
    bool IsFaulty { get; }

    /// <summary>Begins a message.</summary>
    void Start(int line);

    /// <summary>Ends the message at hand, if there is one.</summary>
    void Close();

    /// <summary>Gives the message up.</summary>
    void SetFault(int line, string field, SetAsideReason reason, string message, string remedy);

    /// <summary>Takes the version that begins it.</summary>
    void TakeVersion(string version, int line);

    /// <summary>Takes a comment.</summary>
    void TakeComment(string text, int line);
}

/// <summary>A sort of message, in the words of its readers.</summary>
/// <param name="VersionKeyword">The keyword that begins it.</param>
/// <param name="UsualVersion">The version to begin with.</param>
/// <param name="Singular">One, with its article, as a sentence begins.</param>
/// <param name="Plural">Many, with the abbreviation.</param>
internal sealed record MessageKind(string VersionKeyword, string UsualVersion, string Singular, string Plural)
{
    /// <summary>How one begins.</summary>
    public string Begins => $"{Singular} begins with {VersionKeyword}";
}

/// <summary>Reads messages in keyword-value notation line by line: where one begins, comments, keywords.</summary>
internal abstract class MessageKvn(IMessageReading message, MessageKind kind)
{
    /// <summary>The line that is being read, from 1.</summary>
    protected int Line { get; private set; }

    /// <summary>Reads a text.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        var offset = ElementSetFeed.ByteOrderMarkLength(text);
        while (offset < text.Length)
        {
            var length = text[offset..].IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : offset + length;
            Line++;
            var line = text[offset..end].Trim(" \t\r"u8);
            if (!line.IsEmpty)
            {
                TakeLine(line);
            }

            offset = end + 1;
        }

        message.Close();
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        // An 8-bit character set is read as Latin-1 rather than losing the letter.
        var text = line.Length > 2 * MessageText.Longest ? "" : Utf8.IsValid(line) ? Encoding.UTF8.GetString(line) : Encoding.Latin1.GetString(line);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? text : text[..equals].TrimEnd(' ', '\t');
        if (equals >= 0 && key.StartsWith("CCSDS_", StringComparison.Ordinal) && key.EndsWith("_VERS", StringComparison.Ordinal))
        {
            Begin(key, text[(equals + 1)..]);
            return;
        }

        if (!message.IsOpen)
        {
            message.Start(Line);
            message.SetFault(Line, kind.VersionKeyword, SetAsideReason.Field, $"The message begins with {QuotedText.Of(line)}.", $"{kind.Begins} = {kind.UsualVersion}; take it from its source again.");
        }

        if (message.IsFaulty)
        {
            return;
        }

        if (text.StartsWith("COMMENT", StringComparison.Ordinal) && (text.Length == 7 || text[7] is ' ' or '\t' or '='))
        {
            message.TakeComment(text[7..], Line);
        }
        else if (equals < 0)
        {
            message.SetFault(Line, "line", SetAsideReason.Field, $"The line {QuotedText.Of(line)} is no keyword with a value.", "Write KEYWORD = value, or begin the line with COMMENT.");
        }
        else
        {
            TakeKeyword(key, text[(equals + 1)..].Trim(' ', '\t'));
        }
    }

    private void Begin(string key, string value)
    {
        message.Close();
        message.Start(Line);
        if (key == kind.VersionKeyword)
        {
            message.TakeVersion(value, Line);
        }
        else
        {
            message.SetFault(Line, kind.VersionKeyword, SetAsideReason.Unsupported, $"This is another message: {QuotedText.Of(key)}.", $"Give {kind.Plural}.");
        }
    }

    /// <summary>Takes a keyword with its value.</summary>
    protected abstract void TakeKeyword(string key, string value);
}
