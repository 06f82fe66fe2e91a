using System.Diagnostics;
using Grpc.Core;
using Ssa.Cli.Jobs;
using Ssa.Cli.Terminal;
using Ssa.Client;
using Ssa.Propagation;
using Ssa.Propagation.Time;
using Ssa.Screening;

namespace Ssa.Cli.Remote;

/// <summary>
/// The use case behind <c>ssa screen --server</c>. The close approaches come from the service; what is told beside them, risk and messages, follows here from the same element sets by the same code, so that
/// <c>--satcat</c>, <c>--hbr-table</c> and <c>--history</c> mean what they mean without a service, and the output is the same to the byte.
/// </summary>
/// <param name="server">The service.</param>
/// <param name="request">What to screen.</param>
/// <param name="session">The surroundings.</param>
internal sealed class RemoteScreening(ServerAddress server, ScreeningRequest request, Session session)
{
    /// <summary>Within this a service hears that its screening is not wanted any more; an interrupted run waits no longer.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1.5);

    /// <summary>Runs it.</summary>
    /// <param name="progress">Told how far the service has come; may be null.</param>
    /// <exception cref="CommandFailure">The service cannot be reached, refuses, or fails.</exception>
    /// <exception cref="OperationCanceledException">The user has interrupted; the service is told.</exception>
    public ScreeningReport Run(IProgress<ScreeningProgress>? progress) => ServiceCall.Wait(server, () => RunAsync(progress), session.Cancellation);

    private async Task<ScreeningReport> RunAsync(IProgress<ScreeningProgress>? progress)
    {
        var watch = Stopwatch.StartNew();
        using var client = server.Open();
        var catalogue = await RemoteCatalogue.Load(client, request.Catalogue, session).ConfigureAwait(false);

        // What is wrong with the request is said before anything is sent.
        var plan = ScreeningJob.Plan(request, catalogue.Loaded, session.Clock, session.Cancellation);
        var settings = new ContractSettings(plan, catalogue.HasServicesSatcat);
        var reading = watch.Elapsed;
        var report = await catalogue.EnsureTakenIn(client, session).ConfigureAwait(false);

        // Not cut short by an interruption: a screening whose name is not known could not be stopped.
        var screening = await client.CreateScreeningAsync(settings.Of(report.Snapshot), cancellation: CancellationToken.None).ConfigureAwait(false);
        ScreeningResult result;
        try
        {
            result = await Follow(client, screening, plan, progress).ConfigureAwait(false);
        }
        catch (Exception) when (session.Cancellation.IsCancellationRequested)
        {
            await Cancel(client, screening.Name).ConfigureAwait(false);
            throw;
        }

        session.Reporter.Note($"The service keeps the list as {screening.Name}.");
        return ScreeningJob.Report(plan, result, [new("read", reading), new("service", watch.Elapsed - reading)], session.Cancellation);
    }

    private async Task<ScreeningResult> Follow(SsaClient client, V1.Screening screening, ScreeningPlan plan, IProgress<ScreeningProgress>? progress)
    {
        var objects = plan.Selection.Objects;
        var places = objects.Select((one, index) => (one.Number, index)).ToDictionary(one => one.Number, one => one.index);
        var rows = new List<CloseApproach>();
        var state = new State(screening, progress);
        await foreach (var row in client.FollowAsync(screening.Name, state, session.Cancellation).ConfigureAwait(false))
        {
            rows.Add(ContractReader.Of(row, PlaceOf(row.First), PlaceOf(row.Second)));
        }

        var ended = state.Last;
        if (ended.State != V1.ScreeningState.Succeeded)
        {
            throw new CommandFailure(ended.State == V1.ScreeningState.Cancelled
                ? $"{server.Text}: {ended.Name} was cancelled by another caller; run the command again"
                : ended.ErrorMessage);
        }

        var refusals = new List<StateRefusal>();
        if (ended.RefusedCount > 0)
        {
            await foreach (var refused in client.ListRefusedObjectsAsync(ended.Name, session.Cancellation).ConfigureAwait(false))
            {
                refusals.Add(ContractReader.Of(refused, places[new CatalogNumber(refused.CatalogNumber)]));
            }
        }

        return new ScreeningResult
        {
            Settings = plan.Settings,
            Objects = objects,
            Approaches = rows,
            Refusals = refusals,
            Excluded = ExcludedPairs.OfCounts([.. plan.Exclusions.Zip(ended.ExcludedPairCounts)]),
            Stages = [],
        };

        int PlaceOf(V1.ConjunctionObject one) =>
            places.TryGetValue(new CatalogNumber(one.CatalogNumber), out var place) && objects[place].Epoch == one.Epoch.ToInstant()
                ? place
                : throw new CommandFailure($"{server.Text} screened an element set of object {one.CatalogNumber} of {UtcText.Format(one.Epoch.ToInstant())}, which is not the one that this program would take; use the same version for both");
    }

    private static async Task Cancel(SsaClient client, string name)
    {
        using var soon = new CancellationTokenSource(Farewell);
        try
        {
            await client.CancelScreeningAsync(name, soon.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is RpcException or OperationCanceledException)
        {
            // It cannot be told; it ends by itself.
        }
    }

    /// <summary>Hands on how far a screening has come, and keeps how it ended.</summary>
    private sealed class State(V1.Screening first, IProgress<ScreeningProgress>? progress) : IProgress<V1.Screening>
    {
        public V1.Screening Last { get; private set; } = first;

        public void Report(V1.Screening value)
        {
            Last = value;
            progress?.Report(new ScreeningProgress(value.Progress, value.ConjunctionCount));
        }
    }
}
