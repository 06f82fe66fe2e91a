namespace Ssa.Risk.Tests;

/// <summary>The velocity errors that two-body motion gives a covariance of positions, against the motion itself.</summary>
public sealed class TwoBodyVelocityCovarianceTests
{
    private const double Gravity = 3.986004418e14;

    [Theory]
    [InlineData(7_000_000, 0, 7546.0)]
    [InlineData(7_000_000, 1500, 8200.0)]
    [InlineData(42_164_000, 0, 3074.66)]
    public void An_error_of_timing_turns_the_velocity_as_the_motion_does(double radiusM, double radialSpeed, double transverseSpeed)
    {
        // Along the track alone: what the state is a moment later differs by v·dt in position, of which v_T·dt is transverse, and by −µ/r²·dt in radial velocity.
        const double sigmaT = 300;
        var matrix = TwoBodyVelocityCovariance.Of(new(0, 0, 0, sigmaT * sigmaT, 0, 0), new(radiusM, 0, 0), new(radialSpeed, transverseSpeed, 0));
        var dt = sigmaT / transverseSpeed;
        var turned = -Gravity / (radiusM * radiusM) * dt;
        Assert.Equal(turned * sigmaT, matrix[(6 * 3) + 1], 1e-9 * Math.Abs(turned * sigmaT));
        Assert.Equal(turned * turned, matrix[(6 * 3) + 3], 1e-9 * turned * turned);
        Assert.Equal(0, matrix[(6 * 4) + 4]);
    }

    [Fact]
    public void A_radial_error_keeps_the_angular_momentum()
    {
        var matrix = TwoBodyVelocityCovariance.Of(new(100 * 100, 0, 0, 0, 0, 50 * 50), new(0, 7_000_000, 0), new(-7546, 0, 0));
        var rate = 7546 / 7_000_000.0;
        Assert.Equal(-rate * 100 * 100, matrix[4], 1e-6);
        Assert.Equal(1.01 * rate * rate * 100 * 100, matrix[(6 * 4) + 4], 1e-9);
        Assert.Equal(rate * rate * 50 * 50, matrix[(6 * 5) + 5], 1e-9);
    }

    [Fact]
    public void The_positions_block_is_the_one_given_and_the_matrix_is_symmetric()
    {
        var matrix = TwoBodyVelocityCovariance.Of(new(1, 2, 3, 40, 5, 60), new(7_000_000, 10, 20), new(3, 7000, 2800));
        Assert.Equal([1, 2, 3, 2, 40, 5, 3, 5, 60], matrix.Where((_, index) => index < 18 && index % 6 < 3));
        for (var row = 0; row < 6; row++)
        {
            for (var column = 0; column < row; column++)
            {
                Assert.Equal(matrix[(6 * row) + column], matrix[(6 * column) + row], 1e-12);
            }
        }
    }
}
