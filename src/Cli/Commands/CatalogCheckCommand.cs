using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ssa.Catalog;
using Ssa.Cli.Jobs;
using Ssa.Cli.Remote;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa catalog check</c>: the passport of a catalogue.</summary>
internal sealed class CatalogCheckCommand : SsaCommand
{
    private enum PassportFormat
    {
        Table,
        Json,
    }

    private static readonly Choice<PassportFormat> Formats = new(("table", PassportFormat.Table), ("json", PassportFormat.Json));

    private readonly CatalogueOptions catalogue;
    private readonly ServerOptions server;
    private readonly ValueOption<PassportFormat> format = CommonOptions.Format(Formats, "table");
    private readonly ValueOption<string> output = CommonOptions.Output();

    /// <summary>Makes the command.</summary>
    public CatalogCheckCommand(CommandHost host)
        : base("check", "What a catalogue holds: records, objects, epochs, regimes, hashes, and what was set aside and why.", host)
    {
        catalogue = new CatalogueOptions(this);
        server = new ServerOptions(this, catalogue.RefuseAtService);
        AddOptions([format, output, .. catalogue.Options, .. server.Options]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("For people", "ssa catalog check catalogue.tle"),
        ("What a service screens", "ssa catalog check --server http://127.0.0.1:5080"),
        ("For a program, failing where a record is bad", "ssa catalog check catalogue.csv.gz --format json --strict"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        using var target = session.OpenOutput(output.TryGet(line, out var path) ? path : null);
        if (server.Find(line, session) is { } address)
        {
            return CheckAt(address, line, target, session);
        }

        var loaded = LoadedCatalogue.Read(catalogue.RequestOf(line, session.Reporter), session.Cancellation);
        Write(target.Stream, CataloguePassport.Of(loaded.Input), format.GetOr(line, PassportFormat.Table));
        target.Commit();
        loaded.RequireElementSets();
        CatalogueOptions.Report(session.Reporter, loaded.Input.Batch);
        return catalogue.CodeOf(line, session.Reporter, loaded.Input.Batch.SetAside);
    }

    private int CheckAt(ServerAddress address, ParseResult line, OutputTarget target, Session session)
    {
        var (passport, files, unlisted) = RemotePassport.Find(address, catalogue.RequestOf(line, session.Reporter, isAtService: true), session);
        Write(target.Stream, passport, format.GetOr(line, PassportFormat.Table));
        target.Commit();
        if (files is not null)
        {
            files.RequireElementSets();
            CatalogueOptions.Report(session.Reporter, files.Input.Batch);
        }

        if (unlisted > 0)
        {
            session.Reporter.Warning($"The service lists the first {passport.SetAside.Count} records that were set aside; {unlisted} more are counted alone.");
        }

        return catalogue.CodeOf(line, session.Reporter, passport.SetAside);
    }

    private static void Write(Stream to, CataloguePassport passport, PassportFormat format)
    {
        if (format == PassportFormat.Json)
        {
            using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            PassportWriter.WriteJson(passport, json);
            json.Flush();
            to.Write("\n"u8);
        }
        else
        {
            using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            PassportWriter.WriteTable(passport, text);
        }
    }
}
