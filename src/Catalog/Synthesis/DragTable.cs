namespace Ssa.Catalog;

/// <summary>SGP4's drag term B* by height of perigee, as objects that do not manoeuvre have it in the catalogue of 2024-11-01. Below 400 km
/// the upper quantiles are cut, so that no object decays within two days of its epoch.</summary>
internal static class DragTable
{
    /// <summary>Lower edge of the perigee heights, km, and the 5, 25, 50, 75, 95 and 99 % quantiles of B*, per Earth radius.</summary>
    private static readonly (double FromKm, QuantileCurve BStar)[] Rows =
    [
        (double.NegativeInfinity, Row(0, 0, 7.27e-4, 1.0e-3, 1.2e-3, 1.2e-3)),
        (200, Row(3.0e-4, 5.0e-4, 7.0e-4, 9.0e-4, 1.1e-3, 1.2e-3)),
        (250, Row(3.54e-4, 1.13e-3, 1.85e-3, 2.4e-3, 3.4e-3, 4.0e-3)),
        (300, Row(5.28e-4, 1.19e-3, 1.90e-3, 3.43e-3, 6.0e-3, 8.0e-3)),
        (350, Row(7.04e-4, 1.10e-3, 2.01e-3, 3.52e-3, 1.2e-2, 2.0e-2)),
        (400, Row(7.25e-4, 1.19e-3, 1.65e-3, 2.52e-3, 8.45e-3, 2.22e-2)),
        (450, Row(6.30e-4, 9.93e-4, 1.46e-3, 2.20e-3, 7.22e-3, 2.94e-2)),
        (500, Row(5.80e-4, 1.02e-3, 1.57e-3, 4.03e-3, 1.78e-2, 3.82e-2)),
        (550, Row(4.50e-4, 9.33e-4, 1.68e-3, 4.80e-3, 1.86e-2, 3.90e-2)),
        (600, Row(3.82e-4, 9.89e-4, 2.94e-3, 7.98e-3, 2.17e-2, 5.70e-2)),
        (700, Row(2.92e-4, 9.67e-4, 2.87e-3, 7.31e-3, 1.71e-2, 7.64e-2)),
        (800, Row(1.99e-4, 5.92e-4, 1.87e-3, 4.99e-3, 1.05e-2, 5.22e-2)),
        (900, Row(1.07e-4, 2.00e-4, 5.18e-4, 2.74e-3, 1.14e-2, 4.48e-2)),
        (1000, Row(7.68e-5, 4.26e-4, 1.20e-3, 5.21e-3, 3.19e-2, 6.95e-2)),
        (1200, Row(-1.95e-5, 1.70e-4, 3.48e-4, 2.22e-3, 1.39e-2, 4.37e-2)),
        (1500, Row(-6.80e-4, 2.40e-4, 7.17e-4, 1.57e-3, 2.04e-2, 6.60e-2)),
        (2200, QuantileCurve.Constant(0)),
    ];

    /// <summary>Draws a B*, per Earth radius.</summary>
    public static double Draw(double perigeeKm, ref SplitMix64 random)
    {
        var row = Rows.Length - 1;
        while (Rows[row].FromKm > perigeeKm)
        {
            row--;
        }

        return Rows[row].BStar.At(random.NextUnit());
    }

    private static QuantileCurve Row(double q05, double q25, double q50, double q75, double q95, double q99) =>
        new((0, q05), (0.25, q25), (0.5, q50), (0.75, q75), (0.95, q95), (1, q99));
}
