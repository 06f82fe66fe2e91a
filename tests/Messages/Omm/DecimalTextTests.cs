using System.Globalization;
using System.Text;
using CsCheck;

namespace Ssa.Messages.Tests.Omm;

public sealed class DecimalTextTests
{
    [Theory]
    [InlineData(".1286E-4", .1286e-4)]
    [InlineData("-.22483E-4", -.22483e-4)]
    [InlineData("+5.", 5)]
    [InlineData("1.038e-05", 1.038e-5)]
    [InlineData("0", 0)]
    [InlineData("000123.4500", 123.45)]
    [InlineData("9007199254740993", 9007199254740992)] // 2^53 + 1: a tie, to even
    [InlineData("123456789012345678901234567890", 123456789012345678901234567890.0)]
    [InlineData("1e-300", 1e-300)]
    [InlineData("4.9406564584124654e-324", 4.9406564584124654e-324)]
    public void Numbers_of_every_form_are_correctly_rounded(string text, double value)
    {
        Assert.Equal(DecimalForm.Number, DecimalText.Read(Encoding.ASCII.GetBytes(text), out var read));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("1 2")]
    [InlineData("0x10")]
    [InlineData("1,5")]
    [InlineData("--1")]
    [InlineData("1e5.0")]
    public void What_is_no_number_is_malformed(string text) => Assert.Equal(DecimalForm.Malformed, DecimalText.Read(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("NaN")]
    [InlineData("-inf")]
    [InlineData("Infinity")]
    [InlineData("1e309")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e-400")]
    public void What_no_double_holds_is_not_finite(string text) => Assert.Equal(DecimalForm.NotFinite, DecimalText.Read(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Any_double_reads_back_from_its_shortest_text_and_from_seventeen_digits() => Gen.Double.Where(double.IsFinite).Sample(value =>
    {
        foreach (var format in (string[])["R", "E16", "E5"])
        {
            var text = value.ToString(format, CultureInfo.InvariantCulture);
            var expected = double.Parse(text, CultureInfo.InvariantCulture); // the runtime's parser is the oracle
            var form = DecimalText.Read(Encoding.ASCII.GetBytes(text), out var read);
            Assert.True(form == DecimalForm.Number ? read.Equals(expected) : !double.IsFinite(expected) || expected == 0, text);
        }
    });
}
