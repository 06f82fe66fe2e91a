using System.Globalization;

namespace Ssa.Propagation;

/// <summary>
/// A NORAD catalogue number: an integer of one to nine digits (1 to 999,999,999), as CCSDS 502.0-B-3 (OMM, NORAD_CAT_ID) carries it.
/// Alpha-5 texts of TLEs are this number in another spelling (T0288 is 270288).
/// </summary>
public readonly record struct CatalogNumber : IComparable<CatalogNumber>
{
    /// <summary>The largest number that nine digits hold.</summary>
    public const int Largest = 999_999_999;

    /// <summary>Makes a catalogue number.</summary>
    /// <param name="value">1 to 999,999,999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range; there is no object number zero.</exception>
    public CatalogNumber(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Largest);
        Value = value;
    }

    /// <summary>The number itself.</summary>
    public int Value { get; }

    /// <inheritdoc/>
    public int CompareTo(CatalogNumber other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal digits without padding.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left number is the lower one.</summary>
    public static bool operator <(CatalogNumber left, CatalogNumber right) => left.Value < right.Value;

    /// <summary>Whether the left number is the higher one.</summary>
    public static bool operator >(CatalogNumber left, CatalogNumber right) => left.Value > right.Value;

    /// <summary>Whether the left number is not the higher one.</summary>
    public static bool operator <=(CatalogNumber left, CatalogNumber right) => left.Value <= right.Value;

    /// <summary>Whether the left number is not the lower one.</summary>
    public static bool operator >=(CatalogNumber left, CatalogNumber right) => left.Value >= right.Value;
}
