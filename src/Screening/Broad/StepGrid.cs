using Ssa.Screening.Fine;

namespace Ssa.Screening.Broad;

/// <summary>The steps of the broad phase over a window, in slabs. Step k spans from <see cref="TimeNs"/>(k) to <see cref="TimeNs"/>(k + 1).</summary>
internal sealed class StepGrid
{
    private const int EvenSlabsPerThread = 8;

    // From node to node SGP4's states are interpolated: docs/screening-margins.md says up to where.
    private const double LongestNodeSeconds = 240;

    private readonly long _originNs;
    private readonly long _stepNs;

    /// <summary>Lays the grid over a window: from the cell that holds its start, or the shift's fraction of a step before it, to its end.</summary>
    public StepGrid(ScreeningSettings settings)
    {
        var startNs = TimeGrid.ToNanoseconds(settings.Start);
        var endNs = TimeGrid.ToNanoseconds(settings.Start + settings.Duration);
        _stepNs = (long)Math.Round(settings.StepSeconds * TimeGrid.Second);
        Shift = settings.BroadShift;
        _originNs = TimeGrid.CellStart(startNs) - (long)(Shift * _stepNs);
        Steps = (int)Math.Max(1, (endNs - _originNs + _stepNs - 1) / _stepNs);
        StepsPerNode = Math.Max(1, (int)(LongestNodeSeconds / StepSeconds));
        StepsPerSlab = ChooseStepsPerSlab(settings);
    }

    /// <summary>Number of steps.</summary>
    public int Steps { get; }

    /// <summary>Steps of a slab; the last one may have fewer.</summary>
    public int StepsPerSlab { get; }

    /// <summary>Steps from one node, where SGP4 is asked, to the next; nodes are counted from a slab's first step.</summary>
    public int StepsPerNode { get; }

    /// <summary>Number of slabs.</summary>
    public int Slabs => (Steps + StepsPerSlab - 1) / StepsPerSlab;

    /// <summary>See <see cref="ScreeningSettings.BroadShift"/>.</summary>
    public double Shift { get; }

    /// <summary>Length of a step, seconds.</summary>
    public double StepSeconds => _stepNs / (double)TimeGrid.Second;

    /// <summary>The time of a grid point, nanoseconds since 1970.</summary>
    public long TimeNs(int point) => _originNs + (point * _stepNs);

    /// <summary>The slab with which a search must begin that is to find every row from a time on: rows lie in the cells that their step touches, or within the margin beside them.</summary>
    /// <param name="timeNs">The time, nanoseconds since 1970.</param>
    public int FirstSlabFor(long timeNs)
    {
        var steps = TimeGrid.FloorDivide(timeNs - TimeGrid.CellNs - (2 * TimeGrid.MarginNs) - _originNs, _stepNs);
        return (int)Math.Clamp(TimeGrid.FloorDivide(steps, StepsPerSlab), 0, Slabs - 1);
    }

    /// <summary>As long as the settings allow, but so that all threads have as much to do: a few slabs are evened out, in whole nodes.</summary>
    private int ChooseStepsPerSlab(ScreeningSettings settings)
    {
        var threads = settings.Threads > 0 ? settings.Threads : Environment.ProcessorCount;
        var slabs = (Steps + settings.StepsPerSlab - 1) / settings.StepsPerSlab;
        if (slabs < EvenSlabsPerThread * threads)
        {
            slabs = (slabs + threads - 1) / threads * threads;
        }

        var steps = (Steps + slabs - 1) / slabs;
        return Math.Min(settings.StepsPerSlab, (steps + StepsPerNode - 1) / StepsPerNode * StepsPerNode);
    }
}
