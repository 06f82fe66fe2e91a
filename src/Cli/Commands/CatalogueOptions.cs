using System.CommandLine;
using System.CommandLine.Parsing;
using Ssa.Catalog;
using Ssa.Cli.Jobs;
using Ssa.Cli.Terminal;
using Ssa.Propagation;
using Ssa.Propagation.Time;

namespace Ssa.Cli.Commands;

/// <summary>The options of every command that reads a catalogue.</summary>
internal sealed class CatalogueOptions
{
    /// <summary>Set-aside records that are shown in full; the others are counted.</summary>
    private const int SetAsideShown = 5;

    private readonly Argument<string[]> files = new("FILE")
    {
        Description = "TLE (2 or 3 lines) or OMM (JSON, CSV, XML, KVN), plain or gzip, told apart by content; - is standard input. "
            + "Several files are one catalogue. Without a file: the bundled sample.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> lenient = new("--lenient") { Description = "Accept records whose checksum is wrong or missing." };
    private readonly Option<bool> strict = new("--strict") { Description = "Exit with 3 where records were set aside." };

    /// <summary>Adds FILE to a command.</summary>
    public CatalogueOptions(Command command)
    {
        // Options that do not exist arrive here, since a file could have any name.
        files.Validators.Add(RefuseOptions);
        command.Arguments.Add(files);
    }

    /// <summary>The options that go with it.</summary>
    public IReadOnlyList<Option> Options => [lenient, strict];

    /// <summary>Refuses what has no bearing on the catalogue of a service.</summary>
    public void RefuseAtService(CommandResult line)
    {
        if (line.GetResult(lenient) is { Implicit: false } && line.GetResult(files) is not { Tokens.Count: > 0 })
        {
            line.AddError("--lenient: the service's catalogue has been read before. Name the FILE that it is to read, or leave it out.");
        }
    }

    /// <summary>The catalogue that was asked for; says so where it is the bundled sample.</summary>
    /// <param name="line">The options.</param>
    /// <param name="reporter">Where to say it.</param>
    /// <param name="satcatPath">The satellite catalogue; null for none.</param>
    /// <param name="isAtService">Whether no file means what a service has, instead of the sample.</param>
    public CatalogueRequest RequestOf(ParseResult line, Reporter reporter, string? satcatPath = null, bool isAtService = false)
    {
        var paths = line.GetValue(files) ?? [];
        if (paths.Length == 0 && !isAtService)
        {
            reporter.Note("No FILE given: using the bundled sample, offline.");
        }

        return new CatalogueRequest(paths, line.GetValue(lenient), satcatPath);
    }

    /// <summary>Shows what was set aside, the first few records in full.</summary>
    /// <param name="line">The options.</param>
    /// <param name="reporter">Where to.</param>
    /// <param name="setAside">The catalogue's records.</param>
    /// <param name="ofEphemerides">Those of ephemerides, each shown in full.</param>
    /// <returns>The exit code that goes with it.</returns>
    public int Report(ParseResult line, Reporter reporter, IReadOnlyList<SetAsideRecord> setAside, params IReadOnlyList<SetAsideRecord> ofEphemerides)
    {
        foreach (var record in ofEphemerides)
        {
            reporter.Warning(SetAsideLine.Of(record));
        }

        foreach (var record in setAside.Take(SetAsideShown))
        {
            reporter.Warning(SetAsideLine.Of(record));
        }

        if (setAside.Count > SetAsideShown)
        {
            reporter.Note($"         and {setAside.Count - SetAsideShown} more set aside; 'ssa catalog check --format json' lists all.");
        }

        return CodeOf(line, reporter, [.. setAside, .. ofEphemerides]);
    }

    /// <summary>Tells what the user should know about element sets that were accepted.</summary>
    public static void Report(Reporter reporter, ElementSetBatch batch)
    {
        foreach (var remark in batch.Remarks.Take(SetAsideShown))
        {
            reporter.Note($"{remark.File}:{remark.Line}: {remark.Field}: {remark.Message}");
        }

        if (batch.Remarks.Count > SetAsideShown)
        {
            reporter.Note($"         and {batch.Remarks.Count - SetAsideShown} more remarks on accepted element sets.");
        }
    }

    /// <summary>Tells what the user should know about ephemerides: the reader's remarks, and which have no state in the window.</summary>
    public static void Report(Reporter reporter, ScreeningReport report)
    {
        foreach (var remark in report.Ephemerides.Files.SelectMany(file => file.Remarks))
        {
            reporter.Note($"{remark.File}:{remark.Line}: {remark.Field}: {remark.Message}");
        }

        foreach (var refusal in report.Result.Refusals.Where(refusal => refusal.WholeWindow))
        {
            if (report.Result.ObjectAt(refusal.ObjectIndex).Ephemeris is { } ephemeris)
            {
                reporter.Warning($"--ephemeris: {report.Ephemerides.FileOf(ephemeris)}: {ephemeris.Identity.Label} has states from {UtcText.Format(ephemeris.Start)} to {UtcText.Format(ephemeris.Stop)}, none of them in the window; move --start.");
            }
        }
    }

    /// <summary>Warns of records of the satellite catalogue that could not be used: their objects count as not listed.</summary>
    public static void Report(Reporter reporter, Satcat? satcat)
    {
        if (satcat is { SetAside.Count: > 0 })
        {
            reporter.Warning($"{satcat.SetAside.Count} records of the satellite catalogue were set aside, the first: {SetAsideLine.Of(satcat.SetAside[0])}");
        }
    }

    /// <summary>The exit code of a run that set records aside; says why where it is not 0.</summary>
    public int CodeOf(ParseResult line, Reporter reporter, IReadOnlyList<SetAsideRecord> setAside)
    {
        if (setAside.Count == 0 || !line.GetValue(strict))
        {
            return ExitCode.Done;
        }

        reporter.Error($"--strict: {setAside.Count} records were set aside. Mend or remove them, or leave out --strict.");
        return ExitCode.SetAside;
    }

    /// <summary>Refuses words that begin with a hyphen among files: options that do not exist.</summary>
    public static void RefuseOptions(ArgumentResult result)
    {
        foreach (var token in result.Tokens)
        {
            if (token.Value.Length == 0)
            {
                result.AddError("FILE: an empty text is not the name of a file.");
            }
            else if (token.Value.StartsWith('-') && token.Value != "-" && result.Parent is CommandResult { Command: var command })
            {
                result.AddError($"{WrongUsage.UnknownWord(token.Value, command)} A file of that name is written ./{token.Value}.");
                return;
            }
        }
    }
}
