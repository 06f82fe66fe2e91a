using System.Text;
using System.Xml;
using System.Xml.Linq;
using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Risk;
using Ssa.Screening;

namespace Ssa.Report.Tests;

/// <summary>Inputs of pages, and pages read back.</summary>
internal static class Inputs
{
    private static readonly Lazy<ReportInput> TheSample = new(() => Of(BundledSample.Read(), BundledSample.Satcat));

    /// <summary>A day of the bundled sample.</summary>
    public static ReportInput Sample => TheSample.Value;

    /// <summary>A day of a catalogue, or so much of it.</summary>
    public static ReportInput Of(CatalogueInput catalogue, Satcat? satcat, double hours = 24, int threads = 0)
    {
        var start = EpochRule.Of(catalogue.Batch.Accepted);
        var selection = CatalogueSelection.Choose(catalogue.Batch.Accepted, start);
        var result = Screener.Screen(selection.Objects, new ScreeningSettings { Start = start, Duration = Duration.FromHours(hours), Threads = threads });
        return Of(result, catalogue, selection, satcat);
    }

    /// <summary>A finished screening.</summary>
    public static ReportInput Of(ScreeningResult result, CatalogueInput catalogue, CatalogueSelection selection, Satcat? satcat)
    {
        var assessor = new ConjunctionRiskAssessor(result, index => result.ObjectAt(index).Number is { } number && satcat?.Find(number)?.Type == ObjectType.Payload ? BodyClass.Payload : BodyClass.Unknown);
        return new ReportInput
        {
            Result = result,
            Catalogue = catalogue,
            Selection = selection,
            Satcat = satcat,
            Assessor = assessor,
            Settings = [new SettingLine("Threshold", "5 km")],
            SettingsSha256 = new string('0', 64),
            Program = "ssa of the tests",
        };
    }

    /// <summary>The sample with other names and without its designators' owners.</summary>
    public static ReportInput Renamed(Func<MeanElements, string> nameOf)
    {
        var catalogue = BundledSample.Read();
        var batch = new ElementSetBatch();
        batch.Accepted.AddRange(catalogue.Batch.Accepted.Select(set => set with { Name = nameOf(set) }));
        batch.SetAside.Add(new SetAsideRecord("<a>.tle", 7, "\"field\"", SetAsideReason.Field, "Found <script>alert(1)</script>.", "Mend & go on."));
        return Of(catalogue with { Batch = batch }, BundledSample.Satcat, hours: 6);
    }

    /// <summary>The bytes of a page.</summary>
    public static byte[] Write(ReportInput input)
    {
        using var to = new MemoryStream();
        ReportPage.Write(to, input, TestContext.Current.CancellationToken);
        return to.ToArray();
    }

    /// <summary>A page as a tree; fails where it is not well-formed.</summary>
    public static XDocument Parse(byte[] page)
    {
        using var reader = XmlReader.Create(new MemoryStream(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XDocument.Load(reader);
    }

    /// <summary>The page of the sample as a tree.</summary>
    public static XDocument SampleTree { get; } = Parse(Write(Sample));

    /// <summary>The page of the sample as text.</summary>
    public static string SampleText { get; } = Encoding.UTF8.GetString(Write(Sample));

    /// <summary>Elements by their name, whatever their namespace.</summary>
    public static IEnumerable<XElement> Named(this XContainer tree, string name) => tree.Descendants().Where(element => element.Name.LocalName == name);

    /// <summary>The element with an id.</summary>
    public static XElement ById(this XContainer tree, string id) => tree.Descendants().Single(element => element.Attribute("id")?.Value == id);

    /// <summary>An attribute's value, empty where there is none.</summary>
    public static string Of(this XElement element, string attribute) => element.Attribute(attribute)?.Value ?? "";
}
