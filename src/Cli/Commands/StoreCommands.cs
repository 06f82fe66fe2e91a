using System.CommandLine;
using System.Globalization;
using Ssa.Cli.Terminal;
using Ssa.Store;

namespace Ssa.Cli.Commands;

/// <summary>What <c>ssa store</c>'s commands share: which store, and how a report of it is told.</summary>
internal abstract class StoreCommand : SsaCommand
{
    private static readonly ServeSetting Setting = ServeSetting.All.Single(setting => setting.Name == "store");

    private readonly ValueOption<string> store = new("--store", Setting.ValueName, CommonOptions.ParsePath, $"The service's store. Also {Setting.Variable}. [default: {Setting.Default()}]");

    /// <summary>Makes the command.</summary>
    protected StoreCommand(string name, string description, CommandHost host)
        : base(name, description, host)
    {
        AddOptions(store);
    }

    /// <inheritdoc/>
    public sealed override int Run(ParseResult line, Session session)
    {
        var location = Setting.Find(store.TryGet(line, out var given) ? given : null, new Dictionary<string, string>()).Text;
        try
        {
            var report = Look(line, location);
            using var output = session.OpenOutput(null);
            using (var text = new StreamWriter(output.Stream, leaveOpen: true))
            {
                text.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"store         {report.Name}\nschema        {report.Schema} of {report.NewestSchema}\nsnapshots     {report.Snapshots}\nelement sets  {report.ElementSets}\nscreenings    {report.Screenings}\nconjunctions  {report.Conjunctions}\n"));
                text.Write(report.IsInOrder ? "in order\n" : string.Create(CultureInfo.InvariantCulture, $"not in order: {report.Faults.Count} faults\n"));
            }

            output.Commit();
            foreach (var fault in report.Faults)
            {
                session.Reporter.Error(fault);
            }

            return report.IsInOrder ? ExitCode.Done : ExitCode.Failed;
        }
        catch (StoreException fault)
        {
            throw new CommandFailure(fault.Message);
        }
    }

    /// <summary>Does what the command is for.</summary>
    /// <exception cref="StoreException">It cannot be done.</exception>
    protected abstract StoreReport Look(ParseResult line, string location);
}

/// <summary><c>ssa store check</c>: whether a store is in order.</summary>
internal sealed class StoreCheckCommand(CommandHost host) : StoreCommand("check", "Check a service's store without changing it, also while a service uses it.", host)
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("The usual store", "ssa store check"),
        ("A copy, before it is needed", "ssa store check --store backup.db"),
    ];

    /// <inheritdoc/>
    protected override StoreReport Look(ParseResult line, string location) => StoreCheck.Run(location);
}

/// <summary><c>ssa store backup</c>: a checked copy of a store.</summary>
internal sealed class StoreBackupCommand : StoreCommand
{
    private readonly Argument<string> path = new("PATH") { Description = "The copy's file; it must not exist." };

    /// <summary>Makes the command.</summary>
    public StoreBackupCommand(CommandHost host)
        : base("backup", "Copy a service's SQLite store as it stands at one moment, also while a service uses it, and check the copy.", host)
    {
        Arguments.Add(path);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("A copy with today's date", "ssa store backup \"ssa-$(date +%F).db\" --store ssa.db"),
        ("Back from it, once the service has ended", "rm -f ssa.db ssa.db-wal ssa.db-shm && cp ssa-2026-01-01.db ssa.db"),
    ];

    /// <inheritdoc/>
    protected override StoreReport Look(ParseResult line, string location) => StoreBackup.Make(location, line.GetValue(path)!);
}
