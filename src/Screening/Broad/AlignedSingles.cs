using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ssa.Screening.Broad;

/// <summary>Singles whose first stands at a cache line's start.</summary>
internal sealed class AlignedSingles
{
    private const int CacheLineBytes = 64;

    private readonly float[] _values;
    private readonly int _offset;

    /// <summary>Makes so many.</summary>
    public AlignedSingles(int length)
    {
        // Pinned, so that the address holds for the array's life.
        _values = GC.AllocateArray<float>(length + (CacheLineBytes / sizeof(float)), pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0);
        _offset = (int)((CacheLineBytes - (address % CacheLineBytes)) % CacheLineBytes) / sizeof(float);
    }

    /// <summary>One of them; unchecked, since the bounds are those of places and cells.</summary>
    public ref float this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), _offset + index);
    }
}
