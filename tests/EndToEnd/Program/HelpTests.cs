using System.Text.RegularExpressions;

namespace Ssa.EndToEnd.Tests;

public partial class HelpTests
{
    [Theory]
    [InlineData("ssa screen")]
    [InlineData("ssa screen", "screen")]
    [InlineData("ssa report", "report")]
    [InlineData("ssa propagate", "propagate")]
    [InlineData("ssa risk", "risk")]
    [InlineData("ssa keys create", "keys")]
    [InlineData("ssa keys create", "keys", "create")]
    [InlineData("ssa keys list", "keys", "list")]
    [InlineData("ssa keys revoke", "keys", "revoke")]
    [InlineData("ssa catalog check", "catalog")]
    [InlineData("ssa catalog check", "catalog", "check")]
    [InlineData("ssa catalog fetch", "catalog", "fetch")]
    [InlineData("ssa catalog synthesize", "catalog", "synthesize")]
    public void Help_has_an_example_everywhere(string example, params string[] command)
    {
        var outcome = SsaProcess.Run([.. command, "--help"]).Expect(0);
        Assert.Contains("\nExamples:\n", outcome.Text, StringComparison.Ordinal);
        Assert.Contains($"\n  {example}", outcome.Text[outcome.Text.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Theory]
    [InlineData("screen")]
    [InlineData("report")]
    [InlineData("propagate")]
    [InlineData("risk")]
    [InlineData("serve")]
    [InlineData("keys create")]
    [InlineData("keys list")]
    [InlineData("keys revoke")]
    [InlineData("catalog check")]
    [InlineData("catalog fetch")]
    [InlineData("catalog synthesize")]
    public void Examples_use_only_options_that_exist(string command)
    {
        var help = SsaProcess.Run([.. command.Split(' '), "--help"]).Expect(0).Text;
        var (options, examples) = (help[..help.IndexOf("Examples:", StringComparison.Ordinal)], help[help.IndexOf("Examples:", StringComparison.Ordinal)..]);
        var used = OptionName().Matches(examples).Select(match => match.Value).Distinct().ToArray();
        Assert.All(used, option => Assert.Contains($"  {option} ", options, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_stands_above_faults_of_the_line() => SsaProcess.Run("screen", "--start", "never", "--help").Expect(0);

    [Fact]
    public void The_version_names_program_commit_runtime_and_lanes()
    {
        var lines = SsaProcess.Run("--version").Expect(0).Lines;
        Assert.Matches(@"^ssa \d+\.\d+\.\d+", lines[0]);
        Assert.Matches("^commit +([0-9a-f]{40}|unknown)", lines[1]);
        Assert.Matches(@"^runtime +\.NET 10\.", lines[2]);
        Assert.Matches("^lanes +(512 bits|256 bits|scalar)", lines[3]);
    }

    [GeneratedRegex("--[a-z][a-z0-9-]+")]
    private static partial Regex OptionName();
}
