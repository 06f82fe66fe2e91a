using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ssa.Report.Tests.Browser;

/// <summary>A headless Chromium of the machine, driven through its DevTools protocol. Tests are skipped, visibly, where there is none.</summary>
internal sealed class HeadlessBrowser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    /// <summary>Only a hang lasts so long; no test depends on being faster.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly string profile;
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource deadline = new(Hang);
    private int last;

    private HeadlessBrowser(Process process, string profile) => (this.process, this.profile) = (process, profile);

    /// <summary>Everything the page did that it should not: requests of the network, and lines of the console, errors of its policy among them.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Starts a browser with one empty page; skips the test where none is installed.</summary>
    public static async Task<HeadlessBrowser> Start()
    {
        var program = Find();
        Assert.SkipWhen(program is null, "needs a browser: Chromium or Chrome on the PATH, or its path in the environment variable CHROME");
        var profile = Directory.CreateTempSubdirectory("ssa-browser-").FullName;
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--disable-background-networking",
            "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        ];
        var process = Process.Start(new ProcessStartInfo(program!, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        var browser = new HeadlessBrowser(process, profile);
        try
        {
            await browser.Connect();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a page at a width, in light or dark or as it prints, and waits until it is loaded.</summary>
    public async Task Open(string path, int width, bool isDark, bool isPrint)
    {
        Complaints.Clear();
        await Call("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await Call("Emulation.setEmulatedMedia", new JsonObject
        {
            ["media"] = isPrint ? "print" : "screen",
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" }),
        });
        var address = new Uri(path).AbsoluteUri;
        await Call("Page.navigate", new JsonObject { ["url"] = address });
        while (await Evaluate("document.readyState + ' ' + location.href") != $"complete {address}")
        {
            await Task.Delay(50, deadline.Token);
        }
    }

    /// <summary>The value of an expression of JavaScript, which must be a text.</summary>
    public async Task<string> Evaluate(string expression)
    {
        var answer = await Call("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true });
        return answer["result"]?["value"]?.GetValue<string>() ?? throw new InvalidOperationException($"The browser answered {answer.ToJsonString()}.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        deadline.Dispose();
        for (var attempt = 0; Directory.Exists(profile); attempt++)
        {
            try
            {
                Directory.Delete(profile, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                // Children of the browser write for a moment longer than it lives.
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROME") is { Length: > 0 } given)
        {
            return File.Exists(given) ? given : throw new FileNotFoundException("The environment variable CHROME names no file.", given);
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var extension = OperatingSystem.IsWindows() ? ".exe" : "";
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + extension))).FirstOrDefault(File.Exists);
    }

    private async Task Connect()
    {
        var said = new List<string>();
        while (await process.StandardError.ReadLineAsync(deadline.Token) is { } line)
        {
            said.Add(line);
            if (line.StartsWith("DevTools listening on ws://", StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync(deadline.Token);
                using var http = new HttpClient();
                var port = new Uri(line["DevTools listening on ".Length..]).Port;
                var targets = await http.GetFromJsonAsync<JsonArray>(new Uri($"http://127.0.0.1:{port}/json/list"), deadline.Token);
                var page = targets!.First(target => target!["type"]!.GetValue<string>() == "page")!["webSocketDebuggerUrl"]!.GetValue<string>();
                await socket.ConnectAsync(new Uri(page), deadline.Token);
                foreach (var domain in new[] { "Page", "Network", "Log", "Runtime" })
                {
                    await Call($"{domain}.enable", []);
                }

                return;
            }
        }

        throw new InvalidOperationException($"The browser ended without offering its protocol: {string.Join(" ", said)}");
    }

    private async Task<JsonNode> Call(string method, JsonObject parameters)
    {
        var id = ++last;
        var request = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters });
        await socket.SendAsync(request, WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
        while (true)
        {
            var message = await Receive();
            if (message["id"]?.GetValue<int>() != id)
            {
                Note(message);
                continue;
            }

            return message["error"] is { } error ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}") : message["result"]!;
        }
    }

    private async Task<JsonNode> Receive()
    {
        using var all = new MemoryStream();
        var block = new byte[1 << 16];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(block.AsMemory(), deadline.Token);
            all.Write(block, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(all.ToArray())!;
    }

    private void Note(JsonNode message)
    {
        var parameters = message["params"];
        switch (message["method"]?.GetValue<string>())
        {
            case "Log.entryAdded":
                Complaints.Add($"log: {parameters!["entry"]!["text"]}");
                break;
            case "Runtime.consoleAPICalled" or "Runtime.exceptionThrown":
                Complaints.Add($"console: {parameters!.ToJsonString()}");
                break;
            case "Network.requestWillBeSent" when parameters!["request"]!["url"]!.GetValue<string>() is var url && !url.StartsWith("file:", StringComparison.Ordinal):
                Complaints.Add($"request: {url}");
                break;
            default:
                break;
        }
    }
}
