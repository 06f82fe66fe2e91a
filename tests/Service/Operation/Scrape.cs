using System.Globalization;
using System.Text.RegularExpressions;

namespace Ssa.Service.Tests;

/// <summary>What <c>/metrics</c> says: values by name and labels.</summary>
internal sealed partial record Scrape(IReadOnlyDictionary<string, double> Samples, IReadOnlySet<string> Types)
{
    public static async Task<Scrape> Of(RunningService service, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = service.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", "text/plain;version=0.0.4");
        using var response = await http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        var lines = (await response.Content.ReadAsStringAsync(cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new Scrape(
            lines.Where(line => line[0] != '#').Select(line => Sample().Match(line)).ToDictionary(match => match.Groups[1].Value.Replace("{}", "", StringComparison.Ordinal), match => double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)),
            lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToHashSet());
    }

    /// <summary>Asks until a condition holds; a test ends with its own time limit where it never does.</summary>
    public static async Task<Scrape> Until(RunningService service, Func<Scrape, bool> holds, CancellationToken cancellation)
    {
        for (var i = 0; i < 600; i++)
        {
            var scrape = await Of(service, cancellation);
            if (holds(scrape))
            {
                return scrape;
            }

            await Task.Delay(100, cancellation);
        }

        throw new InvalidOperationException($"It never held:\n{string.Join('\n', (await Of(service, cancellation)).Samples.Select(sample => $"{sample.Key} {sample.Value}"))}");
    }

    /// <summary>The value of a sample by its name and labels as they stand in the text; null where there is none.</summary>
    public double? Find(string name) => Samples.TryGetValue(name, out var value) ? value : null;

    /// <summary>The samples of a metric, those of its histogram too.</summary>
    public IEnumerable<KeyValuePair<string, double>> Of(string metric) => Samples.Where(sample => Regex.IsMatch(sample.Key, $"^{metric}(_bucket|_sum|_count)?({{|$)"));

    [GeneratedRegex(@"^(\S+?(?:\{.*\})?) (\S+)( \d+)?$")]
    private static partial Regex Sample();
}
