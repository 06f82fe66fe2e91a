using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Broad;
using Ssa.Screening.Catalogue;
using Ssa.Screening.Fine;

namespace Ssa.Screening.Tests.Broad;

/// <summary>Once lists have grown to what a slab needs, its states, its sweep and its refinement allocate nothing.</summary>
public class AllocationTests
{
    private static readonly ScreeningSettings Settings = new() { Start = Populations.Epoch, Duration = Duration.FromHours(1), ThresholdKm = 20, Threads = 1 };

    [Fact]
    public void A_sweep_in_wide_lanes_allocates_nothing() => Assert.Equal(0, AllocatedBySweep<Lane256, Single256>());

    [Fact]
    public void A_sweep_one_by_one_allocates_nothing() => Assert.Equal(0, AllocatedBySweep<ScalarLane, Single32>());

    [Fact]
    public void Looking_around_a_few_objects_allocates_nothing()
    {
        var objects = Objects();
        var catalogue = CatalogueOf<Lane256>(objects, new PairSelection([.. objects.Select((_, i) => i < 2)], [.. objects.Select(_ => true)]));
        Assert.NotNull(catalogue.Seekers);
        var grid = new StepGrid(Settings);
        var isEverNear = ShellSelection<Lane256>.FindEverNear(catalogue, grid.TimeNs(0), grid.TimeNs(grid.Steps), Settings.ThresholdKm, CancellationToken.None);
        var shells = new ShellSelection<Lane256>(catalogue, grid, Settings.ThresholdKm, Single256.Width, isEverNear);
        var states = new SlabStates<Lane256>(catalogue, grid, steps => new OrbitFits<Lane256, Single256>(catalogue.Blocks, grid, steps));
        var scan = new SeekerScan<Lane256, Single256>(catalogue, states, shells, grid, Settings.ThresholdKm);
        var found = 0;
        shells.Choose(0, grid.Steps);
        Assert.Equal(0, AllocatedByTheSecond(() =>
        {
            states.Begin(0, grid.Steps, shells, CancellationToken.None);
            for (var offset = 0; offset < grid.Steps; offset += states.StretchSteps)
            {
                var stretch = Math.Min(states.StretchSteps, grid.Steps - offset);
                scan.Run(offset, stretch, CancellationToken.None);
                for (var step = 0; step < stretch; step++)
                {
                    found += scan.Candidates(step).Count;
                }
            }
        }));
        Assert.True(found > 0);
    }

    [Fact]
    public void Refining_a_smooth_encounter_allocates_nothing()
    {
        var objects = Objects();
        var row = Row.Screen(objects, Settings).First(r => r.Kind == CloseApproachKind.Minimum);
        var catalogue = CatalogueOf<Lane256>(objects, null);
        var finder = new EncounterFinder<Lane256>(catalogue, Settings);
        var cell = TimeGrid.CellStart(TimeGrid.ToNanoseconds(row.Tca));
        var found = 0;
        Assert.Equal(0, AllocatedByTheSecond(() =>
        {
            finder.Rows.Clear();
            finder.Examine(row.First - 1, row.Second - 1, cell);
            found += finder.Rows.Count;
        }));
        Assert.True(found > 0);
    }

    private static long AllocatedBySweep<T, TSingle>()
        where T : unmanaged, ILane<T>
        where TSingle : unmanaged, ISingleLane<TSingle>
    {
        var catalogue = CatalogueOf<T>(Objects(), null);
        var grid = new StepGrid(Settings);
        var states = new SlabStates<T>(catalogue, grid, steps => new OrbitFits<T, TSingle>(catalogue.Blocks, grid, steps));
        var sweep = new StepSweep<T, TSingle>(catalogue, states, grid, Settings.ThresholdKm);
        var found = 0;
        var allocated = AllocatedByTheSecond(() =>
        {
            states.Begin(0, grid.Steps, null, CancellationToken.None);
            for (var offset = 0; offset < grid.Steps; offset += states.StretchSteps)
            {
                var stretch = Math.Min(states.StretchSteps, grid.Steps - offset);
                states.Fill(offset, stretch, CancellationToken.None);
                sweep.Begin(isFirst: false);
                for (var step = 0; step < stretch; step++)
                {
                    sweep.Run(step);
                    found += sweep.Candidates.Count;
                }
            }
        });
        Assert.True(found > 0);
        return allocated;
    }

    private static long AllocatedByTheSecond(Action work)
    {
        work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static MeanElements[] Objects() => Populations.All["low orbits of one shell"](new Random(11), 120);

    private static ScreenedCatalogue<T> CatalogueOf<T>(MeanElements[] objects, PairSelection? pairs)
        where T : unmanaged, ILane<T> => new(objects, [], [], Sgp4Mode.Afspc, pairs, null, CancellationToken.None);
}
