using System.Runtime.CompilerServices;
using System.Text;

namespace Ssa.Propagation;

/// <summary>International designators in a TLE's eight columns (<c>98067A  </c>) and as CCSDS writes them (<c>1998-067A</c>).</summary>
internal static class Designator
{
    public const int Width = 8;

    /// <summary>
    /// The designator of a TLE in the form of CCSDS. Blank columns are an empty text; the piece may stand right or left in its columns;
    /// what is no designator (some producers write remarks there) stays as it is, trimmed. False where a column is not printable ASCII.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> columns, out string objectId)
    {
        objectId = "";
        if (columns.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return false;
        }

        var text = columns.Trim((byte)' ');
        if (text.IsEmpty)
        {
            return true;
        }

        var piece = columns[5..].Trim((byte)' ');
        if (columns[..5].ContainsAnyExceptInRange((byte)'0', (byte)'9') || piece.ContainsAnyExceptInRange((byte)'A', (byte)'Z'))
        {
            objectId = Encoding.ASCII.GetString(text);
            return true;
        }

        Span<char> ccsds = stackalloc char[11];
        var isBefore2000 = columns[0] > '5' || (columns[0] == '5' && columns[1] >= '7');
        (isBefore2000 ? "19" : "20").CopyTo(ccsds);
        ccsds[2] = (char)columns[0];
        ccsds[3] = (char)columns[1];
        ccsds[4] = '-';
        Encoding.ASCII.GetChars(columns[2..5], ccsds[5..]);
        Encoding.ASCII.GetChars(piece, ccsds[8..]);
        objectId = ccsds[..(8 + piece.Length)].ToString();
        return true;
    }

    /// <summary>The eight columns of a designator; null where they cannot hold it.</summary>
    public static string? ToColumns(string objectId)
    {
        var isCcsds = objectId.Length is >= 8 and <= 11 && objectId[4] == '-'
            && IsAll(objectId.AsSpan(0, 4), '0', '9') && IsAll(objectId.AsSpan(5, 3), '0', '9') && IsAll(objectId.AsSpan(8), 'A', 'Z')
            && string.CompareOrdinal(objectId, 0, "1957", 0, 4) >= 0 && string.CompareOrdinal(objectId, 0, "2056", 0, 4) <= 0;
        var columns = isCcsds ? string.Concat(objectId.AsSpan(2, 2), objectId.AsSpan(5)) : objectId;
        return columns.Length <= Width && IsAll(columns, ' ', '~') ? columns.PadRight(Width) : null;
    }

    private static bool IsAll(ReadOnlySpan<char> text, char low, char high) => !text.ContainsAnyExceptInRange(low, high);
}
