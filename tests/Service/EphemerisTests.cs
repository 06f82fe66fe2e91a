using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using NodaTime;
using Ssa.Catalog;
using Ssa.Client;
using Ssa.Messages;
using Ssa.Propagation.Frames;
using Ssa.Risk;
using Ssa.Screening;
using Ssa.V1;

namespace Ssa.Service.Tests;

/// <summary>Ephemerides through the service, held to the engine itself.</summary>
public sealed class EphemerisTests
{
    private const int Iss = 25544;

    private static readonly Duration Day = Duration.FromHours(25);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_ephemeris_is_taken_in_shown_listed_and_deleted()
    {
        await using var service = await RunningService.Start();
        var text = OemText.Kvn(Iss, Day, "PLAN 3", number: Iss);
        var taken = (await service.Client.ImportEphemerisAsync(OemText.Stream(text), new EphemerisHeader { Title = "plan-3.oem" }, Cancellation)).Ephemeris;
        Assert.Matches("^ephemerides/[1-9][0-9]{5,14}$", taken.Name);
        Assert.Equal(
            ("plan-3.oem", "PLAN 3", "", Iss, "TEME", "lagrange 9", "local", EphemerisVisibility.Private, 1501L, text.Length),
            (taken.Title, taken.ObjectName, taken.ObjectId, taken.CatalogNumber, taken.Frame, taken.Interpolation, taken.Participant, taken.Visibility, taken.StateCount, taken.ContentSize));
        Assert.Equal((OemText.SampleStart - Duration.FromMinutes(10), OemText.SampleStart - Duration.FromMinutes(10) + Day), (taken.FirstTime.ToInstant(), taken.LastTime.ToInstant()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), taken.ContentSha256);

        // Sent again, as after a lost answer, it is the same; in XML, without a number, another.
        Assert.Equal(taken, (await service.Client.ImportEphemerisAsync(OemText.Stream(text), new EphemerisHeader { Title = "plan-3.oem" }, Cancellation)).Ephemeris);
        var open = (await service.Client.ImportEphemerisAsync(
            OemText.Stream(OemText.Xml(Iss, Day)), new EphemerisHeader { Title = "open.xml", Visibility = EphemerisVisibility.Public }, Cancellation)).Ephemeris;
        Assert.Equal((EphemerisVisibility.Public, false), (open.Visibility, open.HasCatalogNumber));
        Assert.Equal([open, taken], await service.Client.ListEphemeridesAsync(Cancellation).ToListAsync(Cancellation));

        // JSON shows the same.
        using var http = new HttpClient { BaseAddress = service.Url };
        var shown = (await http.GetFromJsonAsync<JsonElement>($"/v1/{taken.Name}", Cancellation)).GetProperty("ephemeris");
        Assert.Equal(("PLAN 3", Iss, "EPHEMERIS_VISIBILITY_PRIVATE"), (shown.GetProperty("objectName").GetString(), shown.GetProperty("catalogNumber").GetInt32(), shown.GetProperty("visibility").GetString()));
        Assert.Equal(2, (await http.GetFromJsonAsync<JsonElement>("/v1/ephemerides", Cancellation)).GetProperty("ephemerides").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, (await http.DeleteAsync($"/v1/{taken.Name}", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/v1/{taken.Name}", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.DeleteAsync($"/v1/{taken.Name}", Cancellation)).StatusCode);
        Assert.Equal([open], await service.Client.ListEphemeridesAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Pages_hold_every_ephemeris_once()
    {
        await using var service = await RunningService.Start();
        var taken = new List<Ephemeris>();
        foreach (var title in new[] { "1", "2", "3", "4", "5" })
        {
            taken.Insert(0, await Taken(service.Client, OemText.Kvn(Iss, Duration.FromHours(1)), title: title));
        }

        var listed = new List<Ephemeris>();
        var request = new ListEphemeridesRequest { PageSize = 2 };
        do
        {
            var page = await service.Client.Catalog.ListEphemeridesAsync(request, cancellationToken: Cancellation);
            Assert.InRange(page.Ephemerides.Count, 1, 2);
            listed.AddRange(page.Ephemerides);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(taken, listed);
    }

    [Fact]
    public async Task Without_selectors_the_list_is_that_of_the_ephemerides_against_all()
    {
        await using var service = await RunningService.Start();
        var texts = new[] { OemText.Kvn(Iss, Day, "CANDIDATE A"), OemText.Kvn(48274, Duration.FromHours(9), "CSS TABLE", number: 48274) };
        var names = await Names(service.Client, texts);
        var rows = await Held(service, texts, names, new() { ThresholdKm = 60 }, (_, ephemerides, count) => new PairSelection([.. Enumerable.Range(0, count).Select(i => i >= count - ephemerides)], [.. Enumerable.Repeat(true, count)]));

        // The candidate is in no catalogue, and meets the station that it was tabulated from; the other is one with its element set.
        Assert.Contains(rows, row => row.First.Ephemeris == names[0] && !row.First.HasCatalogNumber && row.Second.CatalogNumber == Iss && row.Second.Ephemeris.Length == 0);
        Assert.DoesNotContain(rows, row => row.First.CatalogNumber == 48274 && row.Second.CatalogNumber == 48274);
        Assert.Contains(rows, row => row.Kind == V1.ConjunctionKind.Minimum && row.Risk.HasMaxProbability && row.Risk.CovarianceSource.Length > 0);
        Assert.All(rows.SelectMany(row => new[] { row.First, row.Second }), side => Assert.Equal(side.Ephemeris.Length > 0, side.Epoch is null));

        // What SATCAT says of its number stands beside an ephemeris, and finds it.
        var named = rows.First(row => row.First.Ephemeris == names[1] || row.Second.Ephemeris == names[1]);
        var css = named.First.Ephemeris == names[1] ? named.First : named.Second;
        Assert.Equal((48274, "PRC", V1.ObjectType.Payload), (css.CatalogNumber, css.Owner, css.ObjectType));
        var parent = named.Name[..named.Name.IndexOf("/conjunctions", StringComparison.Ordinal)];
        var found = await service.Client.ListConjunctionsAsync(new ListConjunctionsRequest { Parent = parent, CatalogNumber = 48274 }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(rows.Where(row => row.First.CatalogNumber == 48274 || row.Second.CatalogNumber == 48274), found);
        var one = await service.Client.Screening.GetConjunctionAsync(new GetConjunctionRequest { Name = named.Name }, cancellationToken: Cancellation);
        Assert.Equal((named.First.Epoch is null, named.Second.Epoch is null), (one.FirstElementSet is null, one.SecondElementSet is null));
    }

    [Fact]
    public async Task Selectors_choose_among_ephemerides_too()
    {
        await using var service = await RunningService.Start();
        var texts = new[] { OemText.Kvn(Iss, Day, "CANDIDATE A"), OemText.Kvn(Iss, Day, "OTHER B", objectId: "2099-001A") };
        var names = await Names(service.Client, texts);
        var settings = new V1.ScreeningSettings { ThresholdKm = 80, Primaries = { "name=CANDIDATE*" }, Secondaries = { "regime=LEO" }, Exclusions = { new V1.ExclusionRule { CoMovingBelowKmS = 0.01 } } };
        var rows = await Held(
            service, texts, names, settings,
            (objects, _, _) => new PairSelection(ObjectSelector.Parse("name=CANDIDATE*").Select(objects, BundledSample.Satcat), ObjectSelector.Parse("regime=LEO").Select(objects, BundledSample.Satcat)),
            [Ssa.Screening.ExclusionRule.CoMoving(0.01)]);
        Assert.All(rows, row => Assert.True(row.First.ObjectName == "CANDIDATE A" || row.Second.ObjectName == "CANDIDATE A"));
        Assert.All(rows, row => Assert.True(row.RelativeSpeedKmS > 0.01));

        // Without the ephemeris the selector matches nothing.
        await Refuse(service.Client, new() { Primaries = { "name=CANDIDATE*" } }, "settings.primaries");
    }

    [Fact]
    public async Task A_window_begins_no_earlier_than_the_first_ephemeris()
    {
        await using var service = await RunningService.Start();
        var text = OemText.Kvn(Iss, Day).Split('\n');

        // Twenty of the first states are not useable: the span begins ten minutes into the sample's window.
        var late = OemText.SampleStart + Duration.FromMinutes(10);
        var name = (await Taken(service.Client, string.Join('\n', text.Select(line => line.StartsWith("START_TIME", StringComparison.Ordinal) ? $"START_TIME = {Ssa.Propagation.Time.UtcText.Format(late).TrimEnd('Z')}" : line)))).Name;
        var screening = await Finished(service.Client, new() { Ephemerides = { name }, Duration = Duration.FromHours(2).ToProtobuf() });
        Assert.Equal(late, screening.Settings.StartTime.ToInstant());
        Assert.Equal([name], screening.Settings.Ephemerides);
        Assert.True(screening.IsPrivate);
    }

    [Fact]
    public async Task Replays_assessments_and_messages_work_with_ephemerides()
    {
        await using var service = await RunningService.Start();
        var names = await Names(service.Client, OemText.Kvn(Iss, Day, "CANDIDATE A"), OemText.Kvn(48274, Day, "CSS TABLE", number: 48274));
        var screening = await Finished(service.Client, new() { ThresholdKm = 60, Ephemerides = { names } });
        var rows = await Rows(service.Client, screening.Name);
        Assert.True(rows.Count > 10, $"{rows.Count}");
        foreach (var row in rows.Take(40))
        {
            var replay = await service.Client.Screening.ReplayConjunctionAsync(new ReplayConjunctionRequest { Name = row.Name }, cancellationToken: Cancellation);
            Assert.Equal(row, replay.Conjunction);
            Assert.Equal((0, new Google.Protobuf.WellKnownTypes.Duration()), (replay.MissDistanceDifferenceKm, replay.TcaDifference));
        }

        // Of an ephemeris no covariance is known: there is a maximum, and no probability that claims more.
        var minimum = rows.First(row => row.Kind == V1.ConjunctionKind.Minimum && row.Risk.HasMaxProbability && row.First.Ephemeris != row.Second.Ephemeris);
        Assert.False(minimum.Risk.HasPc);
        Assert.NotEmpty(minimum.Risk.Reason);
        var assessment = (await service.Client.Risk.AssessConjunctionAsync(new AssessConjunctionRequest { Name = minimum.Name }, cancellationToken: Cancellation)).Assessment;
        Assert.Equal(minimum.Risk.CovarianceSource, assessment.CovarianceSource);
        Assert.All(assessment.Results, result => Assert.True(result.Status == RiskStatus.Ok || result.Reason.Length > 0));
        var file = await service.Client.Screening.ExportConjunctionAsync(new ExportConjunctionRequest { Name = minimum.Name }, cancellationToken: Cancellation);
        var batch = new CdmBatch();
        CdmReader.Read(Encoding.UTF8.GetBytes(file.Cdm), file.FileName, batch);
        Assert.Empty(batch.SetAside);
        Assert.Contains("EPHEMERIS_NAME", file.Cdm, StringComparison.Ordinal);
        Assert.Contains("table.oem", file.Cdm, StringComparison.Ordinal);
        Assert.Matches(@"^[A-Za-z0-9_.-]+\.cdm$", file.FileName);
    }

    [Fact]
    public async Task An_event_with_an_ephemeris_is_followed_and_has_no_age_of_it()
    {
        await using var service = await RunningService.Start();
        var name = (await Taken(service.Client, OemText.Kvn(48274, Day, "CSS TABLE", number: 48274))).Name;
        var screening = await Finished(service.Client, new() { ThresholdKm = 100, Ephemerides = { name } });
        var row = (await Rows(service.Client, screening.Name)).First(row => row.Kind == V1.ConjunctionKind.Minimum && row.First.HasCatalogNumber && row.Second.HasCatalogNumber);
        var history = await service.Client.Risk.GetEventHistoryAsync(
            new GetEventHistoryRequest { CatalogNumber1 = row.First.CatalogNumber, CatalogNumber2 = row.Second.CatalogNumber, NearTime = row.Tca }, cancellationToken: Cancellation);
        var record = Assert.Single(history.Records);
        Assert.Equal(row, record.Conjunction);
        Assert.Equal((row.First.Ephemeris.Length == 0, row.Second.Ephemeris.Length == 0), (record.HasFirstAgeDays, record.HasSecondAgeDays));
    }

    [Fact]
    public async Task A_screening_that_was_parked_goes_on_with_its_ephemeris_also_when_that_was_deleted()
    {
        var folder = Directory.CreateTempSubdirectory("ssa-ephemeris-").FullName;
        try
        {
            var store = Path.Combine(folder, "store.db");
            var length = Duration.FromDays(12);
            var text = OemText.Kvn(Iss, length + Duration.FromHours(1), "CANDIDATE A", stepSeconds: 120);
            var settings = new V1.ScreeningSettings { ThresholdKm = 60, Duration = length.ToProtobuf(), Primaries = { "regime=LEO" } };
            string name;
            string ephemeris;
            await using (var first = await RunningService.Start(store))
            {
                ephemeris = (await Taken(first.Client, text)).Name;
                settings.Ephemerides.Add(ephemeris);
                name = (await first.Client.Screening.CreateScreeningAsync(new CreateScreeningRequest { RequestId = "long", Settings = settings }, cancellationToken: Cancellation)).Screening.Name;
                await foreach (var row in first.Client.FollowAsync(name, cancellation: Cancellation))
                {
                    // The first rows are kept; most of the window is still to come.
                    break;
                }

                await first.Client.Catalog.DeleteEphemerisAsync(new DeleteEphemerisRequest { Name = ephemeris }, cancellationToken: Cancellation);
            }

            await using var second = await RunningService.Start(store);
            V1.Screening? ended = null;
            var resumed = await second.Client.FollowAsync(name, new Reports<V1.Screening>(state => ended = state), Cancellation).ToListAsync(Cancellation);
            Assert.Equal((V1.ScreeningState.Succeeded, 1), (ended!.State, ended.ResumeCount));
            Assert.Contains(resumed, row => row.First.Ephemeris == ephemeris || row.Second.Ephemeris == ephemeris);

            // The same content imported anew gives the same list in one go.
            var again = settings.Clone();
            again.Ephemerides[0] = (await Taken(second.Client, text)).Name;
            var uncut = await Rows(second.Client, (await Finished(second.Client, again)).Name);
            Assert.Equal(uncut.Select(row => Without(row, again.Ephemerides[0])), resumed.Select(row => Without(row, ephemeris)));

            // Its rows can be replayed, the request is still answered, and the ephemeris is there for nobody.
            var last = resumed.Last(row => row.First.Ephemeris == ephemeris || row.Second.Ephemeris == ephemeris);
            Assert.Equal(last, (await second.Client.Screening.ReplayConjunctionAsync(new ReplayConjunctionRequest { Name = last.Name }, cancellationToken: Cancellation)).Conjunction);
            Assert.Equal(name, (await second.Client.Screening.CreateScreeningAsync(new CreateScreeningRequest { RequestId = "long", Settings = settings }, cancellationToken: Cancellation)).Screening.Name);
            Assert.Equal(StatusCode.NotFound, await Status(() => second.Client.Catalog.GetEphemerisAsync(new GetEphemerisRequest { Name = ephemeris }, cancellationToken: Cancellation).ResponseAsync));
            await Refuse(second.Client, new() { Ephemerides = { ephemeris } }, "settings.ephemerides[0]");
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        static Conjunction Without(Conjunction row, string ephemeris)
        {
            var bare = new Conjunction(row) { Name = row.Name.Split('/')[^1] };
            foreach (var side in new[] { bare.First, bare.Second }.Where(side => side.Ephemeris.Length > 0))
            {
                Assert.Equal(ephemeris, side.Ephemeris);
                side.Ephemeris = "that";
            }

            return bare;
        }
    }

    [Fact]
    public async Task What_is_malformed_is_refused_by_line_and_field_and_nothing_of_it_stays()
    {
        await using var service = await RunningService.Start();
        var whole = OemText.Kvn(Iss, Duration.FromHours(1));
        var lines = whole.Split('\n').ToList();
        await RefuseContent(string.Join('\n', lines.Select((line, i) => i == 20 ? line.Replace(' ', 'x') : line)), "line 21");
        await RefuseContent(whole.Replace("TIME_SYSTEM = UTC", "TIME_SYSTEM = MRT", StringComparison.Ordinal), "TIME_SYSTEM");
        await RefuseContent(whole.Replace("REF_FRAME = TEME", "REF_FRAME = MCI", StringComparison.Ordinal), "REF_FRAME");
        await RefuseContent(whole.Replace("CENTER_NAME = EARTH", "CENTER_NAME = MARS BARYCENTER", StringComparison.Ordinal), "CENTER_NAME");
        await RefuseContent("", "no ephemeris");
        await RefuseContent("1 25544U 98067A\n", "");
        await RefuseContent(whole + whole.Replace("CANDIDATE", "ANOTHER", StringComparison.Ordinal), "2 objects");
        await RefuseContent("\u001f\u008b", "");
        await RefuseContent(whole[..^40], "line");

        // One object that can be used beside one that cannot: neither is kept.
        await RefuseContent(whole + whole.Replace("REF_FRAME = TEME", "REF_FRAME = MCI", StringComparison.Ordinal), "REF_FRAME");
        Assert.Empty(await service.Client.ListEphemeridesAsync(Cancellation).ToListAsync(Cancellation));

        async Task RefuseContent(string text, string said)
        {
            var fault = await Assert.ThrowsAsync<RpcException>(() => service.Client.ImportEphemerisAsync(OemText.Stream(text), new EphemerisHeader { Title = "bad.oem" }, Cancellation));
            Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
            Assert.Equal("content", Assert.Single(fault.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations).Field);
            Assert.Contains(said, fault.Status.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("<!DOCTYPE oem>\n")]
    [InlineData("<!DOCTYPE oem [<!ENTITY a \"b\">]>\n")]
    [InlineData("<!DOCTYPE oem [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>\n")]
    [InlineData("<!DOCTYPE oem SYSTEM \"file:///etc/passwd\">\n")]
    public async Task XML_with_a_document_type_is_refused(string doctype)
    {
        await using var service = await RunningService.Start();
        Assert.Equal("CANDIDATE", (await Taken(service.Client, OemText.Xml(Iss, Duration.FromHours(1)))).ObjectName);
        var fault = await Assert.ThrowsAsync<RpcException>(() => service.Client.ImportEphemerisAsync(
            OemText.Stream(OemText.Xml(Iss, Duration.FromHours(1), doctype.Contains("ENTITY c", StringComparison.Ordinal) ? "&c;" : "CANDIDATE", doctype)), new EphemerisHeader { Title = "bad.xml" }, Cancellation));
        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        Assert.Contains("XML", fault.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_may_be_is_refused()
    {
        await using var service = await RunningService.Start(change: settings => settings with { Ephemerides = new() { Bytes = 100_000, States = 200, OfParticipant = 2, AtOnce = 1 } });
        var small = OemText.Kvn(Iss, Duration.FromHours(1));
        await Refused(OemText.Kvn(Iss, Duration.FromDays(2)), isRetried: false);
        await Refused(OemText.Kvn(Iss, Duration.FromHours(4)), isRetried: false);
        var first = await Taken(service.Client, small, title: "1");
        await Taken(service.Client, small, title: "2");
        await Refused(small, isRetried: false);
        await service.Client.Catalog.DeleteEphemerisAsync(new DeleteEphemerisRequest { Name = first.Name }, cancellationToken: Cancellation);

        // Two at the same time are more than this service takes; when the first is in, there is room again.
        using (var slow = service.Client.Catalog.ImportEphemeris(cancellationToken: Cancellation))
        {
            await slow.RequestStream.WriteAsync(new ImportEphemerisRequest { Header = new EphemerisHeader { Title = "slow" } }, Cancellation);
            var fault = await UntilThrown(() => Taken(service.Client, "nothing", title: "3"), StatusCode.ResourceExhausted);
            Assert.NotNull(fault.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>());
            await slow.RequestStream.WriteAsync(new ImportEphemerisRequest { Content = Google.Protobuf.ByteString.CopyFromUtf8(small) }, Cancellation);
            await slow.RequestStream.CompleteAsync();
            Assert.Equal("slow", (await slow.ResponseAsync).Ephemeris.Title);
        }

        await Refused(small, isRetried: false);

        async Task Refused(string text, bool isRetried)
        {
            var fault = await Assert.ThrowsAsync<RpcException>(() => service.Client.ImportEphemerisAsync(OemText.Stream(text), new EphemerisHeader { Title = "more" }, Cancellation));
            Assert.Equal(StatusCode.ResourceExhausted, fault.StatusCode);
            Assert.Equal(isRetried, fault.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>() is not null);
            Assert.NotNull(fault.GetRpcStatus()!.GetDetail<Google.Rpc.QuotaFailure>());
        }

        // The server opens the slow stream when it comes to it: the other is sent until it has.
        static async Task<RpcException> UntilThrown(Func<Task> call, StatusCode code)
        {
            while (true)
            {
                var fault = await Assert.ThrowsAsync<RpcException>(call);
                if (fault.StatusCode == code)
                {
                    return fault;
                }

                Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
            }
        }
    }

    [Fact]
    public async Task Wrong_requests_are_refused_by_field()
    {
        await using var service = await RunningService.Start();
        var client = service.Client;
        var good = (await Taken(client, OemText.Kvn(Iss, Day))).Name;
        await Refuse(client, new() { Ephemerides = { good, good } }, "settings.ephemerides[1]");
        await Refuse(client, new() { Ephemerides = { good, "ephemerides/1" } }, "settings.ephemerides[1]");
        await Refuse(client, new() { Ephemerides = { "screenings/1" } }, "settings.ephemerides[0]");
        await Refuse(client, new() { Ephemerides = { Enumerable.Repeat(good, 101) } }, "settings.ephemerides");

        // In the middle of the window it moves as nothing in orbit does.
        var lines = OemText.Kvn(Iss, Day).Split('\n');
        var jumping = string.Join('\n', lines.Select((line, i) => i == 300 ? string.Join(' ', line.Split(' ').Select((word, column) => column is >= 1 and <= 3 ? "9" + word.TrimStart('-') : word)) : line));
        var fault = await Refuse(client, new() { Ephemerides = { good, (await Taken(client, jumping)).Name } }, "settings.ephemerides[1]");
        Assert.Contains("km/s", fault.Status.Detail, StringComparison.Ordinal);

        foreach (var (header, field) in new[] { (new EphemerisHeader(), "header.title"), (new EphemerisHeader { Title = "a\nb" }, "header.title"), (new EphemerisHeader { Title = "a", Visibility = (EphemerisVisibility)9 }, "header.visibility") })
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => client.ImportEphemerisAsync(OemText.Stream("CCSDS_OEM_VERS = 2.0\n"), header, Cancellation));
            Assert.Equal(field, Assert.Single(refused.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations).Field);
        }

        foreach (var name in new[] { "ephemerides/0", "ephemerides/x", "ephemerides/01", "screenings/1" })
        {
            Assert.Equal(StatusCode.NotFound, await Status(() => client.Catalog.GetEphemerisAsync(new GetEphemerisRequest { Name = name }, cancellationToken: Cancellation).ResponseAsync));
        }
    }

    /// <summary>Screens with the service and with the engine; both must say the same of every row, with its risk.</summary>
    private static async Task<List<Conjunction>> Held(
        RunningService service,
        string[] texts,
        string[] names,
        V1.ScreeningSettings settings,
        Func<IReadOnlyList<Ssa.Propagation.MeanElements>, int, int, PairSelection> pairsOf,
        IReadOnlyList<Ssa.Screening.ExclusionRule>? exclusions = null)
    {
        settings.Ephemerides.AddRange(names);
        var screening = await Finished(service.Client, settings);
        var rows = await Rows(service.Client, screening.Name);
        var sets = CatalogueSelection.Choose(BundledSample.Read().Batch.Accepted, OemText.SampleStart).Objects;
        var batch = new EphemerisBatch();
        foreach (var text in texts)
        {
            OemReader.Read(Encoding.UTF8.GetBytes(text), "table.oem", EarthOrientation.None, batch);
        }

        var ephemerides = batch.Accepted;
        Assert.Equal(texts.Length, ephemerides.Count);
        var numbers = EphemerisNumbers.Of(sets, ephemerides);
        IReadOnlyList<Ssa.Propagation.MeanElements> objects = [.. sets, .. ephemerides.Zip(numbers, EphemerisStandIn.Of)];
        var engine = new Ssa.Screening.ScreeningSettings { Start = OemText.SampleStart, ThresholdKm = settings.ThresholdKm };
        var expected = Screener.Screen(sets, ephemerides, engine, pairsOf(objects, ephemerides.Count, objects.Count), exclusions: exclusions, cancellation: Cancellation);
        Assert.Equal((objects.Count, expected.Refusals.Count, expected.Excluded.Total), (screening.ObjectCount, screening.RefusedCount, screening.ExcludedPairCount));
        var risk = new ConjunctionRiskAssessor(expected, index => expected.ObjectAt(index).Number is { } number && BundledSample.Satcat.Find(number) is { } entry ? ClassOf(entry.Type) : BodyClass.Unknown);
        Assert.NotEmpty(rows);
        Assert.Equal(expected.Approaches.Select(row => Said(row, risk.Assess(row))), rows.Select(Shown));
        Assert.Equal(
            expected.Approaches.Select(row => (NameOf(row.First), NameOf(row.Second))),
            rows.Select(row => ((row.First.HasCatalogNumber ? row.First.CatalogNumber : null as int?, row.First.ObjectName, row.First.Ephemeris), (row.Second.HasCatalogNumber ? row.Second.CatalogNumber : null as int?, row.Second.ObjectName, row.Second.Ephemeris))));
        return rows;

        (int?, string, string) NameOf(int index) => (expected.ObjectAt(index).Number?.Value, expected.ObjectAt(index).Name, index < sets.Count ? "" : names[index - sets.Count]);

        static (Instant, double, double, double, double, double, Instant?, Instant?, V1.ConjunctionKind, double?, double?, double?, string) Said(CloseApproach row, Ssa.Risk.ConjunctionRisk risk) => (
            row.Tca, row.RangeKm, row.RelativeSpeedKmPerS, row.RadialKm, row.TransverseKm, row.NormalKm, row.Start, row.Stop, (V1.ConjunctionKind)((int)row.Kind + 1), risk.MaxProbability, risk.Pc, risk.PcHigh, risk.CovarianceSource);

        static (Instant, double, double, double, double, double, Instant?, Instant?, V1.ConjunctionKind, double?, double?, double?, string) Shown(Conjunction row) => (
            row.Tca.ToInstant(), row.MissDistanceKm, row.RelativeSpeedKmS, row.RelativePositionRtnKm.X, row.RelativePositionRtnKm.Y, row.RelativePositionRtnKm.Z, row.StartTime?.ToInstant(), row.StopTime?.ToInstant(), row.Kind,
            row.Risk.HasMaxProbability ? row.Risk.MaxProbability : null, row.Risk.HasPc ? row.Risk.Pc : null, row.Risk.HasPcHigh ? row.Risk.PcHigh : null, row.Risk.CovarianceSource);

        static BodyClass ClassOf(Ssa.Catalog.ObjectType type) => type switch
        {
            Ssa.Catalog.ObjectType.Payload => BodyClass.Payload,
            Ssa.Catalog.ObjectType.RocketBody => BodyClass.RocketBody,
            Ssa.Catalog.ObjectType.Debris => BodyClass.Debris,
            _ => BodyClass.Unknown,
        };
    }

    private static async Task<string[]> Names(SsaClient client, params string[] texts)
    {
        var names = new List<string>();
        foreach (var text in texts)
        {
            names.Add((await Taken(client, text)).Name);
        }

        return [.. names];
    }

    private static async Task<Ephemeris> Taken(SsaClient client, string text, string title = "table.oem") =>
        (await client.ImportEphemerisAsync(OemText.Stream(text), new EphemerisHeader { Title = title }, Cancellation)).Ephemeris;

    private static async Task<V1.Screening> Finished(SsaClient client, V1.ScreeningSettings settings)
    {
        var created = await client.Screening.CreateScreeningAsync(new CreateScreeningRequest { Settings = settings }, cancellationToken: Cancellation);
        V1.Screening? ended = null;
        await foreach (var _ in client.FollowAsync(created.Screening.Name, new Reports<V1.Screening>(state => ended = state), Cancellation))
        {
        }

        Assert.Equal(("", V1.ScreeningState.Succeeded), (ended!.ErrorMessage, ended.State));
        return ended;
    }

    private static async Task<List<Conjunction>> Rows(SsaClient client, string screening) => await client.FollowAsync(screening, cancellation: Cancellation).ToListAsync(Cancellation);

    private static async Task<RpcException> Refuse(SsaClient client, V1.ScreeningSettings settings, string field)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(() => client.Screening.CreateScreeningAsync(new CreateScreeningRequest { Settings = settings }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        Assert.Equal(field, Assert.Single(fault.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations).Field);
        return fault;
    }

    private static async Task<StatusCode> Status(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).StatusCode;

    private sealed class Reports<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
