using System.CommandLine;
using System.Text;
using Ssa.Cli.Formats;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa keys list</c>: who may call. Secrets are not in the store, and so not in the list.</summary>
internal sealed class KeysListCommand : SsaCommand
{
    private static readonly Choice<Form> Formats = new(("table", Form.Table), ("json", Form.Json));

    private readonly ValueOption<Form> format = CommonOptions.Format(Formats, "table");
    private readonly KeysOptions shared = new();

    /// <summary>Makes the command.</summary>
    public KeysListCommand(CommandHost host)
        : base("list", "List the keys of a store, the oldest first, with when they were last used.", host)
    {
        AddOptions([format, .. shared.All]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("Who may call", "ssa keys list"),
        ("For programs", "ssa keys list --format json --store ssa.db"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        var keys = shared.With(line, session, keys => keys.List());
        using var output = session.OpenOutput(null);
        using (var text = new StreamWriter(output.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" })
        {
            if (format.GetOr(line, Form.Table) == Form.Json)
            {
                KeyList.WriteJson(keys, text);
            }
            else
            {
                KeyList.WriteTable(keys, session.Clock.GetCurrentInstant(), text);
            }
        }

        output.Commit();
        return ExitCode.Done;
    }

    private enum Form
    {
        Table,
        Json,
    }
}
