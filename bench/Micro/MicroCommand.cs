using System.CommandLine;
using BenchmarkDotNet.Running;
using Ssa.Bench.Runs;

namespace Ssa.Bench.Micro;

/// <summary><c>micro [filter] [options of BenchmarkDotNet]</c>.</summary>
internal sealed class MicroCommand : Command
{
    public MicroCommand()
        : base("micro", "Benchmarks of kernels and readers with BenchmarkDotNet; options, such as --job short or --list flat, go to it.")
    {
        Add(new Argument<string?>("filter")
        {
            Description = "Run the benchmarks whose name contains this: StatesBenchmarks, Reading, Initialisation, DeepSpace. It comes before any option.",
            Arity = ArgumentArity.ZeroOrOne,
        });
        TreatUnmatchedTokensAsErrors = false;
        SetAction(Run);
    }

    private int Run(ParseResult line)
    {
        // In the order typed: the parser would take the 'short' of '--job short' for the filter.
        string[] words = [.. line.Tokens.Select(token => token.Value).SkipWhile(word => word != Name).Skip(1)];
        string[] arguments = words is [var filter, .. var options] && !filter.StartsWith('-')
            ? ["--filter", $"*{filter}*", .. options]
            : words.Contains("--filter") || words.Contains("-f") ? words : ["--filter", "*", .. words];

        // BenchmarkDotNet looks for this project below the working folder, and leaves its reports there.
        Environment.CurrentDirectory = Machine.FindRepository();
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(arguments).ToArray();
        return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.Count(report => report.Success) == summary.BenchmarksCases.Length) ? 0 : 1;
    }
}
