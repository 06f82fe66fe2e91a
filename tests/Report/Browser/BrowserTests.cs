using System.Globalization;
using System.Text;
using System.Text.Json;
using Ssa.Catalog;
using Ssa.Tests;

namespace Ssa.Report.Tests.Browser;

/// <summary>The page in a real browser, on a wide screen and on a phone, in light and dark.</summary>
public class BrowserTests
{
    /// <summary>
    /// Everything that is wrong with what is shown, as a JSON array of texts: words that reach out of their picture, words of one picture that lie on each other, pictures without a name, a page that is
    /// wider than its window, a style sheet that was refused.
    /// </summary>
    private const string Check = """
        (() => {
          const faults = [];
          const root = document.scrollingElement;
          if (root.scrollWidth > innerWidth) faults.push(`the page is ${root.scrollWidth} wide, the window ${innerWidth}`);
          if (getComputedStyle(document.querySelector('nav ul')).listStyleType !== 'none') faults.push('the style sheet does not apply');
          const pictures = [...document.querySelectorAll('svg')];
          if (pictures.length < 1) faults.push('no picture');
          for (const picture of pictures) {
            const title = picture.querySelector('title')?.textContent ?? '';
            if (title.length === 0 || picture.getAttribute('role') !== 'img') faults.push('a picture without a name');
            const frame = picture.getBoundingClientRect();
            if (frame.width < 200 || frame.right > innerWidth) faults.push(`${title}: from ${frame.left} to ${frame.right}`);
            const words = [...picture.querySelectorAll('text')].map(text => ({ said: text.textContent, at: text.getBoundingClientRect() }));
            if (words.length < 4) faults.push(`${title}: only ${words.length} words`);
            for (const { said, at } of words)
              if (at.left < frame.left - 0.5 || at.right > frame.right + 0.5 || at.top < frame.top - 0.5 || at.bottom > frame.bottom + 0.5)
                faults.push(`${title}: '${said}' reaches out of the picture`);
            for (let i = 0; i < words.length; i++)
              for (let j = 0; j < i; j++) {
                const [a, b] = [words[i].at, words[j].at];
                // A letter's box has room above and below what is drawn: half a unit is no overlap.
                if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5)
                  faults.push(`${title}: '${words[i].said}' lies on '${words[j].said}'`);
              }
          }
          for (const table of document.querySelectorAll('table')) {
            const box = table.parentElement.getBoundingClientRect();
            if (box.right > innerWidth) faults.push(`the box of table ${table.id} reaches to ${box.right}`);
          }
          return JSON.stringify(faults);
        })()
        """;

    [Fact]
    public async Task The_page_is_whole_at_every_width_in_light_and_dark()
    {
        await using var browser = await HeadlessBrowser.Start();
        await Examine(browser, "sample", Inputs.Write(Inputs.Sample));

        // The longest names that readers let through, one of them without a place to break, and a window at whose times nothing is round.
        await Examine(browser, "long names", Inputs.Write(Inputs.Renamed(set => new string('W', 200) + set.Name)));
    }

    [Fact]
    public async Task Three_hundred_pictures_of_a_whole_catalogue_are_whole()
    {
        var catalogue = CatalogueReader.Read([Reference.Shared("catalogues/2024-11-01-celestrak-on-orbit.omm.csv.gz")], lenient: false, standardInput: null, TestContext.Current.CancellationToken);
        await using var browser = await HeadlessBrowser.Start();
        var page = Inputs.Write(Inputs.Of(catalogue, satcat: null, hours: 6) with { Top = ReportInput.LargestTop });
        foreach (var width in new[] { 1280, 390 })
        {
            var (faults, complaints) = await Look(browser, page, width);
            Assert.True(faults.Length + complaints.Count == 0, $"{width} wide:\n{string.Join("\n", faults.Concat(complaints))}");
            Assert.True(int.Parse(await browser.Evaluate("String(document.querySelectorAll('svg').length)"), CultureInfo.InvariantCulture) >= 300);
        }
    }

    [Fact]
    public async Task The_check_finds_what_it_looks_for()
    {
        await using var browser = await HeadlessBrowser.Start();
        var page = Encoding.UTF8.GetString(Inputs.Write(Inputs.Sample));
        var broken = page
            .Replace("<h1>", "<p>" + new string('W', 400) + "</p><h1 style=\"white-space: nowrap\">", StringComparison.Ordinal)
            .Replace("overflow-wrap: anywhere", "overflow-wrap: normal", StringComparison.Ordinal)
            .Replace("y=\"", "y=\"1", StringComparison.Ordinal);
        var (faults, complaints) = await Look(browser, Encoding.UTF8.GetBytes(broken), 390);
        Assert.Contains(faults, fault => fault.Contains("the page is", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("the style sheet does not apply", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("reaches out of the picture", StringComparison.Ordinal));
        Assert.NotEmpty(complaints);

        // The hash of the sheet stays, the coordinates of all words become one.
        var onePlace = System.Text.RegularExpressions.Regex.Replace(page, "<text( class=\"axis\")? x=\"[^\"]*\" y=\"[^\"]*\"", "<text x=\"50\" y=\"50\"");
        (faults, complaints) = await Look(browser, Encoding.UTF8.GetBytes(onePlace), 1280);
        Assert.Contains(faults, fault => fault.Contains("lies on", StringComparison.Ordinal));
        Assert.Empty(complaints);
    }

    private static async Task Examine(HeadlessBrowser browser, string name, byte[] page)
    {
        // A4 at 96 dots per inch, less margins of 1 cm; dark is for screens alone.
        var (printFaults, printComplaints) = await Look(browser, page, 718, isDark: true, isPrint: true);
        Assert.True(printFaults.Length + printComplaints.Count == 0, $"{name}, printed:\n{string.Join("\n", printFaults.Concat(printComplaints))}");
        Assert.Equal("rgb(255, 255, 255)", await browser.Evaluate("getComputedStyle(document.body).backgroundColor"));
        foreach (var width in new[] { 1280, 768, 390 })
        {
            foreach (var isDark in new[] { false, true })
            {
                var (faults, complaints) = await Look(browser, page, width, isDark);
                Assert.True(faults.Length + complaints.Count == 0, $"{name}, {width} wide, {(isDark ? "dark" : "light")}:\n{string.Join("\n", faults.Concat(complaints))}");
                Assert.Equal(isDark ? "rgb(20, 24, 29)" : "rgb(255, 255, 255)", await browser.Evaluate("getComputedStyle(document.body).backgroundColor"));
            }
        }
    }

    private static async Task<(string[] Faults, IReadOnlyList<string> Complaints)> Look(HeadlessBrowser browser, byte[] page, int width, bool isDark = false, bool isPrint = false)
    {
        var folder = Directory.CreateTempSubdirectory("ssa-report-");
        try
        {
            var path = Path.Combine(folder.FullName, "report.html");
            await File.WriteAllBytesAsync(path, page, TestContext.Current.CancellationToken);
            await browser.Open(path, width, isDark, isPrint);
            var faults = JsonSerializer.Deserialize<string[]>(await browser.Evaluate(Check))!;
            return (faults, [.. browser.Complaints]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
