using System.Runtime.InteropServices;
using System.Text;

namespace Ssa.Store;

/// <summary>
/// Rows one after another as columns of bytes, little-endian: those that searches look at, and the others. A row of SQL each would cost ten times as much to write, and an index for every search as
/// much again; a screening's columns are looked through in a few milliseconds instead.
/// </summary>
internal static class ConjunctionBlock
{
    /// <summary>The most rows of a block: few enough that the hundred blocks of a hundred best rows are read in milliseconds, many enough that a search looks through few of them.</summary>
    public const int MostRows = 2048;

    /// <summary>Columns of numbers among the others.</summary>
    public const int Numbers = 12;

    /// <summary>Columns of texts among the others.</summary>
    public const int Texts = 3;

    private static readonly long Absent = BitConverter.DoubleToInt64Bits(double.NaN);

    /// <summary>The columns that searches look at.</summary>
    public static byte[] SearchColumns(ReadOnlySpan<StoredConjunction> rows)
    {
        RequireLittleEndian();
        var n = rows.Length;
        var bytes = new byte[n * SearchBlock.RowBytes];
        var numbers = MemoryMarshal.Cast<byte, double>(bytes.AsSpan(8 * n, 16 * n));
        var integers = MemoryMarshal.Cast<byte, int>(bytes.AsSpan(24 * n, 8 * n));
        var times = MemoryMarshal.Cast<byte, long>(bytes.AsSpan(0, 8 * n));
        for (var i = 0; i < n; i++)
        {
            ref readonly var row = ref rows[i];
            times[i] = row.TcaUs;
            numbers[i] = row.MissKm;
            numbers[n + i] = row.Risk.MaxProbability ?? double.NaN;
            integers[i] = row.First;
            integers[n + i] = row.Second;
            bytes[(32 * n) + i] = (byte)row.Kind;
        }

        return bytes;
    }

    /// <summary>The other columns.</summary>
    public static byte[] OtherColumns(ReadOnlySpan<StoredConjunction> rows)
    {
        RequireLittleEndian();
        var n = rows.Length;
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        var columns = new byte[n * ((8 * Numbers) + (4 * Texts))];
        var numbers = MemoryMarshal.Cast<byte, long>(columns.AsSpan(0, 8 * n * Numbers));
        var indices = MemoryMarshal.Cast<byte, int>(columns.AsSpan(8 * n * Numbers));
        for (var i = 0; i < n; i++)
        {
            ref readonly var row = ref rows[i];
            ReadOnlySpan<double?> values = [row.SpeedKmPerS, row.RadialKm, row.TransverseKm, row.NormalKm, row.Risk.DilutionSigmaKm, row.Risk.Pc, row.Risk.PcLow, row.Risk.PcHigh, row.Risk.HardBodyRadiusM];
            ReadOnlySpan<long?> times = [row.StartUs, row.StopUs, row.VolumeUs];
            ReadOnlySpan<string?> words = [row.Risk.CovarianceSource, row.Risk.HardBodyRadiusSource, row.Risk.Reason];
            for (var c = 0; c < values.Length; c++)
            {
                numbers[(c * n) + i] = values[c] is { } value ? BitConverter.DoubleToInt64Bits(value) : Absent;
            }

            for (var c = 0; c < times.Length; c++)
            {
                numbers[((values.Length + c) * n) + i] = times[c] ?? long.MinValue;
            }

            for (var c = 0; c < words.Length; c++)
            {
                indices[(c * n) + i] = IndexOf(words[c]);
            }
        }

        using var all = new MemoryStream();
        all.Write(columns);
        foreach (var text in texts.Keys)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            all.Write(BitConverter.GetBytes(utf8.Length));
            all.Write(utf8);
        }

        return all.ToArray();

        int IndexOf(string? text)
        {
            if (text is null)
            {
                return -1;
            }

            if (!texts.TryGetValue(text, out var index))
            {
                texts[text] = index = texts.Count;
            }

            return index;
        }
    }

    /// <summary>The columns are read as they lie in memory.</summary>
    /// <exception cref="PlatformNotSupportedException">This machine has its numbers the other way round.</exception>
    public static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("The store's columns are little-endian, and so must the machine be.");
        }
    }
}

/// <summary>The columns of a block that searches look at. It never changes.</summary>
internal sealed class SearchBlock
{
    /// <summary>Bytes of a row.</summary>
    public const int RowBytes = 33;

    private readonly byte[] _bytes;

    /// <summary>Takes the columns as they are stored.</summary>
    public SearchBlock(long block, long firstNumber, byte[] bytes)
    {
        (Block, FirstNumber, _bytes) = (block, firstNumber, bytes);
        Count = bytes.Length / RowBytes;
    }

    /// <summary>The block's number in its screening, from 0.</summary>
    public long Block { get; }

    /// <summary>The number of its first row in the list, from 1.</summary>
    public long FirstNumber { get; }

    /// <summary>How many rows.</summary>
    public int Count { get; }

    /// <summary>Bytes that it takes.</summary>
    public int Size => _bytes.Length;

    /// <summary>The columns.</summary>
    public SearchColumns Columns => new(_bytes, Count);

    /// <inheritdoc cref="SearchColumns.TcaUs"/>
    public ReadOnlySpan<long> TcaUs => Columns.TcaUs;

    /// <inheritdoc cref="SearchColumns.MissKm"/>
    public ReadOnlySpan<double> MissKm => Columns.MissKm;

    /// <inheritdoc cref="SearchColumns.MaxProbability"/>
    public ReadOnlySpan<double> MaxProbability => Columns.MaxProbability;

    /// <inheritdoc cref="SearchColumns.First"/>
    public ReadOnlySpan<int> First => Columns.First;

    /// <inheritdoc cref="SearchColumns.Second"/>
    public ReadOnlySpan<int> Second => Columns.Second;

    /// <inheritdoc cref="SearchColumns.Kind"/>
    public ReadOnlySpan<byte> Kind => Columns.Kind;
}

/// <summary>The columns of a block, taken out once for all of its rows.</summary>
internal readonly ref struct SearchColumns
{
    public SearchColumns(ReadOnlySpan<byte> bytes, int count)
    {
        Count = count;
        TcaUs = MemoryMarshal.Cast<byte, long>(bytes[..(8 * count)]);
        MissKm = MemoryMarshal.Cast<byte, double>(bytes.Slice(8 * count, 8 * count));
        MaxProbability = MemoryMarshal.Cast<byte, double>(bytes.Slice(16 * count, 8 * count));
        First = MemoryMarshal.Cast<byte, int>(bytes.Slice(24 * count, 4 * count));
        Second = MemoryMarshal.Cast<byte, int>(bytes.Slice(28 * count, 4 * count));
        Kind = bytes.Slice(32 * count, count);
    }

    /// <summary>How many rows.</summary>
    public readonly int Count;

    /// <summary>Times of closest approach.</summary>
    public readonly ReadOnlySpan<long> TcaUs;

    /// <summary>Distances, km.</summary>
    public readonly ReadOnlySpan<double> MissKm;

    /// <summary>Maximum probabilities; not a number where there is none.</summary>
    public readonly ReadOnlySpan<double> MaxProbability;

    /// <summary>Ordinals of the first objects.</summary>
    public readonly ReadOnlySpan<int> First;

    /// <summary>Ordinals of the second objects.</summary>
    public readonly ReadOnlySpan<int> Second;

    /// <summary>The sorts of rows.</summary>
    public readonly ReadOnlySpan<byte> Kind;
}
