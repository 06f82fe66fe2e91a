using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Ssa.EndToEnd.Tests.Faults;

/// <summary>A service as a process of its own, talked to in JSON.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private ServiceProcess(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_said)
            {
                _said.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it has written to standard error.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts a service and waits until it is ready.</summary>
    public static async Task<ServiceProcess> Start(string store, params string[] options)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");

        // A write beyond a limit of file sizes is to fail as on a full disk, instead of ending the process.
        string[] line = [SsaProcess.ProgramPath, "serve", "--urls", address.ToString(), "--store", store, "--threads", "1", .. options];
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo(line[0], line[1..]) : new ProcessStartInfo("/bin/sh", ["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", .. line]);
        start.RedirectStandardError = true;
        var service = new ServiceProcess(Process.Start(start)!, address);
        while (true)
        {
            try
            {
                if (await service.Http.GetStringAsync("/healthz/ready", Cancellation) == "Healthy")
                {
                    return service;
                }
            }
            catch (HttpRequestException)
            {
                Assert.False(service._process.HasExited, service.Said);
            }

            await Task.Delay(50, Cancellation);
        }
    }

    /// <summary>Asks for a screening of the newest snapshot.</summary>
    /// <returns>Its number.</returns>
    public async Task<int> Create(string requestId, int thresholdKm, int days)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $$$"""{"requestId":"{{{requestId}}}","settings":{"thresholdKm":{{{thresholdKm}}},"duration":"{{{86400 * days}}}s"}}""");
        using var request = new StringContent(body, Encoding.UTF8, "application/json");
        using var created = await Http.PostAsync("/v1/screenings", request, Cancellation);
        Assert.True(created.StatusCode == HttpStatusCode.OK, await created.Content.ReadAsStringAsync(Cancellation));
        var name = (await created.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("screening").GetProperty("name").GetString()!;
        return int.Parse(name.Split('/')[1], CultureInfo.InvariantCulture);
    }

    public async Task<JsonElement> Screening(int id) => (await Http.GetFromJsonAsync<JsonElement>($"/v1/screenings/{id}", Cancellation)).GetProperty("screening");

    /// <summary>Waits until a screening is as a condition has it.</summary>
    public async Task<JsonElement> Until(int id, Func<JsonElement, bool> condition)
    {
        while (true)
        {
            var screening = await Screening(id);
            if (condition(screening))
            {
                return screening;
            }

            Assert.False(HasExited, Said);
            await Task.Delay(100, Cancellation);
        }
    }

    /// <summary>Waits until a screening has ended well.</summary>
    public async Task<JsonElement> UntilSucceeded(int id)
    {
        var ended = await Until(id, screening => screening.GetProperty("state").GetString() is not ("SCREENING_STATE_QUEUED" or "SCREENING_STATE_RUNNING"));
        Assert.Equal(("SCREENING_STATE_SUCCEEDED", ""), (ended.GetProperty("state").GetString(), ended.GetProperty("errorMessage").GetString()));
        return ended;
    }

    /// <summary>A screening's whole list: both numbers, and the distance as `ssa screen` prints it.</summary>
    public async Task<IReadOnlyList<(string First, string Second, string MissKm)>> List(int id)
    {
        var rows = new List<(string, string, string)>();
        string? token = null;
        do
        {
            var page = await Http.GetFromJsonAsync<JsonElement>($"/v1/screenings/{id}/conjunctions?pageSize=1000{(token is null ? "" : $"&pageToken={Uri.EscapeDataString(token)}")}", Cancellation);
            rows.AddRange(page.GetProperty("conjunctions").EnumerateArray().Select(row => (NumberOf(row, "first"), NumberOf(row, "second"), row.GetProperty("missDistanceKm").GetDouble().ToString("F9", CultureInfo.InvariantCulture))));
            token = page.GetProperty("nextPageToken").GetString();
        }
        while (token!.Length > 0);

        return rows;

        static string NumberOf(JsonElement row, string side) => row.GetProperty(side).GetProperty("catalogNumber").GetInt32().ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What `ssa screen` finds in the bundled sample, in the same words.</summary>
    public static IReadOnlyList<(string First, string Second, string MissKm)> ListOfCommand(int thresholdKm, int days) =>
    [
        .. SsaProcess.Run("screen", "--threshold", $"{thresholdKm}km", "--duration", $"{days}d", "--format", "csv").Expect(0).Rows.Select(row => (row["NORAD_CAT_ID_1"], row["NORAD_CAT_ID_2"], row["TCA_RANGE"])),
    ];

    /// <summary>Ends the process at once, as a loss of power does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks the process to end, and waits until it has.</summary>
    public void Stop()
    {
        SsaProcess.Signal(_process, SsaProcess.Terminate);
        SsaProcess.WaitForEnd(_process);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        Http.Dispose();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
