namespace Ssa.Risk.Tests;

/// <summary>
/// Published cases that need no other file. Geometry: Chan 1997 (cases as Orekit's tests number them, CS-SI/Orekit fe4aee84), Alfano 2009 (AAS 09-233) cases 3 and 5 in the encounter plane, a CSM and a CDM of Serra et al. 2016;
/// values recomputed there to 50 digits. Metres: miss x, miss y, sigma x, sigma y, radius.
/// </summary>
public sealed class PublishedPlaneTests
{
    [Theory]
    [InlineData("Chan 01", 0.0, 10.0, 25.0, 50.0, 5.0, 0.009741511558277755)]
    [InlineData("Chan 02", 10.0, 0.0, 25.0, 50.0, 5.0, 0.009181058587597138)]
    [InlineData("Chan 03", 0.0, 10.0, 25.0, 75.0, 5.0, 0.006571204427531047)]
    [InlineData("Chan 04", 10.0, 0.0, 25.0, 75.0, 5.0, 0.006124959791114964)]
    [InlineData("Chan 05", 0.0, 1000.0, 1000.0, 3000.0, 10.0, 1.576577461201952e-05)]
    [InlineData("Chan 07", 0.0, 10000.0, 1000.0, 3000.0, 10.0, 6.443210176165342e-08)]
    [InlineData("Chan 08", 10000.0, 0.0, 1000.0, 3000.0, 10.0, 3.21855823273096e-27)]
    [InlineData("Chan 11", 0.0, 5000.0, 1000.0, 3000.0, 50.0, 0.0001038707078608441)]
    [InlineData("CSM 1", 84.875546, 60.583685, 57.918666, 152.8814468, 10.3, 0.001900199302315209)]
    [InlineData("CDM 1", -752.672701, 644.939441, 445.85995, 6095.858688, 3.5, 5.390395079133112e-07)]
    [InlineData("Alfano 3", -3.8872073, 0.1591646, 1.410183, 114.258519, 15.0, 0.1003829501256777)]
    [InlineData("Alfano 5", -1.2217895, 2.1230067, 0.0373279, 177.8109003, 10.0, 0.04450985952292012)]
    public void Every_method_that_answers_agrees(string name, double missX, double missY, double sigmaX, double sigmaY, double radius, double expected)
    {
        var plane = EncounterPlane.OfPrincipalAxes(missX, missY, sigmaX, sigmaY, radius);
        foreach (var (method, tolerance) in new[] { (PcMethod.DirectQuadrature, 1e-12), (PcMethod.Foster, 1e-8), (PcMethod.Alfano, 1e-8), (PcMethod.Patera, 1e-6), (PcMethod.Laas, 1e-8), (PcMethod.Chan, 1e-2), (PcMethod.Alfriend, 2e-2) })
        {
            var result = ShortEncounterPc.Compute(plane, method);
            if (method is (PcMethod.Chan or PcMethod.Alfriend) && name is ("Alfano 3" or "Alfano 5"))
            {
                Assert.Equal(PcStatus.NotApplicable, result.Status);
            }
            else if (method is PcMethod.DirectQuadrature or PcMethod.Laas || result.Status == PcStatus.Ok)
            {
                Assert.True(Math.Abs(result.Value!.Value - expected) <= tolerance * expected, $"{name}, {method}: {result.Value:R} instead of {expected:R}");
            }
        }
    }

    [Theory]
    [InlineData(100.0, 10.0, 1.0, 0.0036788098430182, 70.53309)]
    [InlineData(350.0, 15.0, 2.4, 0.0016181388521783, 103.1848)]
    [InlineData(500.0, 20.0, 40.0, 0.015490855324606, 10.5003)]
    [InlineData(4000.0, 10.0, 1.5, 3.4488630249269e-06, 1885.617)]
    public void Maxima_over_the_size_of_a_covariance_agree(double miss, double radius, double aspect, double expected, double sigma)
    {
        var maximum = AlfanoMaximum.Of(miss, radius, aspect);
        Assert.Equal(expected, maximum.Value, 1e-6 * expected);
        Assert.Equal(sigma, maximum.DilutionSigmaM, 1e-4 * sigma);
    }

    [Fact]
    public void A_radius_that_reaches_the_miss_is_certain()
    {
        Assert.Equal(new MaximumProbability { Value = 1, DilutionSigmaM = 0 }, AlfanoMaximum.Of(10, 10, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => AlfanoMaximum.Of(10, double.NaN, 3));
    }

    [Theory]
    [InlineData(700, 0.001, 98, 0, 115, 517, 137)]
    [InlineData(700, 0.001, 98, -2, 365, 1301, 137)]
    [InlineData(35786, 0.001, 70, 1, 357, 1932, 83)]
    public void Assumed_covariances_come_from_the_table_and_grow(double perigee, double eccentricity, double inclination, double age, double radial, double transverse, double normal)
    {
        var assumed = ElementSetCovariance.Of(perigee, eccentricity, inclination, age);
        Assert.Equal(new(radial, transverse, normal), assumed.SigmaRtnM);
        Assert.StartsWith("Flohrer 2008 Table 2", assumed.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Radii_name_their_source()
    {
        var table = new Dictionary<long, double> { [25544] = 60, [1] = 0 };
        Assert.Equal(new HardBodyRadius(60, "table"), HardBodyRadius.Of(25544, table, BodyClass.Payload));
        Assert.Equal("table + class: debris", (HardBodyRadius.Of(25544, table, BodyClass.Payload) + HardBodyRadius.Of(1, table, BodyClass.Debris)).Source);
    }
}
