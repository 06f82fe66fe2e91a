using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Ssa.Messages.Mutation;

namespace Ssa.Bench.Mutation;

/// <summary><c>mutate-messages</c>: damages messages of every sort by a seed and reads them; says how many, how long the longest took, and what no reader may do.</summary>
internal sealed class MutateMessagesCommand : Command
{
    private readonly Argument<FileInfo[]> files = new("FILE") { Description = "Messages: CDM, OEM, OPM, OMM in any notation, told apart by content; of folders all files.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<int> count = new("--count") { Description = "Damaged messages, over all files.", DefaultValueFactory = _ => 1_000_000 };
    private readonly Option<int> seed = new("--seed") { Description = "Seed of the damage.", DefaultValueFactory = _ => 1 };

    public MutateMessagesCommand()
        : base("mutate-messages", "Damage messages of every sort and read them: nothing may be thrown, hang or be accepted as what it is not.")
    {
        Arguments.Add(files);
        Options.Add(count);
        Options.Add(seed);
        SetAction(Run);
    }

    private int Run(ParseResult line)
    {
        var originals = (line.GetValue(files) ?? []).SelectMany(FilesOf).Select(path => (Name: path, Text: File.ReadAllBytes(path))).Where(file => MutatedReading.KindOf(file.Text) is not null).ToArray();
        if (originals.Length == 0)
        {
            Console.Error.WriteLine("None of the files is a message.");
            return 1;
        }

        var mutator = new MessageMutator(line.GetValue(seed));
        var byKind = new SortedDictionary<string, (long Count, TimeSpan Longest, string Where)>(StringComparer.Ordinal);
        var faults = 0;
        var all = Stopwatch.StartNew();
        for (var i = 0; i < line.GetValue(count); i++)
        {
            var (name, text) = originals[i % originals.Length];
            var kind = MutatedReading.KindOf(text)!;
            var mutated = mutator.Mutate(text);
            var watch = Stopwatch.StartNew();
            var fault = Read(kind, mutated);
            var (messages, longest, where) = byKind.GetValueOrDefault(kind, (0, TimeSpan.Zero, ""));
            byKind[kind] = watch.Elapsed > longest ? (messages + 1, watch.Elapsed, name) : (messages + 1, longest, where);
            if (fault is not null && ++faults <= 10)
            {
                Console.WriteLine($"message {i} of {name}: {fault}");
            }
        }

        foreach (var (kind, (messages, longest, where)) in byKind)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-9} {messages,9:N0} messages, longest {longest.TotalMilliseconds:F1} ms ({Path.GetFileName(where)})"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line.GetValue(count):N0} messages of {originals.Length} files in {all.Elapsed.TotalSeconds:F0} s, {faults} faults"));
        return faults == 0 ? 0 : 1;
    }

    private static IEnumerable<string> FilesOf(FileInfo file) =>
        Directory.Exists(file.FullName) ? Directory.GetFiles(file.FullName, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [file.FullName];

    private static string? Read(string kind, byte[] text)
    {
        try
        {
            return MutatedReading.Readers[kind](text);
        }
        catch (Exception exception)
        {
            return $"thrown: {exception}";
        }
    }
}
