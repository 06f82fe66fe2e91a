using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Ssa.Assessment;
using Ssa.Catalog;
using Ssa.Cli.Jobs;
using Ssa.Messages;
using Ssa.Risk;
using Ssa.Screening;

namespace Ssa.Cli.Formats;

/// <summary>
/// Close approaches as conjunction data messages (CCSDS 508.0-B-1), one each: local minima only, since an edge of the window is no closest approach. Everything but CREATION_DATE follows from input and settings.
/// Comments say what the numbers rest on: public element sets, where covariances and radii come from, and how velocities' covariances were derived.
/// </summary>
internal sealed class ConjunctionCdm
{
    private const int HashDigits = 12;

    private static readonly InstantPattern Compact = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'.'ffffff");

    private readonly ScreeningReport report;
    private readonly Instant created;
    private readonly string hash;
    private readonly Dictionary<string, int> namesGiven = new(StringComparer.Ordinal);

    /// <summary>Prepares the messages of a screening.</summary>
    /// <param name="report">The screening.</param>
    /// <param name="created">The time at which the messages count as made.</param>
    public ConjunctionCdm(ScreeningReport report, Instant created)
    {
        (this.report, this.created) = (report, created);
        var sources = report.Catalogue.Input.Files.Select(file => file.Sha256).Concat(report.Ephemerides.Files.Select(file => file.Sha256)).Prepend(ConjunctionJson.HashOfSettings(report));
        hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', sources))))[..HashDigits];
    }

    /// <summary>Rows of the screening that become no message.</summary>
    public static int EdgeRowsOf(ScreeningResult result) => result.Approaches.Count(approach => approach.Kind != CloseApproachKind.Minimum);

    /// <summary>The messages in the order of the rows, each with a name that is its own and stays the same from run to run.</summary>
    public IEnumerable<(CdmMessage Message, string Name)> Messages(CancellationToken cancellation)
    {
        var minima = report.Result.Approaches.Where(approach => approach.Kind == CloseApproachKind.Minimum).ToArray();
        foreach (var (approach, risk) in report.Risk.InOrder(minima, report.Result.Settings.Threads, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            if (report.Risk.EncounterOf(approach) is { } encounter)
            {
                var name = NameOf(approach);
                yield return (MessageOf(approach, risk, encounter, name), name);
            }
        }
    }

    /// <summary>Writes the messages one after the other in keyword-value notation; each begins with its version.</summary>
    public void WriteKvn(Stream to, CancellationToken cancellation)
    {
        using var text = WriterOf(to);
        foreach (var (message, _) in Messages(cancellation))
        {
            CdmKvnWriter.Write(text, message);
        }
    }

    /// <summary>Writes the messages as one XML document, an <c>ndm</c> of many <c>cdm</c>.</summary>
    public void WriteXml(Stream to, CancellationToken cancellation)
    {
        using var text = WriterOf(to);
        CdmXmlWriter.WriteCombined(text, Messages(cancellation).Select(pair => pair.Message));
    }

    /// <summary>Writes one message.</summary>
    public static void WriteOne(Stream to, CdmMessage message, ConjunctionFormat format)
    {
        using var text = WriterOf(to);
        if (format == ConjunctionFormat.CdmXml)
        {
            CdmXmlWriter.Write(text, message);
        }
        else
        {
            CdmKvnWriter.Write(text, message);
        }
    }

    private static StreamWriter WriterOf(Stream to) => new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };

    private CdmMessage MessageOf(CloseApproach approach, ConjunctionRisk risk, Encounter encounter, string name) => ConjunctionMessage.Of(new ConjunctionMessageParts
    {
        MessageId = $"{name}_{hash}",
        Created = created,
        Settings = report.Result.Settings,
        Approach = approach,
        Risk = risk,
        RiskSettings = report.Risk.Settings,
        Encounter = encounter,
        First = PartyOf(approach.First),
        Second = PartyOf(approach.Second),
    });

    private ConjunctionParty PartyOf(int index)
    {
        var one = report.Result.ObjectAt(index);
        return new ConjunctionParty(
            one,
            one.Number is { } number && report.Catalogue.Satcat?.Find(number) is { } entry ? entry.Type : ObjectType.Unknown,
            report.Risk.Objects[index].Covariance,
            one.Ephemeris is { } ephemeris ? Path.GetFileName(report.Ephemerides.FileOf(ephemeris)) : "");
    }

    private string NameOf(in CloseApproach approach)
    {
        var name = $"{WordOf(approach.First)}_{WordOf(approach.Second)}_{Compact.Format(approach.Tca)}";

        // Two minima of a volume's metric may lie about one minimum of the distance.
        var before = namesGiven.GetValueOrDefault(name);
        namesGiven[name] = before + 1;
        return before == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{before + 1}");
    }

    /// <summary>The catalogue number; for an ephemeris without one its name, in letters that every file system takes, and its place, since names may be alike.</summary>
    private string WordOf(int index)
    {
        var one = report.Result.ObjectAt(index);
        return one.Number?.ToString()
            ?? string.Create(CultureInfo.InvariantCulture, $"{string.Concat(one.Name.Where(char.IsAsciiLetterOrDigit).Take(24))}-{index - report.Result.Objects.Count + 1}");
    }
}
