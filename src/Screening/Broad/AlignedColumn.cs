using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ssa.Screening.Broad;

/// <summary>Numbers whose first stands at a cache line's start.</summary>
/// <typeparam name="TNumber">Their type.</typeparam>
internal sealed class AlignedColumn<TNumber>
    where TNumber : unmanaged
{
    private const int CacheLineBytes = 64;

    private readonly TNumber[] _values;
    private readonly int _offset;

    /// <summary>Makes so many.</summary>
    public AlignedColumn(int length)
    {
        // Pinned, so that the address holds for the array's life.
        var size = Unsafe.SizeOf<TNumber>();
        _values = GC.AllocateArray<TNumber>(length + (CacheLineBytes / size), pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0);
        _offset = (int)((CacheLineBytes - (address % CacheLineBytes)) % CacheLineBytes) / size;
    }

    /// <summary>One of them; unchecked, since the bounds are those of places and cells.</summary>
    public ref TNumber this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), _offset + index);
    }
}
