namespace Ssa.EndToEnd.Tests.Faults;

/// <summary>Clients that go away in the middle of an answer.</summary>
public class VanishedClientTests
{
    [Fact]
    public async Task Clients_that_vanish_cost_nobody_anything()
    {
        using var folder = new TemporaryFolder();
        using var service = await ServiceProcess.Start(folder.PathOf("store.db"));
        await service.Create("one", 30, 60);
        for (var i = 0; i < 20; i++)
        {
            // A client of its own each, gone after the first words of the stream.
            using var client = new HttpClient { BaseAddress = service.Http.BaseAddress };
            using var answer = await client.GetAsync("/v1/screenings/1:watch", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            await using var stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, await stream.ReadAsync(new byte[100], TestContext.Current.CancellationToken));
        }

        await service.UntilSucceeded(1);
        Assert.Equal(ServiceProcess.ListOfCommand(30, 60), await service.List(1));
        service.Stop();
        Assert.DoesNotContain("fail", service.Said, StringComparison.OrdinalIgnoreCase);
    }
}
