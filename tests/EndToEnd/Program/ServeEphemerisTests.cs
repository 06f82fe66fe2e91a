using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NodaTime;
using Ssa.Client;
using Ssa.Service.Tests;
using Ssa.V1;

namespace Ssa.EndToEnd.Tests;

/// <summary>A participant's ephemeris in the service as a process of its own, held to <c>ssa screen --ephemeris</c>.</summary>
public class ServeEphemerisTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_screening_with_an_ephemeris_survives_kills_and_gives_the_list_of_ssa_screen()
    {
        using var folder = new TemporaryFolder();
        var oem = folder.PathOf("plan.oem");

        // A candidate in no catalogue, so that it also meets the station that it was tabulated from.
        await File.WriteAllTextAsync(oem, OemText.Kvn(25544, Duration.FromDays(41), "PLAN", stepSeconds: 120), Cancellation);
        var address = $"http://127.0.0.1:{FreePort()}";
        var store = folder.PathOf("store.db");
        var request = new CreateScreeningRequest { RequestId = "one", Settings = new() { ThresholdKm = 60, Duration = Duration.FromDays(40).ToProtobuf(), Primaries = { "regime=LEO" } } };
        var random = new Random(11);
        List<Conjunction> rows = [];
        var ephemeris = "";
        for (var run = 0; run < 4; run++)
        {
            using var service = SsaProcess.Start("serve", "--urls", address, "--store", store, "--threads", "1", "--quiet");
            try
            {
                using var client = new SsaClient(new Uri(address));
                await UntilReady(address, service);
                if (run == 0)
                {
                    await using var content = File.OpenRead(oem);
                    ephemeris = (await client.ImportEphemerisAsync(content, new EphemerisHeader { Title = "plan.oem" }, Cancellation)).Ephemeris.Name;
                    request.Settings.Ephemerides.Add(ephemeris);
                }

                var screening = (await client.Screening.CreateScreeningAsync(request, cancellationToken: Cancellation)).Screening;
                Assert.True(screening.IsPrivate);
                if (run == 3)
                {
                    rows = await client.FollowAsync(screening.Name, cancellation: Cancellation).ToListAsync(Cancellation);
                    Assert.Equal(ScreeningState.Succeeded, (await client.Screening.GetScreeningAsync(new GetScreeningRequest { Name = screening.Name }, cancellationToken: Cancellation)).Screening.State);
                }
                else
                {
                    // Somewhere within the run, or right at its start.
                    await Task.Delay(random.Next(3000), Cancellation);
                }
            }
            finally
            {
                service.Kill();
                service.WaitForExit();
            }
        }

        var expected = SsaProcess.Run("screen", "--ephemeris", oem, "--threshold", "60km", "--duration", "40d", "--primaries", "regime=LEO", "--format", "csv").Expect(0).Rows;
        Assert.Contains(rows, row => row.First.Ephemeris == ephemeris || row.Second.Ephemeris == ephemeris);
        Assert.Equal(
            expected.Select(row => (row["NORAD_CAT_ID_1"], row["NORAD_CAT_ID_2"], row["OBJECT_NAME_1"], row["OBJECT_NAME_2"], row["TCA_RANGE"])),
            rows.Select(row => (Number(row.First), Number(row.Second), row.First.ObjectName, row.Second.ObjectName, row.MissDistanceKm.ToString("F9", CultureInfo.InvariantCulture))));

        static string Number(ConjunctionObject side) => side.HasCatalogNumber ? side.CatalogNumber.ToString(CultureInfo.InvariantCulture) : "";
    }

    private static async Task UntilReady(string address, Process service)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        while (true)
        {
            try
            {
                if (await http.GetStringAsync("/healthz/ready", Cancellation) == "Healthy")
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!service.HasExited)
            {
                await Task.Delay(100, Cancellation);
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
