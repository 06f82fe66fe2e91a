using System.Net;
using Grpc.Core;
using NodaTime;
using Ssa.Client;
using Ssa.Service.Access;
using Ssa.V1;

namespace Ssa.Service.Tests.Security;

/// <summary>A participant's private ephemeris and what was screened with it, held to what never was: nothing may tell them apart but its own participant.</summary>
public sealed class EphemerisPrivacyTests : IAsyncLifetime
{
    private const string Never = "ephemerides/123456";
    private const string NeverScreened = "screenings/999999";
    private const int Source = 48274;

    private static readonly Google.Protobuf.WellKnownTypes.Duration Hours24 = Duration.FromHours(24).ToProtobuf();

    private GuardedService _service = null!;
    private SsaClient _owner = null!;
    private SsaClient _other = null!;
    private SsaClient _admin = null!;
    private string _text = "";
    private string _open = "";
    private string _hidden = "";
    private string _screening = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await GuardedService.Start();
        _owner = _service.Client(_service.Key(Role.Analyst, "one"));
        _other = _service.Client(_service.Key(Role.Operator, "two"));
        _admin = _service.Client(_service.Key(Role.Admin, "three"));
        _text = OemText.Kvn(Source, Duration.FromHours(25), "SECRET PLAN", number: Source);
        _open = await Import(_owner, EphemerisVisibility.Public);
        _hidden = await Import(_owner);
        _screening = (await Create(_owner, "secret", new() { ThresholdKm = 100, Duration = Hours24, Ephemerides = { _hidden } })).Name;
        Assert.NotEmpty(await _owner.FollowAsync(_screening, cancellation: Cancellation).ToListAsync(Cancellation));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Its_own_participant_and_administrators_see_it()
    {
        var colleague = _service.Client(_service.Key(Role.Viewer, "one"));
        foreach (var client in new[] { _owner, colleague, _admin })
        {
            var ephemeris = (await client.Catalog.GetEphemerisAsync(new() { Name = _hidden }, cancellationToken: Cancellation)).Ephemeris;
            Assert.Equal(("one", EphemerisVisibility.Private, "SECRET PLAN"), (ephemeris.Participant, ephemeris.Visibility, ephemeris.ObjectName));
            Assert.Equal([_hidden, _open], await client.ListEphemeridesAsync(Cancellation).Select(one => one.Name).ToListAsync(Cancellation));
            var screening = (await client.Screening.GetScreeningAsync(new() { Name = _screening }, cancellationToken: Cancellation)).Screening;
            Assert.Equal(("one", true), (screening.Participant, screening.IsPrivate));
            Assert.NotEmpty(await client.ListConjunctionsAsync(new() { Parent = _screening }, Cancellation).ToListAsync(Cancellation));
        }
    }

    [Fact]
    public async Task By_name_it_answers_as_one_that_never_was()
    {
        await SameFor(_hidden, Never, StatusCode.NotFound,
            ("get", (client, name) => client.Catalog.GetEphemerisAsync(new() { Name = name }, cancellationToken: Cancellation).ResponseAsync),
            ("delete", (client, name) => client.Catalog.DeleteEphemerisAsync(new() { Name = name }, cancellationToken: Cancellation).ResponseAsync));

        // In settings too, whatever else is wrong with them; an administrator takes no other participant's private one either.
        (string, Func<SsaClient, string, Task>)[] screens =
        [
            ("screen", (client, name) => Create(client, "", new() { Ephemerides = { name } })),
            ("screen beside a public one", (client, name) => Create(client, "", new() { Ephemerides = { _open, name } })),
            ("screen with a selector of its name", (client, name) => Create(client, "", new() { Ephemerides = { name }, Primaries = { "name=SECRET*" } })),
            ("screen with a selector of nothing", (client, name) => Create(client, "", new() { Ephemerides = { name }, Primaries = { "name=NOTHING*" } })),
            ("screen with a wrong threshold", (client, name) => Create(client, "", new() { Ephemerides = { name }, ThresholdKm = -1 })),
            ("screen without element sets", (client, name) => Create(client, "", new() { Ephemerides = { name }, MaxAge = new() { Nanos = 1 } })),
            ("screen openly", (client, name) => client.Screening.CreateScreeningAsync(new() { Settings = new() { Ephemerides = { name } }, IsPrivate = true }, cancellationToken: Cancellation).ResponseAsync),
        ];
        await SameFor(_hidden, Never, StatusCode.InvalidArgument, screens);
        await SameFor(_hidden, Never, StatusCode.InvalidArgument, screens, _admin);

        // It is as it was.
        Assert.NotNull(await _owner.Catalog.GetEphemerisAsync(new() { Name = _hidden }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task What_was_screened_with_it_answers_as_what_never_was() => await SameFor(_screening, NeverScreened, StatusCode.NotFound,
        ("get", (client, name) => client.Screening.GetScreeningAsync(new() { Name = name }, cancellationToken: Cancellation).ResponseAsync),
        ("cancel", (client, name) => client.Screening.CancelScreeningAsync(new() { Name = name }, cancellationToken: Cancellation).ResponseAsync),
        ("watch", (client, name) => client.Screening.WatchScreening(new() { Name = name }, cancellationToken: Cancellation).ResponseStream.MoveNext(Cancellation)),
        ("list", (client, name) => client.Screening.ListConjunctionsAsync(new() { Parent = name }, cancellationToken: Cancellation).ResponseAsync),
        ("list by number", (client, name) => client.Screening.ListConjunctionsAsync(new() { Parent = name, CatalogNumber = Source }, cancellationToken: Cancellation).ResponseAsync),
        ("get a conjunction", (client, name) => client.Screening.GetConjunctionAsync(new() { Name = name + "/conjunctions/1" }, cancellationToken: Cancellation).ResponseAsync),
        ("replay", (client, name) => client.Screening.ReplayConjunctionAsync(new() { Name = name + "/conjunctions/1" }, cancellationToken: Cancellation).ResponseAsync),
        ("export", (client, name) => client.Screening.ExportConjunctionAsync(new() { Name = name + "/conjunctions/1" }, cancellationToken: Cancellation).ResponseAsync),
        ("assess", (client, name) => client.Risk.AssessConjunctionAsync(new() { Name = name + "/conjunctions/1" }, cancellationToken: Cancellation).ResponseAsync));

    [Fact]
    public async Task JSON_tells_no_more()
    {
        using var http = new HttpClient { BaseAddress = _service.Url };
        http.DefaultRequestHeaders.Add("x-api-key", _service.Key(Role.Analyst, "two"));
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            var (hidden, never) = (await Send(_hidden), await Send(Never));
            Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
            Assert.Equal(never, (hidden.Status, hidden.Text.Replace(_hidden, Never, StringComparison.Ordinal)));

            async Task<(HttpStatusCode Status, string Text)> Send(string name)
            {
                using var request = new HttpRequestMessage(method, $"/v1/{name}");
                using var response = await http.SendAsync(request, Cancellation);
                return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
            }
        }

        Assert.DoesNotContain("SECRET", (await http.GetStringAsync("/v1/screenings", Cancellation)).Replace(_open, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(_hidden, await http.GetStringAsync("/v1/ephemerides", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_pages_and_histories_are_without_it()
    {
        var page = await _other.Catalog.ListEphemeridesAsync(new() { PageSize = 1 }, cancellationToken: Cancellation);
        Assert.Equal([_open], page.Ephemerides.Select(one => one.Name));
        Assert.Empty(page.NextPageToken);
        Assert.Empty((await _other.Screening.ListScreeningsAsync(new(), cancellationToken: Cancellation)).Screenings);

        // A token of its owner's is of no use to others.
        var token = (await _owner.Catalog.ListEphemeridesAsync(new() { PageSize = 1 }, cancellationToken: Cancellation)).NextPageToken;
        Assert.NotEmpty(token);
        await Assert.ThrowsAsync<RpcException>(() => _other.Catalog.ListEphemeridesAsync(new() { PageSize = 1, PageToken = token }, cancellationToken: Cancellation).ResponseAsync);

        var row = await _owner.FollowAsync(_screening, cancellation: Cancellation).FirstAsync(row => row.First.HasCatalogNumber && row.Second.HasCatalogNumber, Cancellation);
        var request = new GetEventHistoryRequest { CatalogNumber1 = row.First.CatalogNumber, CatalogNumber2 = row.Second.CatalogNumber, NearTime = row.Tca };
        Assert.Empty((await _other.Risk.GetEventHistoryAsync(request, cancellationToken: Cancellation)).Records);
        Assert.Equal(row, Assert.Single((await _owner.Risk.GetEventHistoryAsync(request, cancellationToken: Cancellation)).Records).Conjunction);
    }

    [Fact]
    public async Task The_same_content_from_another_participant_is_another_ephemeris()
    {
        var theirs = await Import(_other);
        Assert.NotEqual(_hidden, theirs);
        Assert.Equal([theirs, _open], await _other.ListEphemeridesAsync(Cancellation).Select(one => one.Name).ToListAsync(Cancellation));
        await _other.Catalog.DeleteEphemerisAsync(new() { Name = theirs }, cancellationToken: Cancellation);
        Assert.NotNull(await _owner.Catalog.GetEphemerisAsync(new() { Name = _hidden }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_public_one_is_for_all_to_use_and_for_its_owner_to_delete()
    {
        var settings = new V1.ScreeningSettings { ThresholdKm = 50, Duration = Hours24, Ephemerides = { _open } };
        var screening = await Create(_other, "", settings);
        Assert.Equal(("two", false), (screening.Participant, screening.IsPrivate));
        var rows = await _owner.FollowAsync(screening.Name, cancellation: Cancellation).ToListAsync(Cancellation);
        Assert.Contains(rows, row => row.First.Ephemeris == _open || row.Second.Ephemeris == _open);

        var fault = await Assert.ThrowsAsync<RpcException>(() => _other.Catalog.DeleteEphemerisAsync(new() { Name = _open }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal((StatusCode.PermissionDenied, "NOT_YOURS"), (fault.StatusCode, fault.Reason()));
        await _owner.Catalog.DeleteEphemerisAsync(new() { Name = _open }, cancellationToken: Cancellation);

        // Who has screened with it keeps that, and nobody screens with it any more.
        var replay = await _other.Screening.ReplayConjunctionAsync(new() { Name = rows[0].Name }, cancellationToken: Cancellation);
        Assert.Equal(rows[0], replay.Conjunction);
        await SameFor(_open, Never, StatusCode.InvalidArgument, ("screen", (client, name) => Create(client, "", new() { Ephemerides = { name } })));
        await SameFor(_open, Never, StatusCode.NotFound, ("get", (client, name) => client.Catalog.GetEphemerisAsync(new() { Name = name }, cancellationToken: Cancellation).ResponseAsync));
        await _admin.Catalog.DeleteEphemerisAsync(new() { Name = _hidden }, cancellationToken: Cancellation);
        Assert.Empty(await _owner.ListEphemeridesAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_screening_is_private_where_that_is_asked_for_or_an_ephemeris_is()
    {
        var plain = new V1.ScreeningSettings { ThresholdKm = 5, Duration = Duration.FromHours(1).ToProtobuf() };
        var open = await Create(_owner, "open", plain);
        Assert.False(open.IsPrivate);
        var asked = (await _owner.Screening.CreateScreeningAsync(new() { RequestId = "asked", Settings = plain, IsPrivate = true }, cancellationToken: Cancellation)).Screening;
        Assert.True(asked.IsPrivate);
        await Assert.ThrowsAsync<RpcException>(() => _other.Screening.GetScreeningAsync(new() { Name = asked.Name }, cancellationToken: Cancellation).ResponseAsync);
        Assert.NotNull(await _other.Screening.GetScreeningAsync(new() { Name = open.Name }, cancellationToken: Cancellation));

        // One name of a request stands for one privacy too, as for one of all else.
        Assert.Equal(asked.Name, (await _owner.Screening.CreateScreeningAsync(new() { RequestId = "asked", Settings = plain, IsPrivate = true }, cancellationToken: Cancellation)).Screening.Name);
        foreach (var (id, isPrivate) in new[] { ("asked", false), ("open", true) })
        {
            var fault = await Assert.ThrowsAsync<RpcException>(() => _owner.Screening.CreateScreeningAsync(new() { RequestId = id, Settings = plain, IsPrivate = isPrivate }, cancellationToken: Cancellation).ResponseAsync);
            Assert.Equal(StatusCode.AlreadyExists, fault.StatusCode);
        }

        // With a private ephemeris it is so either way.
        var settings = new V1.ScreeningSettings { ThresholdKm = 100, Duration = Hours24, Ephemerides = { _hidden } };
        Assert.Equal(_screening, (await Create(_owner, "secret", settings)).Name);
        Assert.Equal(_screening, (await _owner.Screening.CreateScreeningAsync(new() { RequestId = "secret", Settings = settings, IsPrivate = true }, cancellationToken: Cancellation)).Screening.Name);
        var both = await Create(_owner, "", new() { ThresholdKm = 5, Duration = Duration.FromHours(1).ToProtobuf(), Ephemerides = { _open, _hidden } });
        Assert.True(both.IsPrivate);
    }

    [Fact]
    public async Task Viewers_import_and_delete_nothing()
    {
        var viewer = _service.Client(_service.Key(Role.Viewer, "one"));
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => Import(viewer))).StatusCode);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => viewer.Catalog.DeleteEphemerisAsync(new() { Name = _hidden }, cancellationToken: Cancellation).ResponseAsync)).StatusCode);
    }

    /// <summary>Calls that must answer for what is hidden to the letter as for what never was.</summary>
    private Task SameFor(string hiddenName, string neverName, StatusCode code, params (string What, Func<SsaClient, string, Task> Call)[] calls) => SameFor(hiddenName, neverName, code, calls, _other);

    private static async Task SameFor(string hiddenName, string neverName, StatusCode code, (string What, Func<SsaClient, string, Task> Call)[] calls, SsaClient client)
    {
        foreach (var (what, call) in calls)
        {
            var hidden = await Assert.ThrowsAsync<RpcException>(() => call(client, hiddenName));
            var never = await Assert.ThrowsAsync<RpcException>(() => call(client, neverName));
            Assert.Equal((what, code, never.Status.Detail), (what, hidden.StatusCode, hidden.Status.Detail.Replace(hiddenName, neverName, StringComparison.Ordinal)));
            Assert.Equal(never.StatusCode, hidden.StatusCode);
            Assert.Equal(never.GetRpcStatus()!.Details.Select(detail => (detail.TypeUrl, detail.Value)), Swapped(hidden).Select(detail => (detail.TypeUrl, detail.Value)));
            Assert.Equal(never.Trailers.Select(trailer => trailer.Key), hidden.Trailers.Select(trailer => trailer.Key));

            IEnumerable<Google.Protobuf.WellKnownTypes.Any> Swapped(RpcException fault)
            {
                // Details are packed: their texts are swapped one by one.
                var status = fault.GetRpcStatus()!.Clone();
                for (var i = 0; i < status.Details.Count; i++)
                {
                    if (status.Details[i].TryUnpack<Google.Rpc.ResourceInfo>(out var info))
                    {
                        info.ResourceName = info.ResourceName.Replace(hiddenName, neverName, StringComparison.Ordinal);
                        status.Details[i] = Google.Protobuf.WellKnownTypes.Any.Pack(info);
                    }
                    else if (status.Details[i].TryUnpack<Google.Rpc.BadRequest>(out var request))
                    {
                        foreach (var violation in request.FieldViolations)
                        {
                            violation.Description = violation.Description.Replace(hiddenName, neverName, StringComparison.Ordinal);
                        }

                        status.Details[i] = Google.Protobuf.WellKnownTypes.Any.Pack(request);
                    }
                }

                return status.Details;
            }
        }
    }

    private static async Task<V1.Screening> Create(SsaClient client, string requestId, V1.ScreeningSettings settings) =>
        (await client.Screening.CreateScreeningAsync(new CreateScreeningRequest { RequestId = requestId, Settings = settings }, cancellationToken: Cancellation)).Screening;

    private async Task<string> Import(SsaClient client, EphemerisVisibility visibility = EphemerisVisibility.Unspecified) =>
        (await client.ImportEphemerisAsync(OemText.Stream(_text), new EphemerisHeader { Title = "plan.oem", Visibility = visibility }, Cancellation)).Ephemeris.Name;
}
