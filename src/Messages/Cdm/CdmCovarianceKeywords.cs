namespace Ssa.Messages;

/// <summary>
/// The elements of covariance matrices, row by row to the diagonal: position, velocity, drag, solar radiation pressure, thrust. In RTN as CCSDS 508.0-B-1 table 3-4
/// has them, in Cartesian axes as the drafts of issue 2 do.
/// </summary>
internal static class CdmCovarianceKeywords
{
    /// <summary>The elements of the first three rows: position alone.</summary>
    public const int PositionElements = 6;

    /// <summary>The elements of the first six rows: position and velocity.</summary>
    public const int StateElements = 21;

    /// <summary>Rows of the largest matrix.</summary>
    public const int LargestDimension = 9;

    // Each row's quantity: name and powers of m, kg and s.
    private static readonly (string Name, int M, int Kg, int S)[] Quantities =
    [
        ("{0}", 1, 0, 0), ("{1}", 1, 0, 0), ("{2}", 1, 0, 0), ("{0}DOT", 1, 0, -1), ("{1}DOT", 1, 0, -1), ("{2}DOT", 1, 0, -1),
        ("DRG", 2, -1, 0), ("SRP", 2, -1, 0), ("THR", 1, 0, -2),
    ];

    /// <summary>The elements in radial, transverse and normal axes.</summary>
    public static CdmKeyword[] Rtn { get; } = Make("R", "T", "N", isOfIssue2: false);

    /// <summary>The elements in Cartesian axes.</summary>
    public static CdmKeyword[] Xyz { get; } = Make("X", "Y", "Z", isOfIssue2: true);

    /// <summary>The index of an element among those of its matrix.</summary>
    public static int IndexOf(int row, int column) => row >= column ? (row * (row + 1) / 2) + column : IndexOf(column, row);

    private static CdmKeyword[] Make(string first, string second, string third, bool isOfIssue2)
    {
        var made = new List<CdmKeyword>();
        for (var row = 0; row < LargestDimension; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var (a, b) = (Quantities[row], Quantities[column]);
                var name = $"C{Name(a.Name)}_{Name(b.Name)}";
                made.Add(new CdmKeyword(name, default, CdmValueKind.Number, Unit(a.M + b.M, a.Kg + b.Kg, a.S + b.S))
                {
                    IsMandatory = !isOfIssue2 && row < 6,
                    IsOfIssue2 = isOfIssue2,
                });
            }
        }

        return [.. made];

        string Name(string pattern) => pattern.Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal).Replace("{2}", third, StringComparison.Ordinal);
    }

    // m**2, m**2/s, m**3/(kg*s), m**4/kg**2
    private static string Unit(int m, int kg, int s)
    {
        string[] below = [.. new[] { Power("kg", -kg), Power("s", -s) }.Where(text => text.Length > 0)];
        return Power("m", m) + (below.Length == 0 ? "" : below.Length == 1 ? $"/{below[0]}" : $"/({string.Join('*', below)})");
    }

    private static string Power(string unit, int power) => power == 0 ? "" : power == 1 ? unit : $"{unit}**{power}";
}
