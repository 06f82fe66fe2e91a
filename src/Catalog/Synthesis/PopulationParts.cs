namespace Ssa.Catalog;

/// <summary>
/// The parts of the synthetic population, each with the number of its like among the 26,834 objects of 2024-11-01; docs/synthetic-population.md compares the
/// outcome with that catalogue.
/// </summary>
internal static class PopulationParts
{
    private static readonly QuantileCurve HeldByThrust = new((0, -2.7e-4), (0.05, -2.0e-4), (0.25, 5.8e-5), (0.5, 1.9e-4), (0.75, 6.6e-4), (1, 2.1e-3));

    private static readonly QuantileCurve HeldLow = new((0, -2.0e-4), (0.25, -2.8e-5), (0.5, 4.7e-5), (0.75, 1.9e-4), (1, 8.0e-4));

    private static readonly QuantileCurve HeldHigh = new((0, -2.3e-3), (0.25, -3.8e-4), (0.5, 1.3e-4), (0.75, 3.7e-4), (1, 1.6e-3));

    private static readonly QuantileCurve NoDrag = QuantileCurve.Constant(0);

    public static IReadOnlyList<PopulationPart> All { get; } =
    [
        .. Constellations(),
        .. Clouds(),
        new LowOrbitMap("LEO"),
        .. MediumOrbits(),
        .. Geosynchronous(),
        .. EllipticalOrbits(),
    ];

    private static IEnumerable<PopulationPart> Constellations() =>
    [
        Shell("NET53-540", 1498, 540, 53.2, planes: 72, capacity: 1584),
        Shell("NET53-547", 1213, 547.5, 53.05, planes: 72, capacity: 1584),
        Shell("NET43-559", 1342, 559, 43, planes: 28, capacity: 1680),
        Shell("NET70-572", 390, 572, 70, planes: 36, capacity: 720),
        Shell("NET98-563", 232, 563, 97.66, planes: 10, capacity: 560),
        Shell("NET43-445", 480, 445, 43, planes: 28, capacity: 1680),
        Shell("NET43-490", 165, 490, 43, planes: 28, capacity: 1680),
        Shell("NET53-480", 390, 480, 53.16, planes: 28, capacity: 1680),
        Shell("NET53-455", 285, 455, 53.16, planes: 28, capacity: 1680),
        new WalkerShell("NET53-360", 220) { HeightKm = 360, InclinationDeg = 53.16, Planes = 28, Capacity = 840, BStar = HeldLow },
        new OrbitBand("RAISING", 277)
        {
            PerigeeKm = QuantileCurve.Uniform(300, 530),
            ApogeeKm = QuantileCurve.Uniform(310, 535),
            InclinationDeg = new((0, 42.99), (0.4, 43.01), (0.401, 53.0), (1, 53.22)),
            BStar = HeldLow,
        },
        new WalkerShell("WEB88-1200", 654)
        {
            HeightKm = 1200, HeightStepKm = 3.6, InclinationDeg = 87.9, Planes = 12, Capacity = 720, NodeSpanDeg = 180, BStar = HeldHigh,
        },
        new WalkerShell("RELAY86-780", 70)
        {
            HeightKm = 780, InclinationDeg = 86.4, Planes = 6, Capacity = 72, NodeSpanDeg = 190, BStar = HeldByThrust,
        },
        Shell("RELAY52-1414", 35, 1414, 52, planes: 8, capacity: 48),
    ];

    private static WalkerShell Shell(string family, int weight, double heightKm, double inclinationDeg, int planes, int capacity) => new(family, weight)
    {
        HeightKm = heightKm,
        InclinationDeg = inclinationDeg,
        Planes = planes,
        Capacity = capacity,
        BStar = HeldByThrust,
    };

    // Like Fengyun-1C (2007), Cosmos 2251 and Iridium 33 (2009), and the upper stages of CZ-6A that broke up in 2022 and August 2024: nodes of the old clouds have
    // spread all around, the youngest is still nearly in one plane.
    private static IEnumerable<PopulationPart> Clouds() =>
    [
        new OrbitBand("CLOUD99", 2016)
        {
            PerigeeKm = QuantileCurve.OfSeven(454, 540, 687, 768, 813, 845, 854),
            ApogeeKm = QuantileCurve.OfSeven(574, 711, 835, 896, 983, 1296, 1663),
            InclinationDeg = QuantileCurve.OfSeven(97.30, 98.20, 98.63, 98.86, 99.10, 99.80, 102.36),
        },
        new OrbitBand("CLOUD74", 705)
        {
            PerigeeKm = QuantileCurve.OfSeven(410, 500, 618, 685, 738, 763, 770),
            ApogeeKm = QuantileCurve.OfSeven(464, 553, 687, 752, 823, 1277, 1455),
            InclinationDeg = QuantileCurve.OfSeven(73.76, 73.86, 73.99, 74.02, 74.04, 74.09, 74.18),
        },
        new OrbitBand("CLOUD86", 134)
        {
            PerigeeKm = QuantileCurve.OfSeven(497, 551, 644, 694, 730, 756, 764),
            ApogeeKm = QuantileCurve.OfSeven(512, 597, 678, 742, 776, 972, 1068),
            InclinationDeg = QuantileCurve.OfSeven(86.00, 86.21, 86.31, 86.35, 86.38, 86.41, 86.45),
            NodeSpreadDeg = 240,
        },
        new OrbitBand("CLOUD98", 686)
        {
            PerigeeKm = QuantileCurve.OfSeven(456, 582, 645, 752, 818, 828, 830),
            ApogeeKm = QuantileCurve.OfSeven(552, 712, 789, 850, 899, 1042, 1348),
            InclinationDeg = QuantileCurve.OfSeven(98.50, 98.59, 98.67, 98.79, 98.83, 98.98, 99.13),
            NodeSpreadDeg = 100,
        },
        new OrbitBand("CLOUD89", 601)
        {
            PerigeeKm = QuantileCurve.OfSeven(358, 467, 601, 698, 794, 798, 800),
            ApogeeKm = QuantileCurve.OfSeven(577, 717, 793, 812, 872, 1000, 1442),
            InclinationDeg = QuantileCurve.OfSeven(88.29, 88.66, 88.96, 89.02, 89.08, 89.33, 89.75),
            NodeSpreadDeg = 10,
        },
    ];

    private static IEnumerable<PopulationPart> MediumOrbits() =>
    [
        Navigation("NAV65", 187, QuantileCurve.Uniform(19090, 19130), QuantileCurve.Uniform(19130, 19200), QuantileCurve.OfSeven(63.7, 63.8, 64.5, 64.7, 65.5, 66.3, 66.6), planes: 3),
        Navigation("NAV55-20200", 42, QuantileCurve.Uniform(19700, 20150), QuantileCurve.Uniform(20200, 20650), QuantileCurve.OfSeven(52.0, 53.1, 54.5, 55.1, 55.7, 56.5, 57.5), planes: 6),
        Navigation("NAV55-RETIRED", 43, QuantileCurve.Uniform(20400, 21200), QuantileCurve.Uniform(20900, 21700), QuantileCurve.OfSeven(52.8, 53.0, 54.1, 55.4, 56.7, 63.3, 63.9), planes: 6),
        Navigation("NAV55-21530", 40, QuantileCurve.Uniform(21490, 21525), QuantileCurve.Uniform(21530, 21570), QuantileCurve.OfSeven(53.6, 53.7, 54.4, 54.7, 56.0, 56.2, 56.3), planes: 3),
        Navigation("NAV56-23220", 28, QuantileCurve.Uniform(23200, 23220), QuantileCurve.Uniform(23224, 23244), QuantileCurve.OfSeven(54.7, 54.8, 55.2, 55.4, 57.1, 57.3, 57.3), planes: 3),
        new OrbitBand("RELAY0-8060", 28)
        {
            PerigeeKm = QuantileCurve.Uniform(8055, 8064),
            ApogeeKm = QuantileCurve.Uniform(8066, 8075),
            InclinationDeg = QuantileCurve.Uniform(0.03, 0.06),
            BStar = NoDrag,
        },
        new OrbitBand("MEO-LOW", 183)
        {
            PerigeeKm = new((0, 550), (0.3, 800), (0.5, 1500), (0.75, 2050), (1, 3600)),
            ApogeeKm = new((0, 3400), (0.4, 3600), (0.6, 4100), (0.85, 5500), (1, 7000)),
            InclinationDeg = new((0, 1), (0.02, 25), (0.17, 45), (0.2, 50), (0.43, 53), (0.45, 62), (0.59, 68), (0.6, 84), (0.86, 89), (0.95, 95), (1, 120)),
        },
        new OrbitBand("MEO", 94)
        {
            PerigeeKm = new((0, 5700), (0.2, 8000), (0.25, 18500), (0.6, 21800), (0.85, 23400), (1, 31000)),
            ApogeeKm = new((0, 6000), (0.2, 9000), (0.25, 20500), (0.6, 22900), (0.85, 24500), (1, 33000)),
            InclinationDeg = QuantileCurve.OfSeven(0.05, 6, 53, 55.5, 62, 68, 90),
            BStar = NoDrag,
        },
    ];

    private static OrbitBand Navigation(string family, int weight, QuantileCurve perigee, QuantileCurve apogee, QuantileCurve inclination, int planes) =>
        new(family, weight)
        {
            PerigeeKm = perigee,
            ApogeeKm = apogee,
            InclinationDeg = inclination,
            Planes = planes,
            NodeSpreadDeg = 25,
            BStar = NoDrag,
        };

    private static IEnumerable<PopulationPart> Geosynchronous() =>
    [
        new GeostationaryBelt("GEO", 367),
        new GeosynchronousDrift("GEO-LIBRATING", 436) { PeriodOffsetMinutes = QuantileCurve.Uniform(-2, 2) },
        new GeosynchronousDrift("GEO-DRIFTING", 897) { PeriodOffsetMinutes = QuantileCurve.OfSeven(-106, -54, 3.9, 15.5, 24, 75, 170) },
    ];

    private static IEnumerable<PopulationPart> EllipticalOrbits() =>
    [
        new OrbitBand("MOLNIYA", 171)
        {
            PerigeeKm = QuantileCurve.OfSeven(350, 580, 1390, 2380, 4580, 7110, 8670),
            ApogeeKm = QuantileCurve.OfSeven(35000, 35500, 35940, 38050, 39030, 39680, 39870),
            InclinationDeg = QuantileCurve.OfSeven(61.6, 62.3, 63.5, 64.9, 68.6, 71.5, 72.4),
            PerigeeArgumentDeg = new((0, 0), (0.25, 42), (0.4, 240), (0.75, 277), (1, 360)),
            BStar = NoDrag,
        },
        new OrbitBand("TRANSFER", 611)
        {
            PerigeeKm = QuantileCurve.OfSeven(200, 236, 346, 534, 760, 1242, 1427),
            ApogeeKm = QuantileCurve.OfSeven(28500, 29050, 32280, 35140, 36060, 40240, 41400),
            InclinationDeg = new((0, 0.5), (0.16, 5), (0.46, 8), (0.47, 15), (0.57, 20), (0.72, 25), (0.9, 29), (0.92, 45), (0.94, 50), (0.941, 60), (1, 64.5)),
        },
        new OrbitBand("TRANSFER-SINKING", 646)
        {
            PerigeeKm = QuantileCurve.OfSeven(175, 196, 283, 400, 564, 1025, 1854),
            ApogeeKm = QuantileCurve.OfSeven(5900, 6720, 13830, 18240, 22840, 27090, 28050),
            InclinationDeg = new((0, 1), (0.05, 5), (0.17, 8), (0.18, 15), (0.23, 20), (0.28, 25), (0.42, 29), (0.45, 45), (0.64, 50), (0.755, 55), (0.78, 60), (0.9, 65), (0.97, 69), (1, 100)),
        },
        new OrbitBand("HIGH", 519)
        {
            PerigeeKm = new((0, 400), (0.05, 690), (0.25, 3460), (0.5, 7340), (0.75, 8660), (0.95, 17800), (1, 60000)),
            ApogeeKm = new((0, 31000), (0.05, 33080), (0.25, 34870), (0.5, 35620), (0.75, 37470), (0.95, 123480), (1, 187000)),
            InclinationDeg = new((0, 0.5), (0.04, 5), (0.14, 10), (0.42, 15), (0.61, 20), (0.77, 25), (0.84, 30), (0.87, 50), (0.88, 60), (0.95, 70), (1, 90)),
            BStar = NoDrag,
        },
    ];
}
