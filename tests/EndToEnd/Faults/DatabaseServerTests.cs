using System.Net;
using Ssa.Store.Tests;

namespace Ssa.EndToEnd.Tests.Faults;

/// <summary>Services on a PostgreSQL server, where one is found.</summary>
public sealed class DatabaseServerTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_stops_and_starts_again_costs_nothing()
    {
        Assert.SkipUnless(server.IsThere, "No PostgreSQL server is installed.");
        using var service = await ServiceProcess.Start(server.NewDatabase());
        await service.Create("one", 30, 100);
        await service.Until(1, screening => screening.GetProperty("progress").GetDouble() > 0);
        server.Stop();
        try
        {
            // Refused as what can be tried again, and not ready; but alive.
            HttpStatusCode status;
            do
            {
                using var answer = await service.Http.GetAsync("/v1/screenings/1", Cancellation);
                status = answer.StatusCode;
            }
            while (status == HttpStatusCode.OK);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            using var ready = await service.Http.GetAsync("/healthz/ready", Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);

            // For longer than it is remembered that there is no key.
            for (var look = 0; look < 20; look++)
            {
                Assert.Equal("Healthy", await service.Http.GetStringAsync("/healthz/live", Cancellation));
                await Task.Delay(200, Cancellation);
            }
        }
        finally
        {
            server.Start();
        }

        while (true)
        {
            using var ready = await service.Http.GetAsync("/healthz/ready", Cancellation);
            if (ready.StatusCode == HttpStatusCode.OK)
            {
                break;
            }

            await Task.Delay(100, Cancellation);
        }

        // Connections of before are found broken one by one.
        for (var broken = true; broken;)
        {
            using var answer = await service.Http.GetAsync("/v1/screenings/1", Cancellation);
            broken = answer.StatusCode != HttpStatusCode.OK;
        }

        await service.UntilSucceeded(1);
        Assert.Equal(ServiceProcess.ListOfCommand(30, 100), await service.List(1));
    }

    [Fact]
    public async Task Two_services_share_the_work_and_each_screening_is_run_once()
    {
        Assert.SkipUnless(server.IsThere, "No PostgreSQL server is installed.");
        const int screenings = 8;
        var database = server.NewDatabase();
        using var one = await ServiceProcess.Start(database);
        using var other = await ServiceProcess.Start(database);
        var made = new List<(int Id, int ThresholdKm)>();
        for (var thresholdKm = 11; thresholdKm < 11 + screenings; thresholdKm++)
        {
            // The same request to both makes one screening.
            var ids = await Task.WhenAll(one.Create($"of-{thresholdKm}", thresholdKm, 30), other.Create($"of-{thresholdKm}", thresholdKm, 30));
            Assert.Equal(ids[0], ids[1]);
            made.Add((ids[0], thresholdKm));
        }

        foreach (var (id, thresholdKm) in made)
        {
            var ended = await (id % 2 == 0 ? one : other).UntilSucceeded(id);
            Assert.Equal(0, ended.GetProperty("resumeCount").GetInt32());
            Assert.Equal(ServiceProcess.ListOfCommand(thresholdKm, 30), await one.List(id));
        }

        var runs = (one.Said + other.Said).Split('\n').Count(line => line.Contains(" is done.", StringComparison.Ordinal));
        Assert.Equal(screenings, runs);
    }

    [Fact]
    public async Task What_a_lost_service_ran_is_taken_up_by_the_other()
    {
        Assert.SkipUnless(server.IsThere, "No PostgreSQL server is installed.");
        var database = server.NewDatabase();
        using var lost = await ServiceProcess.Start(database);
        await lost.Create("one", 30, 200);
        await lost.Until(1, screening => screening.GetProperty("progress").GetDouble() > 0);
        using var other = await ServiceProcess.Start(database);
        lost.Kill();
        var ended = await other.UntilSucceeded(1);
        Assert.Equal(1, ended.GetProperty("resumeCount").GetInt32());
        Assert.Equal(ServiceProcess.ListOfCommand(30, 200), await other.List(1));
    }
}
