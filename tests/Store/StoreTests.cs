using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.Store.Tests;

/// <summary>The store on SQLite, and on PostgreSQL where a server is found.</summary>
public abstract partial class StoreTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Duration Lease = Duration.FromSeconds(10);

    private static ScreeningViewer Everything => ScreeningViewer.Everything;

    /// <summary>Where a store of this test alone is.</summary>
    protected abstract string Location { get; }

    /// <inheritdoc/>
    public abstract void Dispose();

    [Fact]
    public void Element_sets_come_back_to_the_bit()
    {
        var store = SsaStore.Open(Location);
        var input = BundledSample.Read();
        var snapshot = store.Catalogue.Import(input, "sample", ImportMode.Replace, Now);
        Assert.Equal((1, input.Batch.Accepted.Count), (snapshot.Id, snapshot.NewElementSets));
        Assert.Equal(
            input.Batch.Accepted.Distinct().OrderBy(set => set.Number).ThenBy(set => set.Epoch),
            store.Catalogue.ElementSetsOf(1).Select(stored => stored.Elements));

        // The same content again holds nothing new, but is a snapshot of its own.
        var again = SsaStore.Open(Location).Catalogue.Import(input, "sample", ImportMode.Add, Now + Duration.FromDays(1));
        Assert.Equal((2, 0), (again.Id, again.NewElementSets));
        Assert.Equal(snapshot, store.Catalogue.FindAsOf(Now + Duration.FromHours(3)));
        Assert.Equal(again, store.Catalogue.Find(null));

        // Content is found again where it is a snapshot's all.
        Assert.Equal(snapshot, store.Catalogue.FindByContent(snapshot.Sha256));
        Assert.Null(store.Catalogue.FindByContent("00"));
        Assert.Null(store.Catalogue.FindAsOf(Now - Duration.FromHours(3)));
    }

    [Fact]
    public void Satcat_comes_back()
    {
        var store = SsaStore.Open(Location);
        store.Catalogue.ReplaceSatcat(BundledSample.Satcat);
        store.Catalogue.ReplaceSatcat(BundledSample.Satcat);
        Assert.Equal(BundledSample.Satcat.Entries.OrderBy(entry => entry.Key), store.Catalogue.Satcat().Entries.OrderBy(entry => entry.Key));
    }

    [Fact]
    public void Histories_come_in_pages()
    {
        var store = SsaStore.Open(Location);
        var set = BundledSample.Read().Batch.Accepted[0];
        for (var day = 0; day < 7; day++)
        {
            var batch = new ElementSetBatch();
            batch.Accepted.Add(set with { Epoch = set.Epoch + Duration.FromDays(day) });
            store.Catalogue.Import(new CatalogueInput([], batch), "day", ImportMode.Add, Now);
        }

        var first = store.Catalogue.History(set.Number, null, null, null, 3);
        var second = store.Catalogue.History(set.Number, null, null, (first[2].Elements.Epoch, first[2].Id), 10);
        Assert.Equal(Enumerable.Range(0, 7).Select(day => set.Epoch + Duration.FromDays(day)), first.Concat(second).Select(stored => stored.Elements.Epoch));
        Assert.Equal(2, store.Catalogue.History(set.Number, set.Epoch + Duration.FromDays(2), set.Epoch + Duration.FromDays(4), null, 10).Count);
        Assert.Equal(7, store.Catalogue.ElementSetsOf(7).Count);
    }

    [Fact]
    public void A_request_makes_one_screening()
    {
        var store = WithCatalogue();
        var (one, isNew) = Create(store, "a");
        var (same, isNewAgain) = Create(store, "a");
        var (other, _) = Create(store, null);
        Assert.True(isNew);
        Assert.False(isNewAgain);
        Assert.Equal(one, same);
        Assert.Equal([other.Id, one.Id], store.Screenings.List(Everything, null, 10).Select(screening => screening.Id));
        Assert.Equal(2, store.Screenings.CountOpen());
        Assert.Equal(10, store.Screenings.ObjectsOf(Everything, one.Id).Count);
    }

    [Fact]
    public void One_holder_at_a_time_runs_a_screening_and_the_next_goes_on_from_its_checkpoint()
    {
        var store = WithCatalogue();
        var id = Create(store, null).Screening.Id;
        var first = store.Screenings.Claim("first", Now, Lease)!;
        Assert.Equal((id, ScreeningState.Running, 0), (first.Id, first.State, first.ResumeCount));
        Assert.Null(store.Screenings.Claim("second", Now + Duration.FromSeconds(5), Lease));
        store.Screenings.Keep(id, "first", Rows(0, 3), Now + Duration.FromHours(1), 0.25);
        Assert.False(store.Screenings.Renew(id, "first", Now + Duration.FromSeconds(6), Lease));
        Assert.Null(store.Screenings.Claim("second", Now + Duration.FromSeconds(12), Lease));

        // The first is gone, or its clock has jumped: what it still writes is refused, whole.
        var second = store.Screenings.Claim("second", Now + Duration.FromSeconds(17), Lease)!;
        Assert.Equal((1, 3, Now + Duration.FromHours(1)), (second.ResumeCount, second.ConjunctionCount, second.CompleteUntil));
        Assert.Throws<LeaseLostException>(() => store.Screenings.Keep(id, "first", Rows(3, 2), Now + Duration.FromHours(2), 0.5));
        Assert.Throws<LeaseLostException>(() => store.Screenings.Renew(id, "first", Now, Lease));
        store.Screenings.Keep(id, "second", Rows(3, 2), Now + Duration.FromHours(2), 0.5);
        var outcome = new ScreeningOutcome([new(1, PropagationStatus.Decayed, Now, true), new(4, PropagationStatus.MeanMotion, Now + Duration.FromHours(3), false)], [2, 0, 1]);
        Assert.Empty(store.Screenings.RefusalsOf(Everything, id));
        store.Screenings.Succeed(id, "second", Rows(5, 1), Now + Duration.FromHours(4), outcome, Now + Duration.FromMinutes(1));
        var ended = store.Screenings.Find(Everything, id)!;
        Assert.Equal((ScreeningState.Succeeded, 6, 1.0, 2, 3), (ended.State, ended.ConjunctionCount, ended.Progress, ended.RefusedCount, ended.ExcludedCount));
        Assert.Equal([2, 0, 1], ended.ExcludedPairs);
        Assert.Equal(outcome.Refusals, store.Screenings.RefusalsOf(Everything, id));
        Assert.Equal(Rows(0, 6), store.Conjunctions.Find(Everything, id, new ConjunctionQuery { Limit = 100 }).Select(found => found.Row));
        Assert.Null(store.Screenings.Claim("third", Now + Duration.FromDays(1), Lease));
    }

    [Fact]
    public void A_parked_screening_is_free_at_once_and_a_cancelled_one_ends()
    {
        var store = WithCatalogue();
        var running = Create(store, null).Screening.Id;
        var waiting = Create(store, null).Screening.Id;
        store.Screenings.Claim("first", Now, Lease);
        store.Screenings.Park(running, "first");
        Assert.Equal(running, store.Screenings.Claim("second", Now, Lease)!.Id);
        Assert.Equal(ScreeningState.Cancelled, store.Screenings.AskCancel(Everything, waiting, Now)!.State);
        Assert.Equal(ScreeningState.Running, store.Screenings.AskCancel(Everything, running, Now)!.State);
        Assert.True(store.Screenings.Renew(running, "second", Now, Lease));
        store.Screenings.End(running, "second", ScreeningState.Cancelled, "", Now);
        Assert.Equal((ScreeningState.Cancelled, true), (store.Screenings.Find(Everything, running)!.State, store.Screenings.Find(Everything, running)!.HasEnded));
        Assert.Null(store.Screenings.AskCancel(Everything, 99, Now));
    }

    [Fact]
    public void Rows_are_found_by_every_condition_as_by_looking_at_all()
    {
        var store = WithCatalogue();
        var id = Create(store, null).Screening.Id;
        store.Screenings.Claim("first", Now, Lease);
        var rows = Rows(0, 20_000);
        store.Screenings.Keep(id, "first", rows, Now, 0.5);
        var objects = store.Screenings.ObjectsOf(Everything, id);
        var number = objects[3].Number!.Value.Value;
        var from = Now + Duration.FromTicks(10 * (rows[500].TcaUs - rows[0].TcaUs));
        var indexed = rows.Select((row, i) => (Number: i + 1L, Row: row)).ToArray();
        Check(new ConjunctionQuery { Limit = 50, CatalogNumber = number }, indexed.Where(r => r.Row.First == 3 || r.Row.Second == 3));
        Check(new ConjunctionQuery { Limit = 50, Owner = objects[2].Owner }, indexed.Where(r => objects[r.Row.First].Owner == objects[2].Owner || objects[r.Row.Second].Owner == objects[2].Owner));
        Check(new ConjunctionQuery { Limit = 50, MaxMissKm = 0.5, Order = ConjunctionOrder.MissDistance }, indexed.Where(r => r.Row.MissKm <= 0.5).OrderBy(r => r.Row.MissKm).ThenBy(r => r.Number));
        Check(new ConjunctionQuery { Limit = 50, MinMaxProbability = 0.4, Order = ConjunctionOrder.MaxProbability }, indexed.Where(r => r.Row.Risk.MaxProbability >= 0.4).OrderBy(r => -r.Row.Risk.MaxProbability).ThenBy(r => r.Number));
        Check(new ConjunctionQuery { Limit = 50, TcaFrom = from, TcaTo = from + Duration.FromSeconds(700), Kind = CloseApproachKind.Minimum },
            indexed.Where(r => r.Row.TcaUs >= rows[500].TcaUs && r.Row.TcaUs < rows[500].TcaUs + 700_000_000 && r.Row.Kind == CloseApproachKind.Minimum));
        Assert.Equal(rows[12_345], store.Conjunctions.Find(Everything, id, 12_346));
        Assert.Null(store.Conjunctions.Find(Everything, id, 20_001));
        Assert.Null(store.Conjunctions.Find(Everything, id, 0));

        void Check(ConjunctionQuery query, IEnumerable<(long Number, StoredConjunction Row)> expected)
        {
            var all = new List<(long, StoredConjunction)>();
            for (var page = store.Conjunctions.Find(Everything, id, query); page.Count > 0; page = store.Conjunctions.Find(Everything, id, query with { After = page[^1].Place }))
            {
                all.AddRange(page.Select(found => (found.Number, found.Row)));
            }

            Assert.NotEmpty(all);
            Assert.Equal(expected, all);
        }
    }

    [Fact]
    public void Events_are_found_across_screenings()
    {
        var store = WithCatalogue();
        var ids = new[] { Create(store, null).Screening.Id, Create(store, null).Screening.Id };
        foreach (var id in ids)
        {
            store.Screenings.Claim("first", Now, Lease);
            store.Screenings.Succeed(id, "first", Rows(0, 100), Now, ScreeningOutcome.None, Now);
        }

        var row = Rows(0, 100)[50];
        var objects = store.Screenings.ObjectsOf(Everything, ids[0]);
        var (one, other) = (objects[row.First].Number!.Value.Value, objects[row.Second].Number!.Value.Value);
        var near = NodaConstants.UnixEpoch + Duration.FromTicks(10 * row.TcaUs);
        Assert.Equal(ids, store.Conjunctions.History(Everything, other, one, near, Duration.FromSeconds(1)).Select(found => found.Screening.Id));
        Assert.Empty(store.Conjunctions.History(Everything, other, one, near + Duration.FromSeconds(5), Duration.FromSeconds(1)));
    }

    [Fact]
    public void A_private_screening_is_there_for_its_participant_alone()
    {
        var store = WithCatalogue();
        var hidden = Create(store, null, "one", isPrivate: true).Screening;
        var open = Create(store, null, "one").Screening;
        Assert.Equal(("one", true, false), (hidden.Participant, hidden.IsPrivate, open.IsPrivate));
        foreach (var id in new[] { hidden.Id, open.Id })
        {
            store.Screenings.Claim("first", Now, Lease);
            store.Screenings.Succeed(id, "first", Rows(0, 100), Now, ScreeningOutcome.None, Now);
        }

        var row = Rows(0, 100)[50];
        var objects = store.Screenings.ObjectsOf(Everything, hidden.Id);
        var (first, second) = (objects[row.First].Number!.Value.Value, objects[row.Second].Number!.Value.Value);
        var near = NodaConstants.UnixEpoch + Duration.FromTicks(10 * row.TcaUs);
        foreach (var (viewer, sees) in new[] { (Everything, true), (ScreeningViewer.Of("one"), true), (ScreeningViewer.Of("other"), false), (ScreeningViewer.Of("One"), false) })
        {
            Assert.Equal(sees, store.Screenings.Find(viewer, hidden.Id) is not null);
            Assert.Equal(sees ? 10 : 0, store.Screenings.ObjectsOf(viewer, hidden.Id).Count);
            Assert.Equal(sees ? 100 : 0, store.Conjunctions.Find(viewer, hidden.Id, new ConjunctionQuery { Limit = 1000 }).Count);
            Assert.Equal(sees ? 12 : 0, store.Conjunctions.Find(viewer, hidden.Id, new ConjunctionQuery { Limit = 12, Order = ConjunctionOrder.MissDistance }).Count);
            Assert.Equal(sees, store.Conjunctions.Find(viewer, hidden.Id, 7) is not null);
            Assert.Equal(sees, store.Screenings.AskCancel(viewer, hidden.Id, Now) is not null);
            long[] expected = sees ? [hidden.Id, open.Id] : [open.Id];
            Assert.Equal(expected, store.Screenings.List(viewer, null, 10).Select(screening => screening.Id).Order());
            Assert.Equal(expected, store.Conjunctions.History(viewer, first, second, near, Duration.FromSeconds(1)).Select(found => found.Screening.Id));
            Assert.NotNull(store.Screenings.Find(viewer, open.Id));
        }
    }

    [Fact]
    public void Names_of_requests_are_their_participants_own()
    {
        var store = WithCatalogue();
        var one = Create(store, "same", "one").Screening;
        var other = Create(store, "same", "other", isPrivate: true).Screening;
        Assert.NotEqual(one.Id, other.Id);
        Assert.Equal(one.Id, Create(store, "same", "one").Screening.Id);
        Assert.Equal("same", other.RequestId);
    }

    [Fact]
    public void No_more_screenings_are_open_than_may_be_and_a_known_request_is_answered_all_the_same()
    {
        var store = WithCatalogue();
        Create(store, "a", "one");
        Create(store, "b", "one");
        Assert.False(Create(store, "a", "one", mostOfParticipant: 2).IsNew);
        var own = Assert.Throws<OpenScreeningsException>(() => Create(store, "c", "one", mostOfParticipant: 2));
        Assert.Equal((2L, true), (own.Limit, own.IsOfParticipant));
        Assert.True(Create(store, "c", "other", mostOfParticipant: 2).IsNew);
        Assert.False(Assert.Throws<OpenScreeningsException>(() => Create(store, null, "other", most: 3)).IsOfParticipant);
    }

    [Fact]
    public void Keys_come_back_and_a_name_is_free_again_when_its_key_is_revoked()
    {
        var store = SsaStore.Open(Location);
        Assert.False(store.Keys.HasAny());
        var key = new StoredKey { Id = "aa", Name = "ground", Participant = "jaxa", Role = "analyst", SecretSha256 = new byte[] { 1, 2, 3 }, CreateTime = Now, ExpireTime = Now + Duration.FromDays(90) };
        Assert.True(store.Keys.Add(key));
        Assert.False(store.Keys.Add(key with { Id = "bb" }));
        var found = store.Keys.Find("aa")!;
        Assert.Equal(key.SecretSha256.ToArray(), found.SecretSha256.ToArray());
        Assert.Equal(key, found with { SecretSha256 = key.SecretSha256 });
        store.Keys.NoteUse("aa", Now + Duration.FromMinutes(5));
        store.Keys.NoteUse("aa", Now + Duration.FromMinutes(1));
        store.Keys.Revoke("aa", Now + Duration.FromHours(1));
        store.Keys.Revoke("aa", Now + Duration.FromHours(2));
        Assert.True(store.Keys.Add(key with { Id = "bb", ExpireTime = null }));
        Assert.Equal(
            [("aa", Now + Duration.FromHours(1), Now + Duration.FromMinutes(5)), ("bb", null, null)],
            SsaStore.Open(Location).Keys.List().Select(one => (one.Id, one.RevokeTime, one.LastUseTime)));
        Assert.Null(store.Keys.Find("cc"));
        Assert.True(store.Keys.HasAny());
    }

    [Fact]
    public void A_secret_is_the_first_that_was_brought()
    {
        Assert.Equal([1, 2], SsaStore.Open(Location).Keys.Secret("pages", [1, 2]));
        Assert.Equal([1, 2], SsaStore.Open(Location).Keys.Secret("pages", [3, 4]));
    }

    [Fact]
    public void A_due_time_is_run_once_however_many_try()
    {
        var store = WithCatalogue();
        var schedule = store.Schedules.Create("plan", "{}", ScheduleStart.Now, Duration.FromHours(8), Now, Now, 10)!.Value.Schedule;
        Assert.False(store.Schedules.Create("plan", "{}", ScheduleStart.Now, Duration.FromHours(8), Now, Now, 10)!.Value.IsNew);
        Assert.Null(store.Schedules.Create(null, "{}", ScheduleStart.Now, Duration.FromHours(8), Now, Now, 1));
        ScreeningObject[] objects = [.. store.Catalogue.ElementSetsOf(1).Take(3).Select(set => new ScreeningObject(set.Id, "", ObjectType.Unknown))];
        for (var round = 0; round < 3; round++)
        {
            var due = Now + Duration.FromHours(8 * round);
            var made = Enumerable.Range(0, 8).Select(_ => SsaStore.Open(Location)).ToArray().AsParallel().WithDegreeOfParallelism(8)
                .Select(one => one.Schedules.Run(schedule.Id, due, due, $"plan/{due}", new NewScreening("{}", "00", 1, objects, []))).ToArray();
            var screening = Assert.Single(made, one => one is not null)!;
            Assert.Equal(new ScheduleRun(due, due, screening.Id, ""), store.Schedules.Find(schedule.Id)!.LastRun);
        }

        Assert.False(store.Schedules.Refuse(schedule.Id, Now, Now, "late"));
        Assert.True(store.Schedules.Refuse(schedule.Id, Now + Duration.FromHours(24), Now, "no room"));
        Assert.Equal((4, "no room", null), (store.Schedules.Find("plan")!.RunCount, store.Schedules.Find("plan")!.LastRun!.Error, store.Schedules.Find("plan")!.LastRun!.ScreeningId));
        Assert.Equal([Now + Duration.FromHours(16), Now + Duration.FromHours(24)], store.Schedules.RunsFrom(schedule.Id, Now + Duration.FromHours(9)));
        Assert.Equal(3, store.Screenings.CountOpen());
        Assert.True(store.Schedules.Delete(schedule.Id));
        Assert.False(store.Schedules.Delete(schedule.Id));
        Assert.Null(store.Schedules.Run(schedule.Id, Now + Duration.FromDays(9), Now, "plan/late", new NewScreening("{}", "00", 1, objects, [])));
        Assert.Equal(3, store.Screenings.CountOpen());
    }

    [Fact]
    public void Ended_screenings_go_when_they_were_kept_long_enough_and_running_ones_never()
    {
        var store = WithCatalogue();
        var ids = Enumerable.Range(0, 5).Select(_ => Create(store, null).Screening.Id).ToArray();
        for (var i = 0; i < 4; i++)
        {
            store.Screenings.Claim("first", Now, Lease);
            if (i != 1)
            {
                store.Screenings.Succeed(ids[i], "first", Rows(0, 100), Now, ScreeningOutcome.None, Now + Duration.FromDays(i));
            }
        }

        // The second still runs, the fifth waits; the others ended on days 0, 2 and 3.
        Assert.Empty(store.Screenings.FindExpired(null, null));
        Assert.Empty(store.Screenings.FindExpired(3, Duration.FromDays(3)));
        Assert.Equal([ids[0]], store.Screenings.FindExpired(2, null));
        Assert.Equal([ids[0], ids[2]], store.Screenings.FindExpired(null, Duration.FromHours(23)));
        Assert.Equal([ids[0], ids[2]], store.Screenings.FindExpired(1, Duration.FromDays(2)));
        Assert.True(store.Screenings.Delete(ids[0]));
        Assert.False(store.Screenings.Delete(ids[0]));
        Assert.False(store.Screenings.Delete(ids[1]));
        Assert.False(store.Screenings.Delete(ids[4]));
        Assert.Null(store.Screenings.Find(ScreeningViewer.Everything, ids[0]));
        Assert.Empty(store.Screenings.ObjectsOf(ScreeningViewer.Everything, ids[0]));
        Assert.Null(store.Conjunctions.Find(ScreeningViewer.Everything, ids[0], 1));
        Assert.Equal(100, store.Conjunctions.Find(ScreeningViewer.Everything, ids[2], new ConjunctionQuery { Limit = 1000 }).Count);
        Assert.NotEmpty(store.Catalogue.ElementSetsOf(1));
    }

    [Fact]
    public void One_service_at_a_time_has_the_right_to_ask_a_provider()
    {
        var store = SsaStore.Open(Location).Sources;
        Assert.True(store.TryLease("celestrak", "one", Now, Lease));
        Assert.True(store.TryLease("celestrak", "one", Now, Lease));
        Assert.False(store.TryLease("celestrak", "other", Now + Lease - Duration.FromSeconds(1), Lease));
        Assert.True(store.TryLease("space-track", "other", Now, Lease));
        Assert.True(store.TryLease("celestrak", "other", Now + Lease, Lease));
        Assert.False(store.TryLease("celestrak", "one", Now + Lease, Lease));

        // Given by a clock that was ahead.
        Assert.True(store.TryLease("celestrak", "one", Now - Duration.FromDays(3), Lease));
        store.Release("one");
        Assert.True(store.TryLease("celestrak", "other", Now - Duration.FromDays(3), Lease));

        var stopped = new SourceRecord("celestrak:active", SourceState.Stopped, "down", "here", null, Now, true, false, null);
        Assert.False(store.AskResume(stopped.Name));
        store.Note(stopped);
        Assert.Equal(stopped, store.Find(stopped.Name));
        Assert.True(store.AskResume(stopped.Name));
        store.Note(stopped with { Message = "still down" });
        Assert.Equal(stopped with { Message = "still down", IsResumeAsked = true }, Assert.Single(store.List()));
        store.Resumed(stopped.Name);
        Assert.Equal(new SourceRecord(stopped.Name, SourceState.Waiting, "", "here", null, null, false, false, null), store.Find(stopped.Name));
    }

    [Fact]
    public void Figures_and_a_check_tell_what_is_there()
    {
        var store = WithCatalogue();
        var ids = Enumerable.Range(0, 3).Select(_ => Create(store, null).Screening.Id).ToArray();
        store.Screenings.Claim("first", Now, Lease);
        store.Screenings.Succeed(ids[0], "first", Rows(0, 10_000), Now, ScreeningOutcome.None, Now);
        store.Screenings.Claim("first", Now, Lease);
        var figures = store.Figures();
        Assert.Equal((1, 1, 1), (figures.Screenings[ScreeningState.Queued], figures.Screenings[ScreeningState.Running], figures.Screenings[ScreeningState.Succeeded]));
        Assert.Equal((Now, 1, Now, 0), (figures.OldestQueued, figures.NewestSnapshot, figures.SnapshotTime, figures.Schedules));
        Assert.True(figures.SizeBytes > 10_000);
        Assert.Equal(store.Catalogue.ElementSetsOf(1).DistinctBy(set => set.Elements.Number).Count(), store.Catalogue.CountObjects(1));
        var report = StoreCheck.Run(Location);
        Assert.Empty(report.Faults);
        Assert.Equal((report.NewestSchema, 1, 3, 10_000), (report.Schema, report.Snapshots, report.Screenings, report.Conjunctions));
    }

    private static StoredConjunction[] Rows(int from, int count) => [.. Enumerable.Range(from, count).Select(i => new StoredConjunction
    {
        First = i % 9,
        Second = (i % 9) + 1,
        Kind = i % 7 == 0 ? CloseApproachKind.WindowStart : CloseApproachKind.Minimum,
        TcaUs = 1_767_225_600_000_000 + (i * 3_000_000L),
        MissKm = (i * 7919 % 5000) / 1000.0,
        SpeedKmPerS = i * 0.001,
        RadialKm = -i,
        TransverseKm = 0.1 * i,
        NormalKm = 1.0 / (i + 1),
        StartUs = i % 3 == 0 ? null : 1_767_225_600_000_000 + i,
        StopUs = i % 5 == 0 ? null : 1_767_225_600_000_000 - i,
        VolumeUs = i % 2 == 0 ? null : i,
        Risk = i % 4 == 0 ? default : new StoredRisk
        {
            MaxProbability = (i * 104_729 % 1000) / 1000.0,
            DilutionSigmaKm = i,
            Pc = i % 8 == 1 ? null : 1e-7 * i,
            PcLow = 0,
            PcHigh = 1e-3,
            HardBodyRadiusM = 1.5,
            CovarianceSource = $"table-{i % 3}",
            HardBodyRadiusSource = "class",
            Reason = i % 8 == 1 ? "none" : null,
        },
    })];

    private SsaStore WithCatalogue()
    {
        var store = SsaStore.Open(Location);
        store.Catalogue.Import(BundledSample.Read(), "sample", ImportMode.Replace, Now);
        return store;
    }

    private static (ScreeningRecord Screening, bool IsNew) Create(
        SsaStore store, string? requestId, string participant = "local", bool isPrivate = false, long most = 1000, long mostOfParticipant = 1000, params ScreeningEphemeris[] ephemerides) => store.Screenings.Create(
        new ScreeningOwner(participant, isPrivate), requestId, new NewScreening("{}", "00", 1,
        [.. store.Catalogue.ElementSetsOf(1).DistinctBy(set => set.Elements.Number).Take(10).Select((set, i) => new ScreeningObject(set.Id, i % 3 == 2 ? "JPN" : "US", ObjectType.Payload))],
        ephemerides), new OpenLimits(most, mostOfParticipant), Now);
}

/// <summary>The store in an SQLite file.</summary>
public sealed class SqliteStoreTests : StoreTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ssa-store-").FullName;

    protected override string Location => Path.Combine(_folder, "store.db");

    public override void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_store_of_a_newer_program_is_left_alone()
    {
        SsaStore.Open(Location);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Location}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO schema_step VALUES (1000)";
            command.ExecuteNonQuery();
        }

        Assert.Contains("newer", Assert.Throws<StoreException>(() => SsaStore.Open(Location)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_made_in_use_is_a_store_and_a_check_sees_what_is_broken()
    {
        var store = SsaStore.Open(Location);
        store.Catalogue.Import(BundledSample.Read(), "sample", ImportMode.Replace, Instant.FromUtc(2026, 1, 1, 0, 0));
        var copy = Path.Combine(_folder, "copy.db");
        var report = StoreBackup.Make(Location, copy);
        Assert.Equal((copy, 1, true), (report.Name, report.Snapshots, report.IsInOrder));
        Assert.Equal(store.Catalogue.ElementSetsOf(1), SsaStore.Open(copy).Catalogue.ElementSetsOf(1));
        Assert.Contains("exists", Assert.Throws<StoreException>(() => StoreBackup.Make(Location, copy)).Message, StringComparison.Ordinal);
        Assert.Contains("no store", Assert.Throws<StoreException>(() => StoreBackup.Make(Path.Combine(_folder, "none.db"), copy + "2")).Message, StringComparison.Ordinal);
        Assert.Contains("pg_dump", Assert.Throws<StoreException>(() => StoreBackup.Make("postgres://me:secret@host/db", copy + "2")).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_folder), file => file.Contains(".part", StringComparison.Ordinal));

        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT INTO screening (id, settings, settings_sha256, snapshot_id, state, error, progress, conjunction_count, block_count, object_count, refused_count, excluded_count, create_us, resume_count, cancel_asked,
                    lease_holder, lease_until_us) VALUES (1, '{}', '00', 1, 3, '', 1, 5, 1, 2, 0, 0, 0, 0, 0, '', 0);
                INSERT INTO conjunction_block VALUES (1, 0, 1, 5, 0, 0, x'00', x'00');
                """;
            command.ExecuteNonQuery();
        }

        var broken = StoreCheck.Run(copy);
        Assert.Contains(broken.Faults, fault => fault.Contains("counts 2 objects and has 0", StringComparison.Ordinal));
        Assert.Contains(broken.Faults, fault => fault.Contains("block 0", StringComparison.Ordinal));
        var text = Path.Combine(_folder, "text.db");
        File.WriteAllText(text, new string('x', 5000));
        Assert.Contains("cannot be checked", Assert.Throws<StoreException>(() => StoreCheck.Run(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_said_with_the_remedy() =>
        Assert.Contains("Check", Assert.Throws<StoreException>(() => SsaStore.Open(Path.Combine(_folder, "none", "store.db"))).Message, StringComparison.Ordinal);
}
