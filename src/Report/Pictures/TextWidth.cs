namespace Ssa.Report.Pictures;

/// <summary>
/// How wide a text of a picture becomes. Fonts differ from machine to machine, so widths are those of a wide one (DejaVu Sans, rounded up): what fits here fits with the others.
/// </summary>
internal static class TextWidth
{
    /// <summary>The size of all text in pictures, in units of the picture.</summary>
    public const double FontSize = 12;

    /// <summary>The height of a line.</summary>
    public const double LineHeight = 17;

    /// <summary>The width of a text in units of the picture.</summary>
    public static double Of(string text)
    {
        var em = 0.0;
        foreach (var c in text)
        {
            em += c switch
            {
                'i' or 'j' or 'l' or 'I' or '|' or '\'' => 0.32,
                ' ' or '\u00A0' or '.' or ',' or ':' or ';' => 0.34,
                'f' or 't' or 'r' or '(' or ')' or '-' or '/' => 0.44,
                'm' or 'w' or 'M' or 'W' or '%' or '@' => 1.0,
                '⁰' or '¹' or '²' or '³' or '⁴' or '⁵' or '⁶' or '⁷' or '⁸' or '⁹' or '⁻' => 0.43,
                '×' or '−' or '±' or '+' or '=' or '<' or '>' or 'σ' => 0.84,
                >= 'A' and <= 'Z' => 0.75,
                _ => 0.65,
            };
        }

        return em * FontSize;
    }
}
