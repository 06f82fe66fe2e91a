namespace Ssa.Report.Page;

/// <summary>A table of the page: with a caption and scopes for screen readers, in a box of its own that scrolls and that a keyboard reaches.</summary>
internal sealed class DataTable
{
    private readonly Markup to;

    private DataTable(Markup to) => this.to = to;

    /// <summary>Writes a table.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="id">Its id.</param>
    /// <param name="caption">What it holds.</param>
    /// <param name="columns">The columns' names; one that begins with # holds numbers.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="write">Writes the cells of a row.</param>
    public static void Write<T>(Markup to, string id, string caption, IReadOnlyList<string> columns, IEnumerable<T> rows, Action<DataTable, T> write)
    {
        to.Begin("div", ("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-labelledby", $"{id}-caption"));
        to.Begin("table", ("id", id));
        to.Begin("caption", ("id", $"{id}-caption")).Element("span", caption).End();
        to.Begin("thead").Begin("tr");
        foreach (var column in columns)
        {
            to.Element("th", column.TrimStart('#'), ("scope", "col"), ("class", column.StartsWith('#') ? "number" : null));
        }

        to.End().End().Begin("tbody");
        var table = new DataTable(to);
        foreach (var row in rows)
        {
            to.Begin("tr");
            write(table, row);
            to.EndLine();
        }

        to.End().End().EndLine();
    }

    /// <summary>The cell that names the row.</summary>
    public void Head(string text, string? link = null)
    {
        to.Begin("th", ("scope", "row"));
        if (link is null)
        {
            to.Text(text);
        }
        else
        {
            to.Element("a", text, ("href", link));
        }

        to.End();
    }

    /// <summary>A cell of text.</summary>
    public void Text(string text, string? cssClass = null) => to.Element("td", text, ("class", cssClass));

    /// <summary>A cell of text that comes from a stranger, whose direction of writing must not reach beyond it.</summary>
    public void Name(string name, string details)
    {
        to.Begin("td", ("class", "name")).Element("bdi", name);
        if (details.Length > 0)
        {
            to.Begin("br").Element("span", details, ("class", "soft"));
        }

        to.End();
    }

    /// <summary>A cell with a count.</summary>
    public void Count(long count) => Text(Wording.Count(count), "number");

    /// <summary>A cell with a number, and the same with every digit for those who compute with it; a dash where it is not known.</summary>
    public void Number(string text, double? exact)
    {
        to.Begin("td", ("class", "number"));
        Exact(text, exact);
        to.End();
    }

    /// <summary>A cell with a number and the range around it.</summary>
    public void Range(double? value, double? low, double? high)
    {
        to.Begin("td", ("class", "number"));
        Exact(Wording.ProbabilityOrDash(value), value);
        if (low is not null || high is not null)
        {
            to.Begin("br").Begin("span", ("class", "soft"));
            Exact(Wording.ProbabilityOrDash(low), low);
            to.Text(" to ");
            Exact(Wording.ProbabilityOrDash(high), high);
            to.End();
        }

        to.End();
    }

    /// <summary>A cell with a time.</summary>
    public void Time(NodaTime.Instant time) =>
        to.Begin("td", ("class", "time")).Element("time", Wording.Milliseconds(time), ("datetime", Propagation.Time.UtcText.Format(time))).End();

    private void Exact(string text, double? exact)
    {
        if (exact is { } known)
        {
            to.Element("data", text, ("value", Wording.Exact(known)));
        }
        else
        {
            to.Text(text);
        }
    }
}
