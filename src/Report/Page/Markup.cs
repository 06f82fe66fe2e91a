using System.Globalization;
using System.Text;
using System.Xml;

namespace Ssa.Report.Page;

/// <summary>
/// Writes markup that is HTML and well-formed XML at once, pages and pictures alike. Every text and every attribute is escaped here and nowhere else: names of objects come from strangers.
/// </summary>
internal sealed class Markup
{
    /// <summary>Elements of HTML that have no end tag; any other element gets one even when it is empty.</summary>
    private static readonly HashSet<string> WithoutEnd = ["meta", "br", "col", "line", "circle", "rect", "path", "ellipse"];

    private readonly StringBuilder text = new(1 << 16);
    private readonly Stack<string> open = new();
    private readonly HashSet<string> ids = [];

    /// <summary>Writes the declaration that makes browsers follow the standard.</summary>
    public Markup Doctype()
    {
        text.Append("<!DOCTYPE html>\n");
        return this;
    }

    /// <summary>Begins an element.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="attributes">Its attributes; one whose value is null is left out.</param>
    /// <exception cref="InvalidOperationException">An id stands on the page already.</exception>
    public Markup Begin(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        text.Append('<').Append(name);
        foreach (var (key, value) in attributes)
        {
            if (value is null)
            {
                continue;
            }

            if (key == "id" && !ids.Add(value))
            {
                throw new InvalidOperationException($"The id {value} would stand twice on the page.");
            }

            text.Append(' ').Append(key).Append("=\"");
            Escape(value);
            text.Append('"');
        }

        if (WithoutEnd.Contains(name))
        {
            text.Append("/>");
            return this;
        }

        text.Append('>');
        open.Push(name);
        return this;
    }

    /// <summary>Ends the element that was begun last.</summary>
    public Markup End()
    {
        text.Append("</").Append(open.Pop()).Append('>');
        return this;
    }

    /// <summary>Ends it and the line.</summary>
    public Markup EndLine()
    {
        End();
        text.Append('\n');
        return this;
    }

    /// <summary>Writes text.</summary>
    public Markup Text(string value)
    {
        Escape(value);
        return this;
    }

    /// <summary>Writes an element that holds text.</summary>
    public Markup Element(string name, string value, params ReadOnlySpan<(string Name, string? Value)> attributes) => Begin(name, attributes).Text(value).End();

    /// <summary>Writes a paragraph.</summary>
    public Markup Paragraph(string value, string? cssClass = null)
    {
        Element("p", value, ("class", cssClass));
        text.Append('\n');
        return this;
    }

    /// <summary>Writes the page's own style sheet, which is no text of strangers and holds none of the characters that end it.</summary>
    public Markup Style(string sheet)
    {
        Begin("style");
        text.Append(sheet);
        return EndLine();
    }

    /// <summary>The markup.</summary>
    /// <exception cref="InvalidOperationException">An element was not ended.</exception>
    public override string ToString() =>
        open.Count == 0 ? text.ToString() : throw new InvalidOperationException($"The element {open.Peek()} was not ended.");

    /// <summary>A number as attributes of pictures have it: a tenth is a fraction of a pixel.</summary>
    public static string Coordinate(double value)
    {
        var rounded = Math.Round(value, 1);
        return (rounded == 0 ? 0 : rounded).ToString("0.#", CultureInfo.InvariantCulture);
    }

    private void Escape(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            switch (c)
            {
                case '&':
                    text.Append("&amp;");
                    break;
                case '<':
                    text.Append("&lt;");
                    break;
                case '>':
                    text.Append("&gt;");
                    break;
                case '"':
                    text.Append("&quot;");
                    break;
                case '\'':
                    text.Append("&#39;");
                    break;
                default:
                    i = AppendCharacter(value, i);
                    break;
            }
        }
    }

    /// <summary>Appends a character, or the replacement character where no page may hold it: control characters and halves of pairs.</summary>
    /// <returns>The index of the last character taken.</returns>
    private int AppendCharacter(string value, int at)
    {
        if (at + 1 < value.Length && char.IsSurrogatePair(value[at], value[at + 1]))
        {
            text.Append(value, at, 2);
            return at + 1;
        }

        text.Append(XmlConvert.IsXmlChar(value[at]) && value[at] is not ('\uFFFE' or '\uFFFF' or (>= '\u007F' and <= '\u009F')) ? value[at] : '\uFFFD');
        return at;
    }
}
