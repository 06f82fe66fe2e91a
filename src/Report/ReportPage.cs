using System.Security.Cryptography;
using System.Text;
using Ssa.Report.Figures;
using Ssa.Report.Page;

namespace Ssa.Report;

/// <summary>
/// A screening as one page of HTML that is also well-formed XML. It holds everything it shows, loads nothing and runs no script: its policy forbids both. The same input gives the same bytes.
/// </summary>
public static class ReportPage
{
    private static readonly (string Id, string Title)[] Parts =
        [("summary", "Summary"), ("rankings", "Rankings"), ("events", "Passes in pictures"), ("catalogue", "The catalogue"), ("sources", "What was screened"), ("settings", "Settings")];

    /// <summary>Writes a page.</summary>
    /// <param name="to">Where to; UTF-8.</param>
    /// <param name="input">What it tells.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ArgumentException"><see cref="ReportInput.Top"/> is out of range.</exception>
    public static void Write(Stream to, ReportInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(input);
        if (input.Top is < 1 or > ReportInput.LargestTop)
        {
            throw new ArgumentException($"{nameof(ReportInput.Top)} must be 1 to {ReportInput.LargestTop}.", nameof(input));
        }

        to.Write(Encoding.UTF8.GetBytes(Compose(input, cancellation)));
    }

    private static string Compose(ReportInput input, CancellationToken cancellation)
    {
        var markup = new Markup();
        var page = new PageContext(input, new EventRanking(input, cancellation), new ObjectStates(input.Result), markup);
        markup.Doctype().Begin("html", ("xmlns", "http://www.w3.org/1999/xhtml"), ("lang", "en"), ("xml:lang", "en"));
        WriteHead(page);
        markup.Begin("body");
        markup.Element("a", "Skip to the summary", ("class", "skip"), ("href", "#summary"));
        markup.Begin("nav", ("aria-label", "Parts of the page")).Begin("ul");
        foreach (var (id, title) in Parts.Where(part => part.Id != "events" || page.Ranking.Drawn.Count > 0))
        {
            markup.Begin("li").Element("a", title, ("href", $"#{id}")).End();
        }

        markup.End().EndLine();
        markup.Begin("main");
        SummarySection.Write(page);
        RankingSection.Write(page);
        EventSection.Write(page, cancellation);
        CatalogueSection.Write(page, cancellation);
        SourceSection.Write(page);
        return markup.EndLine().EndLine().EndLine().ToString();
    }

    private static void WriteHead(PageContext page)
    {
        var sheet = ReadSheet();
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
        var to = page.To.Begin("head");
        to.Begin("meta", ("charset", "utf-8"));
        to.Begin("meta", ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"));
        to.Begin("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        to.Begin("meta", ("name", "color-scheme"), ("content", "light dark"));
        to.Begin("meta", ("name", "referrer"), ("content", "no-referrer"));
        to.Element("title", $"Close approaches from {Wording.Seconds(page.Input.Result.Settings.Start)[..16]} UTC");
        to.Style(sheet);
        to.EndLine();
    }

    private static string ReadSheet()
    {
        using var content = typeof(ReportPage).Assembly.GetManifestResourceStream("page.css")
            ?? throw new InvalidOperationException("The assembly was built without its style sheet.");
        using var reader = new StreamReader(content, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
