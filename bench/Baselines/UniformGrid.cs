using System.Numerics;
using Ssa.Propagation;

namespace Ssa.Bench.Baselines;

/// <summary>
/// A uniform 3-D grid with hashed cells as wide as the search radius: each point looks into its own cell and half of the 26 around it, so that each
/// pair is seen once.
/// </summary>
internal sealed class UniformGrid : IPairFinder
{
    private const int CellBits = 21;
    private const int None = -1;

    /// <summary>The 13 neighbours that come after a cell in the order x, y, z.</summary>
    private static readonly long[] LaterNeighbours = [.. Offsets()];

    private int[] _head = [];
    private int[] _next = [];
    private long[] _cell = [];
    private int _shift;

    public void Find(ReadOnlySpan<TemeState> states, double radiusKm, List<(int A, int B)> pairs)
    {
        Fill(states, radiusKm);
        var limit = radiusKm * radiusKm;
        for (var i = 0; i < states.Length; i++)
        {
            if (states[i].Status != PropagationStatus.Ok)
            {
                continue;
            }

            Collect(states, i, _next[i], _cell[i], limit, pairs);
            foreach (var offset in LaterNeighbours)
            {
                var cell = _cell[i] + offset;
                Collect(states, i, _head[Bucket(cell)], cell, limit, pairs);
            }
        }
    }

    private void Fill(ReadOnlySpan<TemeState> states, double cellKm)
    {
        if (_next.Length != states.Length)
        {
            var buckets = BitOperations.RoundUpToPowerOf2((uint)(2 * states.Length) + 1);
            _head = new int[buckets];
            _shift = 64 - BitOperations.Log2(buckets);
            _next = new int[states.Length];
            _cell = new long[states.Length];
        }

        _head.AsSpan().Fill(None);
        for (var i = 0; i < states.Length; i++)
        {
            if (states[i].Status == PropagationStatus.Ok)
            {
                var p = states[i].PositionKm;
                _cell[i] = Key((long)Math.Floor(p.X / cellKm), (long)Math.Floor(p.Y / cellKm), (long)Math.Floor(p.Z / cellKm));
                ref var head = ref _head[Bucket(_cell[i])];
                _next[i] = head;
                head = i;
            }
        }
    }

    private void Collect(ReadOnlySpan<TemeState> states, int i, int first, long cell, double limit, List<(int A, int B)> pairs)
    {
        var p = states[i].PositionKm;
        for (var j = first; j != None; j = _next[j])
        {
            if (_cell[j] == cell)
            {
                var q = states[j].PositionKm;
                var (x, y, z) = (q.X - p.X, q.Y - p.Y, q.Z - p.Z);
                if ((x * x) + (y * y) + (z * z) <= limit)
                {
                    pairs.Add((i, j));
                }
            }
        }
    }

    /// <summary>Fibonacci hashing: the upper bits of the product.</summary>
    private int Bucket(long cell) => (int)(((ulong)cell * 0x9E3779B97F4A7C15) >> _shift);

    // States reach a million kilometres, cells are kilometres wide: three numbers of 21 bits with their sign.
    private static long Key(long x, long y, long z) => (x << (2 * CellBits)) + (y << CellBits) + z;

    private static IEnumerable<long> Offsets()
    {
        for (var x = -1; x <= 1; x++)
        {
            for (var y = -1; y <= 1; y++)
            {
                for (var z = -1; z <= 1; z++)
                {
                    if (Key(x, y, z) > 0)
                    {
                        yield return Key(x, y, z);
                    }
                }
            }
        }
    }
}
