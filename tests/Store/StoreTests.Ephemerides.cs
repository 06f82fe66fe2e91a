using System.Text;
using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;

namespace Ssa.Store.Tests;

/// <summary>Ephemerides in the store.</summary>
public abstract partial class StoreTests
{
    private static readonly EphemerisContents Said = new()
    {
        ObjectName = "CANDIDATE 3",
        ObjectId = "2024-001A",
        Number = new CatalogNumber(58_001),
        Frame = "EME2000",
        Start = Now + Duration.FromNanoseconds(123_456_789),
        Stop = Now + Duration.FromDays(3),
        StateCount = 4321,
        Interpolation = "hermite 7",
    };

    [Fact]
    public void An_ephemeris_comes_back_with_its_content()
    {
        var store = SsaStore.Open(Location);
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n")));
        var (one, isNew) = Import(store, "one", content: content);
        Assert.True(isNew);
        Assert.Equal(("one", true, "plan.oem", Now, (long)content.Length), (one.Participant, one.IsPrivate, one.Name, one.ImportTime, one.ByteCount));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), one.Sha256);
        Assert.Equal(Said, one.Contents);
        Assert.Equal(one, SsaStore.Open(Location).Ephemerides.Find(ScreeningViewer.Of("one"), one.Id));
        Assert.Equal(content, store.Ephemerides.ContentOf(ScreeningViewer.Of("one"), one.Id));
        var bare = Said with { ObjectName = "", ObjectId = "", Number = null };
        var (other, _) = Import(store, "one", contents: bare, content: [1]);
        Assert.Equal(bare, store.Ephemerides.Find(ScreeningViewer.Of("one"), other.Id)!.Contents);
        var (empty, _) = Import(store, "one", content: []);
        Assert.Equal([], store.Ephemerides.ContentOf(Everything, empty.Id)!);
    }

    [Fact]
    public void The_same_content_of_the_same_name_is_one_ephemeris_of_its_owner()
    {
        var store = SsaStore.Open(Location);
        var (one, _) = Import(store, "one");
        Assert.Equal((one, false), Import(store, "one", most: 1));
        Assert.True(Import(store, "one", isPrivate: false).IsNew);
        Assert.True(Import(store, "one", name: "other.oem").IsNew);
        Assert.True(Import(store, "two").IsNew);
        store.Ephemerides.Delete(ScreeningViewer.Of("one"), one.Id, Now);
        Assert.True(Import(store, "one").IsNew);
    }

    [Fact]
    public void A_participant_has_no_more_ephemerides_than_it_may_and_a_deleted_one_makes_room()
    {
        var store = SsaStore.Open(Location);
        var (one, _) = Import(store, "one", name: "1", most: 2);
        Import(store, "one", name: "2", most: 2);
        for (var again = 0; again < 3; again++)
        {
            Assert.Equal(2, Assert.Throws<TooManyEphemeridesException>(() => Import(store, "one", name: "3", most: 2)).Limit);
        }

        Assert.True(Import(store, "two", name: "3", most: 2).IsNew);
        Assert.False(Import(store, "one", name: "2", most: 2).IsNew);
        Assert.True(store.Ephemerides.Delete(ScreeningViewer.Of("one"), one.Id, Now));
        Assert.True(Import(store, "one", name: "3", most: 2).IsNew);
        Assert.Throws<TooManyEphemeridesException>(() => Import(store, "one", name: "4", most: 2));

        // Side by side, too.
        var taken = 0;
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            try
            {
                Import(store, "three", name: $"{i}", most: 5);
                Interlocked.Increment(ref taken);
            }
            catch (TooManyEphemeridesException)
            {
            }
        });
        Assert.Equal((5, 5), (taken, store.Ephemerides.List(ScreeningViewer.Of("three"), null, 100).Count));
    }

    [Fact]
    public void A_private_ephemeris_is_there_for_its_participant_alone()
    {
        var store = SsaStore.Open(Location);
        var (hidden, _) = Import(store, "one");
        var (open, _) = Import(store, "one", isPrivate: false);
        foreach (var (viewer, sees) in new[] { (Everything, true), (ScreeningViewer.Of("one"), true), (ScreeningViewer.Of("other"), false), (ScreeningViewer.Of("One"), false) })
        {
            Assert.Equal(sees, store.Ephemerides.Find(viewer, hidden.Id) is not null);
            Assert.Equal(sees, store.Ephemerides.ContentOf(viewer, hidden.Id) is not null);
            Assert.NotNull(store.Ephemerides.Find(viewer, open.Id));
            Assert.NotNull(store.Ephemerides.ContentOf(viewer, open.Id));
            long[] expected = sees ? [hidden.Id, open.Id] : [open.Id];
            Assert.Equal(expected.Order(), store.Ephemerides.List(viewer, null, 10).Select(one => one.Id).Order());
        }

        // What is seen is not therefore one's own to delete.
        Assert.False(store.Ephemerides.Delete(ScreeningViewer.Of("other"), hidden.Id, Now));
        Assert.False(store.Ephemerides.Delete(ScreeningViewer.Of("other"), open.Id, Now));
        Assert.False(store.Ephemerides.Delete(ScreeningViewer.Of("other"), 99, Now));
        Assert.NotNull(store.Ephemerides.Find(Everything, hidden.Id));
        Assert.True(store.Ephemerides.Delete(ScreeningViewer.Of("one"), hidden.Id, Now));
        Assert.False(store.Ephemerides.Delete(ScreeningViewer.Of("one"), hidden.Id, Now));
        Assert.True(store.Ephemerides.Delete(Everything, open.Id, Now));
        Assert.Null(store.Ephemerides.ContentOf(Everything, hidden.Id));
    }

    [Fact]
    public void Lists_come_in_pages_the_newest_first()
    {
        var store = SsaStore.Open(Location);
        var ids = Enumerable.Range(0, 7).Select(i => Import(store, "one", name: $"{i}", now: Now + Duration.FromSeconds(i / 2)).Ephemeris).OrderByDescending(one => one.ImportTime).ThenByDescending(one => one.Id).Select(one => one.Id).ToArray();
        Import(store, "other", now: Now + Duration.FromSeconds(1));
        var viewer = ScreeningViewer.Of("one");
        var all = new List<StoredEphemeris>();
        for (var page = store.Ephemerides.List(viewer, null, 2); page.Count > 0; page = store.Ephemerides.List(viewer, (page[^1].ImportTime, page[^1].Id), 2))
        {
            all.AddRange(page);
        }

        Assert.Equal(ids, all.Select(one => one.Id));
    }

    [Fact]
    public void A_screening_counts_ephemerides_behind_its_element_sets_and_finds_them()
    {
        var store = WithCatalogue();
        var (mine, _) = Import(store, "one");
        var (open, _) = Import(store, "two", isPrivate: false);
        ScreeningEphemeris[] both = [new(mine.Id, new CatalogNumber(58_001), "ESA", ObjectType.Payload), new(open.Id, null, "", ObjectType.Unknown)];
        var screening = Create(store, null, "one", isPrivate: true, ephemerides: both).Screening;
        Assert.Equal(12, screening.ObjectCount);
        var objects = store.Screenings.ObjectsOf(ScreeningViewer.Of("one"), screening.Id);
        Assert.Empty(store.Screenings.ObjectsOf(ScreeningViewer.Of("two"), screening.Id));
        Assert.Equal(12, objects.Count);
        Assert.All(objects.Take(10), one => Assert.Equal((one.Set!.Elements.Number, one.Set.Elements.Name, null as StoredEphemeris), (one.Number!.Value, one.Name, one.Ephemeris)));
        Assert.Equal(new StoredObject(new CatalogNumber(58_001), "ESA", ObjectType.Payload, null, mine), objects[10]);
        Assert.Equal((null as CatalogNumber?, "CANDIDATE 3"), (objects[11].Number, objects[11].Name));

        // Rows of theirs are found by number and by owner.
        store.Screenings.Claim("first", Now, Lease);
        var rows = Rows(0, 12).Select((row, i) => row with { First = i, Second = (i + 1) % 12 }).ToArray();
        store.Screenings.Succeed(screening.Id, "first", rows, Now, ScreeningOutcome.None, Now);
        Assert.Equal([10L, 11], store.Conjunctions.Find(Everything, screening.Id, new ConjunctionQuery { Limit = 20, CatalogNumber = 58_001 }).Select(row => row.Number));
        Assert.Equal([10L, 11], store.Conjunctions.Find(Everything, screening.Id, new ConjunctionQuery { Limit = 20, Owner = "ESA" }).Select(row => row.Number));
        var near = NodaConstants.UnixEpoch + Duration.FromTicks(10 * rows[9].TcaUs);
        var other = objects[9].Number!.Value.Value;
        Assert.Equal(10, Assert.Single(store.Conjunctions.History(ScreeningViewer.Of("one"), 58_001, other, near, Duration.FromSeconds(1))).Found.Number);
        Assert.Empty(store.Conjunctions.History(ScreeningViewer.Of("two"), 58_001, other, near, Duration.FromSeconds(1)));
    }

    [Fact]
    public void A_screening_takes_no_ephemeris_that_its_participant_may_not_use_in_it()
    {
        var store = WithCatalogue();
        var (mine, _) = Import(store, "one");
        var (open, _) = Import(store, "one", isPrivate: false);
        Refused(mine.Id, "two", isPrivate: true);
        Refused(mine.Id, "one", isPrivate: false);
        Refused(99, "one", isPrivate: true);
        Assert.True(Create(store, null, "two", ephemerides: Of(open)).IsNew);
        store.Ephemerides.Delete(ScreeningViewer.Of("one"), mine.Id, Now);
        Refused(mine.Id, "one", isPrivate: true);

        // Nothing of a refused screening stays.
        Assert.Single(store.Screenings.List(Everything, null, 10));

        void Refused(long id, string participant, bool isPrivate) => Assert.Equal(
            id, Assert.Throws<EphemerisNotThereException>(() => Create(store, null, participant, isPrivate, ephemerides: new ScreeningEphemeris(id, null, "", ObjectType.Unknown))).Id);
    }

    [Fact]
    public void The_content_of_a_deleted_ephemeris_stays_for_its_screenings_alone()
    {
        var store = WithCatalogue();
        var (used, _) = Import(store, "one", content: [1, 2, 3]);
        var screening = Create(store, "named", "one", isPrivate: true, ephemerides: Of(used)).Screening;
        Assert.True(store.Ephemerides.Delete(ScreeningViewer.Of("one"), used.Id, Now));
        foreach (var viewer in new[] { ScreeningViewer.Of("one"), Everything })
        {
            Assert.Null(store.Ephemerides.Find(viewer, used.Id));
            Assert.Empty(store.Ephemerides.List(viewer, null, 10));
        }

        Assert.Null(store.Ephemerides.ContentOf(ScreeningViewer.Of("one"), used.Id));
        Assert.Equal([1, 2, 3], store.Ephemerides.ContentOf(Everything, used.Id)!);
        Assert.Equal(used, store.Screenings.ObjectsOf(ScreeningViewer.Of("one"), screening.Id)[^1].Ephemeris);
        Assert.Equal(0, store.Ephemerides.RemoveUnused());

        // The request that has made the screening is still answered by it.
        Assert.Equal((screening, false), Create(store, "named", "one", isPrivate: true, ephemerides: Of(used)));
        Assert.Equal(screening, store.Screenings.FindRequest("one", "named"));
        Assert.Null(store.Screenings.FindRequest("two", "named"));
    }

    private static ScreeningEphemeris[] Of(StoredEphemeris ephemeris) => [new(ephemeris.Id, ephemeris.Contents.Number, "", ObjectType.Unknown)];

    private static (StoredEphemeris Ephemeris, bool IsNew) Import(
        SsaStore store, string participant, bool isPrivate = true, string name = "plan.oem", EphemerisContents? contents = null, byte[]? content = null, long most = 1000, Instant? now = null) =>
        store.Ephemerides.Import(new ScreeningOwner(participant, isPrivate), name, contents ?? Said, content ?? "CCSDS_OEM_VERS = 2.0"u8.ToArray(), most, now ?? Now);
}
