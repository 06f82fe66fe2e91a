using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ssa.Screening.Broad;

/// <summary>
/// The objects of all layers, each layer in order of z, as columns that the scan reads side by side. Columns start at a 64-byte boundary and so does every
/// layer in them, so that a wide load never straddles two cache lines.
/// </summary>
internal sealed class LayerEntries
{
    /// <summary>Layers start at multiples of this.</summary>
    public const int Alignment = 16;

    private const int CacheLineBytes = 64;

    /// <summary>Makes columns for so many entries.</summary>
    public LayerEntries(int capacity)
    {
        Capacity = capacity;
        Place = new int[capacity];
        High = new ushort[capacity];
        Chord = new Chord[capacity];
        RadiusLow = new Column(capacity);
        RadiusHigh = new Column(capacity);
        XLow = new Column(capacity);
        XHigh = new Column(capacity);
        YLow = new Column(capacity);
        YHigh = new Column(capacity);
    }

    /// <summary>How many entries there is room for.</summary>
    public int Capacity { get; }

    /// <summary>The object's place.</summary>
    public int[] Place { get; }

    /// <summary>The bucket of its upper z.</summary>
    public ushort[] High { get; }

    /// <summary>Its chord.</summary>
    public Chord[] Chord { get; }

    /// <summary>Its radial interval and the x and y of its box, km.</summary>
    public Column RadiusLow { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public Column RadiusHigh { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public Column XLow { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public Column XHigh { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public Column YLow { get; }

    /// <inheritdoc cref="RadiusLow"/>
    public Column YHigh { get; }

    /// <summary>A column of singles whose first stands at a cache line's start.</summary>
    internal sealed class Column
    {
        private readonly float[] _values;
        private readonly int _offset;

        public Column(int length)
        {
            // Pinned, so that the address holds for the array's life.
            _values = GC.AllocateArray<float>(length + (CacheLineBytes / sizeof(float)), pinned: true);
            var address = Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0);
            _offset = (int)((CacheLineBytes - (address % CacheLineBytes)) % CacheLineBytes) / sizeof(float);
        }

        /// <summary>An entry; unchecked, since the scan's bounds are the layers'.</summary>
        public ref float this[int index]
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), _offset + index);
        }
    }
}

/// <summary>An object's positions at both ends of the step, km, and the pads that its pairs take: 32 bytes side by side for the last test.</summary>
internal readonly record struct Chord(float X0, float Y0, float Z0, float X1, float Y1, float Z1, float Pad, float Tide);
