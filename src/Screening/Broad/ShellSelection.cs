using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;
using Ssa.Screening.Fine;

namespace Ssa.Screening.Broad;

/// <summary>
/// Which objects can come near the seekers in a slab at all: two objects that meet have radii that differ by at most the threshold, and SGP4's own formulas bound the
/// radius of each over the slab (<see cref="StateBounds"/>). Objects that never do in the whole window are not asked again. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal sealed class ShellSelection<T>
    where T : unmanaged, ILane<T>
{
    // SGP4's velocity is not the derivative of its position: 118 m/s off for low decayers.
    private const double SpeedPadKmPerS = 0.3;

    private const long EphemerisPointsNs = 15 * TimeGrid.Second;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly StepGrid _grid;
    private readonly double _thresholdKm;
    private readonly int[] _seekers;
    private readonly int _bundle;
    private readonly bool[] _isEverNear;
    private readonly bool[] _isActive;
    private readonly Shell[] _bundleShells;
    private readonly Shell[] _seekerShells;

    /// <summary>Makes the selection for a catalogue with seekers.</summary>
    /// <param name="catalogue">The objects.</param>
    /// <param name="grid">The steps.</param>
    /// <param name="thresholdKm">Threshold, km.</param>
    /// <param name="bundle">Places of a bundle of the scan.</param>
    /// <param name="isEverNear">Per object whether it can come near a seeker within the window; see <see cref="FindEverNear"/>.</param>
    public ShellSelection(ScreenedCatalogue<T> catalogue, StepGrid grid, double thresholdKm, int bundle, bool[] isEverNear)
    {
        _catalogue = catalogue;
        _grid = grid;
        _thresholdKm = thresholdKm;
        _seekers = catalogue.Seekers!;
        _bundle = bundle;
        _isEverNear = isEverNear;
        var places = catalogue.IndexOfPlace.Length;
        _isActive = new bool[(places + T.Width - 1) / T.Width];
        _bundleShells = new Shell[(places + bundle - 1) / bundle];
        _seekerShells = new Shell[_seekers.Length];
    }

    /// <summary>Whether a block, counted on where places hold ephemerides, holds an object that may come near a seeker in the slab.</summary>
    public bool IsActive(int block) => _isActive[block];

    /// <summary>The bundles that seekers may come near in the slab: the first place of each, and its range in <see cref="Near"/>.</summary>
    public List<(int Place, Range Near)> Bundles { get; } = [];

    /// <summary>
    /// Bundle after bundle the seekers that may come near it, by their rank, and the square, km², of how far apart twice the chords' middles of two that meet within a step are at most.
    /// </summary>
    public List<(int Seeker, float ReachSquared)> Near { get; } = [];

    /// <summary>Per object whether its shell overlaps a seeker's, both over a span of time.</summary>
    public static bool[] FindEverNear(ScreenedCatalogue<T> catalogue, long fromNs, long toNs, double thresholdKm, CancellationToken cancellation)
    {
        var shells = Array.ConvertAll(catalogue.Seekers!, seeker =>
        {
            cancellation.ThrowIfCancellationRequested();
            return ShellOf(catalogue, seeker, fromNs, toNs).Widened(thresholdKm);
        });
        var isNear = new bool[catalogue.Count];
        Parallel.For(0, isNear.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            if (catalogue.IsPrimary[i] || catalogue.IsSecondary[i])
            {
                var shell = ShellOf(catalogue, i, fromNs, toNs);
                isNear[i] = Array.Exists(shells, seeker => seeker.Overlaps(shell));
            }
        });
        return isNear;
    }

    /// <summary>Chooses for a slab.</summary>
    /// <param name="firstStep">Its first step.</param>
    /// <param name="steps">Its number of steps.</param>
    public void Choose(int firstStep, int steps)
    {
        var (fromNs, toNs) = (_grid.TimeNs(firstStep), _grid.TimeNs(firstStep + steps));
        for (var s = 0; s < _seekers.Length; s++)
        {
            _seekerShells[s] = ShellOf(_catalogue, _seekers[s], fromNs, toNs).Widened(_thresholdKm);
        }

        Array.Clear(_isActive);
        _bundleShells.AsSpan().Fill(Shell.Empty);
        var indices = _catalogue.IndexOfPlace;
        for (var place = 0; place < indices.Length; place++)
        {
            var index = indices[place];
            if (index >= 0 && _isEverNear[index])
            {
                var shell = ShellOf(_catalogue, index, fromNs, toNs);
                if (Array.Exists(_seekerShells, seeker => seeker.Overlaps(shell)))
                {
                    ref var whole = ref _bundleShells[place / _bundle];
                    whole = whole.With(shell);
                    _isActive[place / T.Width] = true;
                }
            }
        }

        Bundles.Clear();
        Near.Clear();
        for (var bundle = 0; bundle < _bundleShells.Length; bundle++)
        {
            var first = Near.Count;
            for (var s = 0; s < _seekers.Length; s++)
            {
                if (_seekerShells[s].Overlaps(_bundleShells[bundle]))
                {
                    var speeds = _seekerShells[s].SpeedKmPerS + _bundleShells[bundle].SpeedKmPerS + (2 * SpeedPadKmPerS);
                    var reach = 2 * (float)(_thresholdKm + (0.5 * speeds * _grid.StepSeconds) + (2 * StepPads.LargestDefectKm));
                    Near.Add((s, reach * reach));
                }
            }

            if (Near.Count > first)
            {
                Bundles.Add((bundle * _bundle, first..Near.Count));
            }
        }
    }

    private static Shell ShellOf(ScreenedCatalogue<T> catalogue, int index, long fromNs, long toNs)
    {
        if (catalogue.EphemerisOf(index) is { } ephemeris)
        {
            return ShellOf(ephemeris, fromNs, toNs);
        }

        var epochNs = catalogue.EpochNs[index];
        var bounds = StateBounds.Of(catalogue.Propagators[index], (fromNs - epochNs) / 60e9, (toNs - epochNs) / 60e9);
        return new Shell(bounds.RadiusLowKm, bounds.RadiusHighKm, bounds.SpeedKmPerS);
    }

    /// <summary>An ephemeris's shell by its radius at points so near together that between them it changes by less than what is added.</summary>
    private static Shell ShellOf(InterpolatedEphemeris ephemeris, long fromNs, long toNs)
    {
        var shell = Shell.Empty;
        for (var timeNs = fromNs; timeNs < toNs; timeNs += EphemerisPointsNs)
        {
            Add(timeNs);
        }

        Add(toNs);
        foreach (var segment in ephemeris.Segments)
        {
            Add(Math.Clamp(segment.StartNs, fromNs, toNs));
            Add(Math.Clamp(segment.StopNs, fromNs, toNs));
        }

        return shell.Widened((Sgp4Kernel<T>.LargestSpeedKmPerS * EphemerisPointsNs / TimeGrid.Second) + EphemerisCheck.LargestJumpKm);

        void Add(long timeNs)
        {
            if (ephemeris.StateAt(timeNs) is { Status: PropagationStatus.Ok } state)
            {
                var radius = state.PositionKm.Norm;
                shell = shell.With(new Shell(radius, radius, Sgp4Kernel<T>.LargestSpeedKmPerS));
            }
        }
    }

    /// <summary>Bounds of an object's or a bundle's states.</summary>
    private readonly record struct Shell(double LowKm, double HighKm, double SpeedKmPerS)
    {
        public static Shell Empty => new(double.PositiveInfinity, double.NegativeInfinity, 0);

        public Shell Widened(double byKm) => this with { LowKm = LowKm - byKm, HighKm = HighKm + byKm };

        public Shell With(Shell other) =>
            new(Math.Min(LowKm, other.LowKm), Math.Max(HighKm, other.HighKm), Math.Max(SpeedKmPerS, other.SpeedKmPerS));

        public bool Overlaps(Shell other) => LowKm <= other.HighKm && other.LowKm <= HighKm;
    }
}
