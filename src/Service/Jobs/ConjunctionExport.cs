using NodaTime.Text;
using Ssa.Messages;
using Ssa.Screening;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Jobs;

/// <summary>Writes stored conjunctions as conjunction data messages: the same bytes whenever it is asked, since the message counts as made when its screening was.</summary>
internal static class ConjunctionExport
{
    private const int HashDigits = 12;

    private static readonly InstantPattern Compact = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'.'ffffff");

    /// <summary>A conjunction as a file.</summary>
    /// <exception cref="Grpc.Core.RpcException">The row is no local minimum, a state is refused, or the format is not known.</exception>
    public static V1.ExportConjunctionResponse Of(SsaStore store, EphemerisShelf shelf, ScreeningRecord screening, StoredConjunction row, V1.CdmFormat format)
    {
        var (ending, mediaType) = format switch
        {
            V1.CdmFormat.Unspecified or V1.CdmFormat.Kvn => ("cdm", "text/plain"),
            V1.CdmFormat.Xml => ("xml", "application/xml"),
            V1.CdmFormat.Json => ("json", "application/json"),
            _ => throw Refusal.Field("format", "it is CDM_FORMAT_KVN, CDM_FORMAT_XML or CDM_FORMAT_JSON"),
        };
        if (row.Kind != CloseApproachKind.Minimum)
        {
            throw Refusal.Precondition("conjunction", "The row is an edge of the window and no closest approach: a message is made of a local minimum alone.");
        }

        var work = ScreeningWork.Of(store, shelf, screening, threads: 1);
        var approach = ScreeningWork.Load(row);
        var name = $"{work.WordOf(row.First)}_{work.WordOf(row.Second)}_{Compact.Format(approach.Tca)}";
        var message = work.MessageOf(approach, $"{name}_{screening.SettingsSha256[..HashDigits]}", screening.CreateTime)
            ?? throw Refusal.Precondition("conjunction", "A state of the pair is refused at the time of closest approach.");
        using var text = new StringWriter { NewLine = "\n" };
        switch (ending)
        {
            case "xml":
                CdmXmlWriter.Write(text, message);
                break;
            case "json":
                CdmJsonWriter.Write(text, [message]);
                break;
            default:
                CdmKvnWriter.Write(text, message);
                break;
        }

        return new V1.ExportConjunctionResponse { Cdm = text.ToString(), FileName = $"{name}.{ending}", MediaType = mediaType };
    }
}
