using Ssa.Cli.Values;

namespace Ssa.EndToEnd.Tests.Values;

public class ChoiceTests
{
    private static readonly Choice<int> Formats = new(("table", 1), ("csv", 2), ("socrates", 3));

    [Fact]
    public void A_word_stands_for_its_meaning()
    {
        Assert.True(Formats.Parse("socrates").TryGet(out var meaning, out _));
        Assert.Equal(3, meaning);
    }

    [Theory]
    [InlineData("cvs", "csv")]
    [InlineData("CSV", "csv")]
    [InlineData("socrate", "socrates")]
    [InlineData("tabel", "table")]
    public void A_mistyped_word_is_refused_with_the_one_that_was_meant(string typed, string meant)
    {
        Assert.False(Formats.Parse(typed).TryGet(out _, out var fault));
        Assert.Contains($"did you mean '{meant}'", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xml")]
    [InlineData("")]
    public void A_word_unlike_all_others_is_refused_with_the_list_and_no_guess(string typed)
    {
        Assert.False(Formats.Parse(typed).TryGet(out _, out var fault));
        Assert.Contains("table, csv, socrates", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("did you mean", fault, StringComparison.Ordinal);
    }
}
