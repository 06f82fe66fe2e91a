using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;

namespace Ssa.Screening.Broad;

/// <summary>
/// Exact SGP4 positions of all objects at the grid points of a slab, and what bounds their motion in between: the defect of the equation of
/// motion and the bend of the radius, both measured at every grid point. Rows are time, columns the places of
/// <see cref="Sgp4Blocks{T}"/> and after them one for each ephemeris (<see cref="EphemerisColumns{T}"/>). One instance serves a thread and is filled again for each slab.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal sealed class SlabStates<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>Rows are padded to whole bundles of the widest single-precision lanes.</summary>
    public const int WidestBundle = 16;

    private readonly ScreenedCatalogue<T> _catalogue;
    private readonly StepGrid _grid;
    private readonly ResonanceState<T>[] _resonance;
    private readonly T[] _originMinutes;
    private readonly EphemerisColumns<T> _ephemerides;

    /// <summary>Makes the arrays for a catalogue and a grid.</summary>
    public SlabStates(ScreenedCatalogue<T> catalogue, StepGrid grid)
    {
        _catalogue = catalogue;
        _grid = grid;
        var blocks = catalogue.Blocks;
        var sgp4Places = blocks.Count * T.Width;
        Places = sgp4Places + catalogue.Ephemerides.Length;
        PaddedPlaces = (Places + WidestBundle - 1) / WidestBundle * WidestBundle;
        _resonance = new ResonanceState<T>[blocks.Count];
        _originMinutes = new T[blocks.Count];
        var minutes = MemoryMarshal.Cast<T, double>(_originMinutes.AsSpan());
        for (var place = 0; place < sgp4Places; place++)
        {
            // An empty place keeps company with its block's first satellite; it is never read.
            var index = blocks.IndexOfPlace[place];
            index = index < 0 ? blocks.IndexOfPlace[place / T.Width * T.Width] : index;
            minutes[place] = (grid.TimeNs(0) - catalogue.EpochNs[index]) / 60e9;
        }

        var points = grid.StepsPerSlab + 3;
        X = new float[points][];
        Y = new float[points][];
        Z = new float[points][];
        Radius = new float[points][];
        Defect = new float[points][];
        Bend = new float[points][];
        foreach (var rows in new[] { X, Y, Z, Radius, Defect, Bend })
        {
            for (var i = 0; i < points; i++)
            {
                rows[i] = new float[PaddedPlaces];
            }
        }

        _ephemerides = new EphemerisColumns<T>(catalogue.Ephemerides, this, sgp4Places, grid);
    }

    /// <summary>Number of places of a row.</summary>
    public int Places { get; }

    /// <summary>Length of a row: whole bundles of single-precision lanes.</summary>
    public int PaddedPlaces { get; }

    /// <summary>Positions, TEME, km; NaN where SGP4 refuses the state. Row i is the grid point before the slab's first plus i.</summary>
    public float[][] X { get; }

    /// <summary>See <see cref="X"/>.</summary>
    public float[][] Y { get; }

    /// <summary>See <see cref="X"/>.</summary>
    public float[][] Z { get; }

    /// <summary>Distance from the Earth's centre, km.</summary>
    public float[][] Radius { get; }

    /// <summary>
    /// |x₋ − 2x + x₊ − h²/12 (f₋ + 10 f + f₊)|, km, of the points before, at and after: what the positions differ from the motion under f, the gravity
    /// of the Earth with J2 (Numerov's formula, whose own error is h⁶/240 of the sixth derivative). NaN where one of the three is refused.
    /// </summary>
    public float[][] Defect { get; }

    /// <summary>r₋ − 2r + r₊, km: h² times the second derivative of the radius.</summary>
    public float[][] Bend { get; }

    /// <summary>Computes a slab.</summary>
    /// <param name="firstStep">Its first step.</param>
    /// <param name="steps">Its number of steps.</param>
    /// <param name="cancellation">Asked now and then.</param>
    public void Fill(int firstStep, int steps, CancellationToken cancellation)
    {
        for (var block = 0; block < _catalogue.Blocks.Count; block++)
        {
            if ((block & 255) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            FillBlock(block, firstStep - 1, steps + 3);
        }

        _ephemerides.Fill(firstStep, steps, cancellation);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillBlock(int block, int firstPoint, int points)
    {
        var at = block * T.Width;
        var h = T.Of(_grid.StepSeconds);
        var twelfth = h * h * T.Of(1.0 / 12);
        Unsafe.SkipInit(out Sample<T> before);
        Unsafe.SkipInit(out Sample<T> here);
        for (var i = 0; i < points; i++)
        {
            var minutes = _originMinutes[block] + T.Of((firstPoint + i) * (_grid.StepSeconds / 60));
            _catalogue.Blocks.Propagate(block, minutes, ref _resonance[block], out var state);
            Sample<T>.Of(state, out var after);
            T.StoreSingles(after.X, ref X[i][at]);
            T.StoreSingles(after.Y, ref Y[i][at]);
            T.StoreSingles(after.Z, ref Z[i][at]);
            T.StoreSingles(after.R, ref Radius[i][at]);
            if (i >= 2)
            {
                var ten = T.Of(10);
                var two = T.Of(2);
                var dx = before.X - (two * here.X) + after.X - (twelfth * (before.Fx + (ten * here.Fx) + after.Fx));
                var dy = before.Y - (two * here.Y) + after.Y - (twelfth * (before.Fy + (ten * here.Fy) + after.Fy));
                var dz = before.Z - (two * here.Z) + after.Z - (twelfth * (before.Fz + (ten * here.Fz) + after.Fz));
                T.StoreSingles(T.Sqrt((dx * dx) + (dy * dy) + (dz * dz)), ref Defect[i - 1][at]);
                T.StoreSingles(before.R - (two * here.R) + after.R, ref Bend[i - 1][at]);
            }

            before = here;
            here = after;
        }
    }
}

/// <summary>A position with its radius and the acceleration of gravity there.</summary>
/// <typeparam name="T">The lane type.</typeparam>
internal struct Sample<T>
    where T : unmanaged, ILane<T>
{
    public T X, Y, Z, R, Fx, Fy, Fz;

    /// <summary>Gravity with J2 (Vallado, Fundamentals of Astrodynamics, eq. 8-27 ff. without the higher zonals), km/s².</summary>
    public static void Of(in StateLanes<T> state, out Sample<T> sample)
    {
        var one = T.Of(1);
        sample.X = state.X;
        sample.Y = state.Y;
        sample.Z = state.Z;
        var r2 = (state.X * state.X) + (state.Y * state.Y) + (state.Z * state.Z);
        sample.R = T.Sqrt(r2);
        var inverse2 = one / r2;
        var gravity = T.Of(-Wgs72.MuKm3PerS2) * inverse2 / sample.R;
        var oblate = T.Of(1.5 * Wgs72.J2 * Wgs72.EarthRadiusKm * Wgs72.EarthRadiusKm) * inverse2;
        var z2 = T.Of(5) * state.Z * state.Z * inverse2;
        var equatorial = gravity * (one + (oblate * (one - z2)));
        sample.Fx = equatorial * state.X;
        sample.Fy = equatorial * state.Y;
        sample.Fz = gravity * (one + (oblate * (T.Of(3) - z2))) * state.Z;
    }
}
