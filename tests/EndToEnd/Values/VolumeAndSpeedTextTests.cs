using Ssa.Cli.Values;
using Ssa.Screening;

namespace Ssa.EndToEnd.Tests.Values;

public class VolumeAndSpeedTextTests
{
    [Theory]
    [InlineData("ellipsoid:0.4,25,25", VolumeShape.Ellipsoid, 0.4, 25, 25)]
    [InlineData("box:2,25,30.5", VolumeShape.Box, 2, 25, 30.5)]
    public void A_volume_is_a_shape_and_three_half_lengths(string text, VolumeShape shape, double r, double t, double n)
    {
        Assert.True(VolumeText.Parse(text).TryGet(out var volume, out _));
        Assert.Equal(new VolumeSize(shape, r, t, n), volume.Size);
        Assert.Equal(text, volume.Text);
    }

    [Fact]
    public void Handbook_has_no_size_of_its_own()
    {
        Assert.True(VolumeText.Parse("handbook").TryGet(out var volume, out _));
        Assert.Null(volume.Size);
        Assert.Equal("handbook", volume.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("box")]
    [InlineData("box:")]
    [InlineData("box:1,2,3,4")]
    [InlineData("box:1,,3")]
    [InlineData("box:-1,2,3")]
    [InlineData("box:1e2,2,3")]
    [InlineData("Handbook")]
    [InlineData(":1,2,3")]
    [InlineData("1,2,3")]
    public void Anything_else_is_no_volume(string text)
    {
        Assert.False(VolumeText.Parse(text).TryGet(out _, out var fault));
        Assert.Contains($"'{text}'", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10m/s", 0.01)]
    [InlineData("0.5km/s", 0.5)]
    public void Speeds_have_their_unit(string text, double kmPerS)
    {
        Assert.True(SpeedText.ParseKmPerS(text).TryGet(out var speed, out _));
        Assert.Equal(kmPerS, speed);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("0m/s")]
    [InlineData("-1m/s")]
    [InlineData("10m")]
    [InlineData("m/s")]
    public void Anything_else_is_no_speed(string text) => Assert.False(SpeedText.ParseKmPerS(text).TryGet(out _, out _));
}
