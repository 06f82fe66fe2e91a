using System.CommandLine;

namespace Ssa.Cli.Commands;

/// <summary>The program's commands.</summary>
internal static class SsaRoot
{
    /// <summary>Makes the tree of commands.</summary>
    public static RootCommand Make(CommandHost host)
    {
        var root = new RootCommand("Conjunction screening with public element sets: every close approach between catalogued objects.")
        {
            new ScreenCommand(host),
            new ReportCommand(host),
            new PropagateCommand(host),
            new RiskCommand(host),
            new ServeCommand(host),
            new Command("keys", "Make, list and revoke the keys that callers of the service show.")
            {
                new KeysCreateCommand(host),
                new KeysListCommand(host),
                new KeysRevokeCommand(host),
            },
            new Command("catalog", "Look into catalogues, fetch them, and make synthetic ones.")
            {
                new CatalogCheckCommand(host),
                new CatalogFetchCommand(host),
                new CatalogSynthesizeCommand(host),
            },
        };
        root.Options.OfType<VersionOption>().Single().Action = new VersionReport();
        HelpWithExamples.AddTo(root, [("Screen the bundled sample", "ssa screen"), ("How to screen your own catalogue", "ssa screen --help")]);
        return root;
    }
}
