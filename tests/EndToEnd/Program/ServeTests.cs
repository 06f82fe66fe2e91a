using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Ssa.EndToEnd.Tests;

/// <summary>The service as a process of its own: started, killed, started again.</summary>
public class ServeTests
{
    [Fact]
    public async Task A_screening_survives_kills_at_random_moments_and_gives_the_list_of_ssa_screen()
    {
        using var folder = new TemporaryFolder();
        var address = $"http://127.0.0.1:{FreePort()}";
        var store = folder.PathOf("store.db");
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(1) };
        var random = new Random(7);
        var kills = 0;
        JsonElement screening;
        while (true)
        {
            using var service = SsaProcess.Start("serve", "--urls", address, "--store", store, "--threads", "1", "--quiet");
            try
            {
                await UntilReady(http, service);
                var request = new StringContent("""{"requestId":"one","settings":{"thresholdKm":30,"duration":"5184000s"}}""", Encoding.UTF8, "application/json");
                var created = await http.PostAsync("/v1/screenings", request, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, created.StatusCode);
                screening = await Screening(http);
                if (kills == 5)
                {
                    while (screening.GetProperty("state").GetString() is "SCREENING_STATE_QUEUED" or "SCREENING_STATE_RUNNING")
                    {
                        await Task.Delay(200, TestContext.Current.CancellationToken);
                        screening = await Screening(http);
                    }

                    break;
                }

                // Somewhere within the run, or right at its start.
                await Task.Delay(random.Next(2000), TestContext.Current.CancellationToken);
            }
            finally
            {
                service.Kill();
                service.WaitForExit();
            }

            kills++;
        }

        Assert.Equal("SCREENING_STATE_SUCCEEDED", screening.GetProperty("state").GetString());
        var expected = SsaProcess.Run("screen", "--threshold", "30km", "--duration", "60d", "--format", "csv").Expect(0).Rows;
        using var last = SsaProcess.Start("serve", "--urls", address, "--store", store, "--quiet");
        try
        {
            await UntilReady(http, last);
            var rows = new List<JsonElement>();
            for (var token = "first"; token.Length > 0;)
            {
                var page = await http.GetFromJsonAsync<JsonElement>(
                    $"/v1/screenings/1/conjunctions?pageSize=1000{(token == "first" ? "" : $"&pageToken={Uri.EscapeDataString(token)}")}", TestContext.Current.CancellationToken);
                rows.AddRange(page.GetProperty("conjunctions").EnumerateArray());
                token = page.GetProperty("nextPageToken").GetString()!;
            }

            Assert.Equal(
                expected.Select(row => (row["NORAD_CAT_ID_1"], row["NORAD_CAT_ID_2"], row["TCA_RANGE"])),
                rows.Select(row => (Number(row, "first"), Number(row, "second"), row.GetProperty("missDistanceKm").GetDouble().ToString("F9", System.Globalization.CultureInfo.InvariantCulture))));
        }
        finally
        {
            last.Kill();
            last.WaitForExit();
        }

        static string Number(JsonElement row, string side) => row.GetProperty(side).GetProperty("catalogNumber").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Settings_are_shown_with_their_sources_and_without_secrets()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("settings.json", """{"threads": 3, "urls": "http://127.0.0.1:7000"}""");
        var shown = SsaProcess.Run("serve", "--show-config", "--config", file, "--urls", "http://127.0.0.1:8000", "--store", "postgres://me:secret@host/db").Expect(0);
        Assert.Contains("urls = http://127.0.0.1:8000  (option --urls)", shown.Lines);
        Assert.Contains("threads = 3  (file)", shown.Lines);
        Assert.Contains("store = postgres://me:***@host/db  (option --store)", shown.Lines);
        Assert.DoesNotContain("secret", shown.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls", "http://0.0.0.0:5080", "loopback")]
    [InlineData("--urls", "nowhere", "URL")]
    [InlineData("--threads", "-1", "whole number")]
    [InlineData("--auth", "none", "auto or required")]
    [InlineData("--urls", "https://127.0.0.1:5080", "--tls-certificate")]
    [InlineData("--tls-key", "key.pem", "tls_certificate")]
    [InlineData("--jwt-issuer", "http://issuer.example", "https")]
    [InlineData("--jwt-issuer", "https://issuer.example", "audience")]
    [InlineData("--max-streams", "0", "whole number")]
    public void What_it_cannot_run_with_is_refused_by_name(string option, string value, string said)
    {
        var refused = SsaProcess.Run("serve", option, value).Expect(2);
        Assert.Contains(option == "--jwt-issuer" ? "jwt_" : option[2..].Replace('-', '_'), refused.Error, StringComparison.Ordinal);
        Assert.Contains(said, refused.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Screening(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("/v1/screenings/1", TestContext.Current.CancellationToken)).GetProperty("screening");

    private static async Task UntilReady(HttpClient http, Process service)
    {
        while (true)
        {
            try
            {
                if (await http.GetStringAsync("/healthz/ready", TestContext.Current.CancellationToken) == "Healthy")
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!service.HasExited)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
