using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Ssa.Screening;

namespace Ssa.Store;

/// <summary>The columns of a block that no search looks at. It never changes.</summary>
internal sealed class DetailBlock(byte[] bytes, int count)
{
    private readonly List<string> _texts = TextsOf(bytes.AsSpan(count * ((8 * ConjunctionBlock.Numbers) + (4 * ConjunctionBlock.Texts))));

    /// <summary>Bytes that it takes.</summary>
    public int Size => bytes.Length;

    /// <summary>A row of the block.</summary>
    /// <param name="search">The columns that searches look at.</param>
    /// <param name="row">The row in the block, from 0.</param>
    public StoredConjunction RowOf(SearchBlock search, int row)
    {
        ConjunctionBlock.RequireLittleEndian();
        var n = count;
        var numbers = MemoryMarshal.Cast<byte, long>(bytes.AsSpan(0, 8 * n * ConjunctionBlock.Numbers));
        var indices = MemoryMarshal.Cast<byte, int>(bytes.AsSpan(8 * n * ConjunctionBlock.Numbers, 4 * n * ConjunctionBlock.Texts));
        return new StoredConjunction
        {
            First = search.First[row],
            Second = search.Second[row],
            Kind = (CloseApproachKind)search.Kind[row],
            TcaUs = search.TcaUs[row],
            MissKm = search.MissKm[row],
            SpeedKmPerS = Number(numbers, 0)!.Value,
            RadialKm = Number(numbers, 1)!.Value,
            TransverseKm = Number(numbers, 2)!.Value,
            NormalKm = Number(numbers, 3)!.Value,
            StartUs = TimeAt(numbers, 9),
            StopUs = TimeAt(numbers, 10),
            VolumeUs = TimeAt(numbers, 11),
            Risk = new StoredRisk
            {
                MaxProbability = search.MaxProbability[row] is var most && double.IsNaN(most) ? null : most,
                DilutionSigmaKm = Number(numbers, 4),
                Pc = Number(numbers, 5),
                PcLow = Number(numbers, 6),
                PcHigh = Number(numbers, 7),
                HardBodyRadiusM = Number(numbers, 8),
                CovarianceSource = Text(indices, 0),
                HardBodyRadiusSource = Text(indices, 1),
                Reason = Text(indices, 2),
            },
        };

        double? Number(ReadOnlySpan<long> all, int column) => BitConverter.Int64BitsToDouble(all[(column * n) + row]) is var value && double.IsNaN(value) ? null : value;
        long? TimeAt(ReadOnlySpan<long> all, int column) => all[(column * n) + row] is var value && value == long.MinValue ? null : value;
        string? Text(ReadOnlySpan<int> all, int column) => all[(column * n) + row] is var index && index < 0 ? null : _texts[index];
    }

    private static List<string> TextsOf(ReadOnlySpan<byte> bytes)
    {
        var texts = new List<string>();
        while (!bytes.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            texts.Add(Encoding.UTF8.GetString(bytes.Slice(4, length)));
            bytes = bytes[(4 + length)..];
        }

        return texts;
    }
}
