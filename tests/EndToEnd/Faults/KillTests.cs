namespace Ssa.EndToEnd.Tests.Faults;

/// <summary>Services that are killed and started again.</summary>
public class KillTests
{
    private const int Kills = 50;
    private const int ThresholdKm = 30;
    private const int Days = 300;

    [Fact]
    public async Task A_screening_survives_kills_at_random_moments_and_gives_the_list_of_ssa_screen()
    {
        using var folder = new TemporaryFolder();
        var store = folder.PathOf("store.db");
        var random = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var service = await ServiceProcess.Start(store, "--quiet");
            await service.Create("one", ThresholdKm, Days);

            // Somewhere within the run, or right at its start.
            await Task.Delay(random.Next(500), TestContext.Current.CancellationToken);
            service.Kill();
        }

        using var last = await ServiceProcess.Start(store, "--quiet");
        var ended = await last.UntilSucceeded(1);
        Assert.InRange(ended.GetProperty("resumeCount").GetInt32(), 2, Kills);
        Assert.Equal(ServiceProcess.ListOfCommand(ThresholdKm, Days), await last.List(1));
    }
}
