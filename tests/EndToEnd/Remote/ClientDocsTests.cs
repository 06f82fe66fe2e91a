using System.Diagnostics;
using System.Text.Json;
using Ssa.EndToEnd.Tests.Faults;
using Ssa.Tests;

namespace Ssa.EndToEnd.Tests.Remote;

/// <summary>What the pages and examples tell users to run, run as they say against a real service.</summary>
public sealed class ClientDocsTests
{
    private const string Documented = "http://127.0.0.1:5080";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_lines_of_curl_answer_as_the_page_says()
    {
        Assert.SkipUnless(ToolRun.IsThere("curl"), "needs curl");
        var lines = (await File.ReadAllLinesAsync(Reference.InRepository("docs/service.md"), Cancellation)).Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).ToArray();
        Assert.True(lines.Length >= 7, $"{lines.Length} lines of curl on the page");
        Assert.All(lines, line => Assert.Contains(Documented, line, StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        using var service = await ServiceProcess.Start(folder.PathOf("store.db"));
        var address = service.Http.BaseAddress!.ToString().TrimEnd('/');
        var answers = new List<JsonElement>();
        foreach (var line in lines)
        {
            var (code, output, error) = await ToolRun.Run("/bin/sh", ["-c", line.Replace("curl ", "curl -sS --fail-with-body ", StringComparison.Ordinal).Replace(Documented, address, StringComparison.Ordinal)]);
            Assert.True(code == 0, $"{line}\n{output}\n{error}");
            answers.Add(JsonDocument.Parse(output).RootElement);
            if (line.Contains("POST", StringComparison.Ordinal) && line.Contains("/v1/screenings ", StringComparison.Ordinal))
            {
                Assert.Equal("screenings/1", answers[^1].GetProperty("screening").GetProperty("name").GetString());
                await service.UntilSucceeded(1);
            }
        }

        Assert.Contains(answers, answer => answer.TryGetProperty("objects", out var objects) && objects.GetArrayLength() == 5 && objects[0].GetProperty("owner").GetString() == "JPN");
        Assert.Contains(answers, answer => answer.TryGetProperty("screening", out var screening) && screening.GetProperty("state").GetString() == "SCREENING_STATE_SUCCEEDED");
        var nearest = answers.Single(answer => answer.TryGetProperty("conjunctions", out _)).GetProperty("conjunctions").EnumerateArray().Select(row => row.GetProperty("missDistanceKm").GetDouble()).ToArray();
        Assert.Equal(3, nearest.Length);
        Assert.Equal(nearest.Order(), nearest);
        Assert.Contains(answers, answer => answer.TryGetProperty("assessment", out var assessment) && assessment.GetProperty("results").GetArrayLength() > 5);
        Assert.Contains(answers, answer => answer.TryGetProperty("cdm", out var message) && message.GetString()!.StartsWith("CCSDS_CDM_VERS", StringComparison.Ordinal));
        Assert.Contains(answers, answer => answer.TryGetProperty("report", out var report) && report.GetProperty("files").GetArrayLength() == 1);
    }

    [Fact]
    public async Task The_example_in_CSharp_screens_and_prints_the_ten_nearest()
    {
        // What the page shows is of the example.
        var page = await File.ReadAllTextAsync(Reference.InRepository("docs/clients.md"), Cancellation);
        var example = Reference.InRepository("examples/first-screening.cs");
        var code = await File.ReadAllLinesAsync(example, Cancellation);
        Assert.All(page.Split("```csharp\n")[1].Split("```")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line, code));

        using var folder = new TemporaryFolder();
        using var service = await ServiceProcess.Start(folder.PathOf("store.db"));
        var (exitCode, output, error) = await ToolRun.Run("dotnet", ["run", "-c", "Release", example, "--", service.Http.BaseAddress!.ToString()]);
        Assert.True(exitCode == 0, $"{output}\n{error}");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.StartsWith("screenings/1: Succeeded, ", StringComparison.Ordinal) && line.EndsWith(" close approaches of 290 objects", StringComparison.Ordinal));
        Assert.Equal(await Nearest(service), lines[^10..].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.Contains("Succeeded", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_in_Python_streams_resumes_pages_and_exports()
    {
        var python = await FindPython();
        Assert.SkipWhen(python is null, "needs python3 with grpcio, and grpcio-tools or protoc with grpc_python_plugin (Debian: python3-grpcio python3-protobuf protobuf-compiler protobuf-compiler-grpc libprotobuf-dev)");
        using var folder = new TemporaryFolder();
        using var service = await ServiceProcess.Start(folder.PathOf("store.db"));
        var (exitCode, output, error) = await ToolRun.Run(python!, [Reference.InRepository("examples/python/first_screening.py"), service.Http.BaseAddress!.Authority]);
        Assert.True(exitCode == 0, $"{output}\n{error}");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.StartsWith("SCREENING_STATE_SUCCEEDED 100%", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("the stream was cut after ", StringComparison.Ordinal) && !line.Contains("after 0 ", StringComparison.Ordinal));
        var summary = Array.FindIndex(lines, line => line.StartsWith("screenings/1: ", StringComparison.Ordinal));
        Assert.Contains("close approaches of 290 objects, in ", lines[summary], StringComparison.Ordinal);
        Assert.Equal(await Nearest(service), lines[(summary + 1)..(summary + 11)].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.Contains(lines, line => line.StartsWith("CCSDS_CDM_VERS", StringComparison.Ordinal));
    }

    private static async Task<string?> FindPython()
    {
        foreach (var candidate in new[] { "python3", "/usr/bin/python3" })
        {
            const string needs = "import grpc, shutil, sys\ntry:\n  import grpc_tools\nexcept ImportError:\n  sys.exit(0 if shutil.which('protoc') and shutil.which('grpc_python_plugin') else 1)";
            if (ToolRun.IsThere(candidate) && (await ToolRun.Run(candidate, ["-c", needs])).Code == 0)
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The ten least distances of the first screening, as the examples print them.</summary>
    private static async Task<IReadOnlyList<string>> Nearest(ServiceProcess service)
    {
        var page = JsonDocument.Parse(await service.Http.GetStringAsync("/v1/screenings/1/conjunctions?order=CONJUNCTION_ORDER_MISS_DISTANCE&pageSize=10", Cancellation)).RootElement;
        return [.. page.GetProperty("conjunctions").EnumerateArray().Select(row => row.GetProperty("missDistanceKm").GetDouble().ToString("F3", System.Globalization.CultureInfo.InvariantCulture))];
    }
}

/// <summary>Programs that users have beside ours.</summary>
internal static class ToolRun
{
    /// <summary>Whether a program can be started by its name.</summary>
    public static bool IsThere(string program) =>
        Path.IsPathRooted(program) ? File.Exists(program) : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> Run(string program, IReadOnlyList<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
