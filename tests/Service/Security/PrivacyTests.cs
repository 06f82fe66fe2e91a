using Grpc.Core;
using NodaTime;
using Ssa.Client;
using Ssa.Service.Access;
using Ssa.V1;

namespace Ssa.Service.Tests.Security;

/// <summary>A private screening, held to one that was never made: nothing may tell them apart but its own participant.</summary>
public sealed class PrivacyTests : IAsyncLifetime
{
    private const string Never = "screenings/999999";

    private GuardedService _service = null!;
    private SsaClient _owner = null!;
    private SsaClient _other = null!;
    private SsaClient _admin = null!;
    private string _open = "";
    private string _hidden = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await GuardedService.Start();
        _owner = _service.Client(_service.Key(Role.Analyst, "one"));
        _other = _service.Client(_service.Key(Role.Operator, "two"));
        _admin = _service.Client(_service.Key(Role.Admin, "three"));
        var settings = new V1.ScreeningSettings { ThresholdKm = 20, Duration = Duration.FromHours(6).ToProtobuf() };
        _open = (await _owner.Screening.CreateScreeningAsync(new CreateScreeningRequest { Settings = settings }, cancellationToken: Cancellation)).Screening.Name;
        _hidden = (await _owner.Screening.CreateScreeningAsync(new CreateScreeningRequest { RequestId = "secret", Settings = settings, IsPrivate = true }, cancellationToken: Cancellation)).Screening.Name;
        foreach (var name in new[] { _open, _hidden })
        {
            Assert.NotEmpty(await _owner.FollowAsync(name, cancellation: Cancellation).ToListAsync(Cancellation));
        }
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Its_own_participant_and_administrators_see_it()
    {
        foreach (var client in new[] { _owner, _admin })
        {
            var screening = (await client.Screening.GetScreeningAsync(new() { Name = _hidden }, cancellationToken: Cancellation)).Screening;
            Assert.Equal((true, "one", "secret"), (screening.IsPrivate, screening.Participant, screening.RequestId));
            Assert.Equal(screening.ConjunctionCount, await client.ListConjunctionsAsync(new() { Parent = _hidden }, Cancellation).CountAsync(Cancellation));
            Assert.Contains(_hidden, (await client.Screening.ListScreeningsAsync(new(), cancellationToken: Cancellation)).Screenings.Select(one => one.Name));
        }
    }

    [Fact]
    public async Task By_name_it_answers_as_one_that_was_never_made()
    {
        var calls = new (string What, Func<SsaClient, string, Task> Call)[]
        {
            ("get", (client, name) => client.Screening.GetScreeningAsync(new() { Name = name }, cancellationToken: Cancellation).ResponseAsync),
            ("cancel", (client, name) => client.Screening.CancelScreeningAsync(new() { Name = name }, cancellationToken: Cancellation).ResponseAsync),
            ("watch", (client, name) => client.Screening.WatchScreening(new() { Name = name }, cancellationToken: Cancellation).ResponseStream.MoveNext(Cancellation)),
            ("watch from a cursor", (client, name) => client.Screening.WatchScreening(new() { Name = name, Cursor = "1" }, cancellationToken: Cancellation).ResponseStream.MoveNext(Cancellation)),
            ("watch from nonsense", (client, name) => client.Screening.WatchScreening(new() { Name = name, Cursor = "x" }, cancellationToken: Cancellation).ResponseStream.MoveNext(Cancellation)),
            ("list", (client, name) => client.Screening.ListConjunctionsAsync(new() { Parent = name }, cancellationToken: Cancellation).ResponseAsync),
            ("list with a filter", (client, name) => client.Screening.ListConjunctionsAsync(new() { Parent = name, CatalogNumber = 25544, Owner = "JPN", MaxMissDistanceKm = 1 }, cancellationToken: Cancellation).ResponseAsync),
            ("list with a wrong filter", (client, name) => client.Screening.ListConjunctionsAsync(new() { Parent = name, CatalogNumber = -1 }, cancellationToken: Cancellation).ResponseAsync),
            ("list with a wrong token", (client, name) => client.Screening.ListConjunctionsAsync(new() { Parent = name, PageToken = "x" }, cancellationToken: Cancellation).ResponseAsync),
            ("get a conjunction", (client, name) => client.Screening.GetConjunctionAsync(new() { Name = name + "/conjunctions/1" }, cancellationToken: Cancellation).ResponseAsync),
            ("replay", (client, name) => client.Screening.ReplayConjunctionAsync(new() { Name = name + "/conjunctions/1" }, cancellationToken: Cancellation).ResponseAsync),
            ("assess", (client, name) => client.Risk.AssessConjunctionAsync(new() { Name = name + "/conjunctions/1" }, cancellationToken: Cancellation).ResponseAsync),
            ("assess wrongly", (client, name) => client.Risk.AssessConjunctionAsync(new() { Name = name + "/conjunctions/1", MonteCarloSamples = -1 }, cancellationToken: Cancellation).ResponseAsync),
        };
        foreach (var (what, call) in calls)
        {
            var hidden = await Assert.ThrowsAsync<RpcException>(() => call(_other, _hidden));
            var never = await Assert.ThrowsAsync<RpcException>(() => call(_other, Never));
            Assert.Equal(StatusCode.NotFound, hidden.StatusCode);
            Assert.Equal((what, never.Status.Detail), (what, hidden.Status.Detail.Replace(_hidden, Never, StringComparison.Ordinal)));
            var (one, of) = (hidden.GetRpcStatus()!, never.GetRpcStatus()!);
            Assert.Equal(of.Details.Count, one.Details.Count);
            var info = one.GetDetail<Google.Rpc.ResourceInfo>()!;
            info.ResourceName = info.ResourceName.Replace(_hidden, Never, StringComparison.Ordinal);
            Assert.Equal(of.GetDetail<Google.Rpc.ResourceInfo>(), info);
            Assert.Equal(never.Trailers.Select(trailer => trailer.Key), hidden.Trailers.Select(trailer => trailer.Key));
        }

        // What its owner may do with it all the same.
        Assert.NotNull(await _owner.Screening.ReplayConjunctionAsync(new() { Name = _hidden + "/conjunctions/1" }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task JSON_tells_no_more()
    {
        using var http = new HttpClient { BaseAddress = _service.Url };
        http.DefaultRequestHeaders.Add("x-api-key", _service.Key(Role.Viewer, "two"));
        foreach (var path in new[] { "/v1/{0}", "/v1/{0}/conjunctions", "/v1/{0}/conjunctions/1", "/v1/{0}:watch" })
        {
            var (hidden, never) = (await Get(_hidden), await Get(Never));
            Assert.Equal((path, System.Net.HttpStatusCode.NotFound), (path, hidden.Status));
            Assert.Equal(never, (hidden.Status, hidden.Text.Replace(_hidden, Never, StringComparison.Ordinal)));

            async Task<(System.Net.HttpStatusCode Status, string Text)> Get(string name)
            {
                using var response = await http.GetAsync(path.Replace("{0}", name, StringComparison.Ordinal), Cancellation);
                return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
            }
        }
    }

    [Fact]
    public async Task Lists_and_histories_are_without_it()
    {
        var page = await _other.Screening.ListScreeningsAsync(new() { PageSize = 1 }, cancellationToken: Cancellation);
        Assert.Equal([_open], page.Screenings.Select(one => one.Name));
        Assert.Empty(page.NextPageToken);
        var row = await _owner.FollowAsync(_open, cancellation: Cancellation).FirstAsync(row => row.Kind == ConjunctionKind.Minimum, Cancellation);
        var request = new GetEventHistoryRequest { CatalogNumber1 = row.First.CatalogNumber, CatalogNumber2 = row.Second.CatalogNumber, NearTime = row.Tca };
        Assert.Equal([_open], await ScreeningsOf(_other));
        Assert.Equal([_open, _hidden], await ScreeningsOf(_owner));

        async Task<IEnumerable<string>> ScreeningsOf(SsaClient client) =>
            (await client.Risk.GetEventHistoryAsync(request, cancellationToken: Cancellation)).Records.Select(record => string.Join('/', record.Conjunction.Name.Split('/')[..2])).Distinct();
    }

    [Fact]
    public async Task The_name_of_a_request_belongs_to_its_participant()
    {
        var screening = (await _other.Screening.CreateScreeningAsync(new CreateScreeningRequest { RequestId = "secret" }, cancellationToken: Cancellation)).Screening;
        Assert.NotEqual(_hidden, screening.Name);
        Assert.Equal(("two", false), (screening.Participant, screening.IsPrivate));
        var colleague = _service.Client(_service.Key(Role.Analyst, "two"));
        Assert.Equal(screening.Name, (await colleague.Screening.CreateScreeningAsync(new CreateScreeningRequest { RequestId = "secret" }, cancellationToken: Cancellation)).Screening.Name);
    }

    [Fact]
    public async Task Analysts_stop_only_their_own_participants_screenings()
    {
        var long366 = new V1.ScreeningSettings { ThresholdKm = 20, Duration = Duration.FromDays(366).ToProtobuf() };
        var name = (await _owner.Screening.CreateScreeningAsync(new CreateScreeningRequest { Settings = long366 }, cancellationToken: Cancellation)).Screening.Name;
        var fault = await Assert.ThrowsAsync<RpcException>(() => _other.Screening.CancelScreeningAsync(new() { Name = name }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal((StatusCode.PermissionDenied, "NOT_YOURS"), (fault.StatusCode, fault.Reason()));
        await _service.Client(_service.Key(Role.Analyst, "one")).Screening.CancelScreeningAsync(new() { Name = name }, cancellationToken: Cancellation);
        var second = (await _owner.Screening.CreateScreeningAsync(new CreateScreeningRequest { Settings = long366 }, cancellationToken: Cancellation)).Screening.Name;
        await _admin.Screening.CancelScreeningAsync(new() { Name = second }, cancellationToken: Cancellation);
    }

    [Fact]
    public async Task A_page_token_holds_for_whom_it_was_given_to_and_unchanged_alone()
    {
        var request = new ListConjunctionsRequest { Parent = _open, PageSize = 1 };
        var token = (await _owner.Screening.ListConjunctionsAsync(request, cancellationToken: Cancellation)).NextPageToken;
        Assert.NotEmpty(token);
        request.PageToken = token;
        Assert.Single((await _owner.Screening.ListConjunctionsAsync(request, cancellationToken: Cancellation)).Conjunctions);
        await Refuses(_other, token);
        await Refuses(_admin, token);
        await Refuses(_owner, token[..^1]);
        for (var i = 0; i < token.Length - 1; i++)
        {
            await Refuses(_owner, token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..]);
        }

        async Task Refuses(SsaClient client, string text)
        {
            request.PageToken = text;
            var fault = await Assert.ThrowsAsync<RpcException>(() => client.Screening.ListConjunctionsAsync(request, cancellationToken: Cancellation).ResponseAsync);
            Assert.Equal((StatusCode.InvalidArgument, "page_token"), (fault.StatusCode, Assert.Single(fault.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations).Field));
        }
    }
}
