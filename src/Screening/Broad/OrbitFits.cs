using System.Runtime.CompilerServices;
using Ssa.Propagation;
using Ssa.Propagation.Lanes;

namespace Ssa.Screening.Broad;

/// <summary>
/// Fills rows of positions, and of what bounds the motion between them, for the objects of a bundle. <see cref="OrbitFits{T, TSingle}"/> does it; those who hold states and
/// ask nothing about the positions' lanes know it as this.
/// </summary>
/// <typeparam name="T">The lane type of the states.</typeparam>
internal abstract class OrbitFits<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>Blocks that go together.</summary>
    public abstract int BlocksPerBundle { get; }

    /// <summary>The most steps that one fit covers, whole stretches.</summary>
    public abstract int StepsPerFit { get; }

    /// <summary>Begins a span of steps.</summary>
    /// <param name="steps">Its steps, at most <see cref="StepsPerFit"/>.</param>
    public abstract void Begin(int steps);

    /// <summary>Makes the elements of a block quadratics of the time over the span, and takes states in it to hold them to.</summary>
    /// <param name="block">The block.</param>
    /// <param name="startMinutes">The start of the span, minutes since each epoch.</param>
    /// <param name="resonance">The integrator's state.</param>
    public abstract void Fit(int block, T startMinutes, ref ResonanceState<T> resonance);

    /// <summary>Leaves a block's places without objects.</summary>
    public abstract void Empty(int block);

    /// <summary>After the blocks of a bundle were fitted or left empty: holds the fits to those states.</summary>
    public abstract void Check(int bundle);

    /// <summary>Fills the rows of a stretch.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="offset">The stretch's first step, counted from the start of the span.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="states">The rows.</param>
    public abstract void Fill(int bundle, int offset, int steps, SlabStates<T> states);

    /// <summary>Whether the rows hold for all objects of a block; if not, its places hold no sense.</summary>
    public abstract bool IsFitting(int block);
}

/// <summary>
/// States of the steps of some hours without SGP4 at each: its slowly changing elements, asked at three times, become quadratics, and positions follow from them in single precision
/// (<see cref="SingleOrbits{TSingle}"/>). Four states of SGP4 itself, between those times, tell how far the positions stray; who strays too far, is refused or comes near
/// the ground is left to the exact path. docs/screening-margins.md says why that is enough. One instance serves a thread.
/// </summary>
/// <typeparam name="T">The lane type of the states.</typeparam>
/// <typeparam name="TSingle">The lane type of the positions.</typeparam>
[SkipLocalsInit]
internal sealed class OrbitFits<T, TSingle> : OrbitFits<T>
    where T : unmanaged, ILane<T>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    /// <summary>Beyond this pad, km, for what the fit may be off by, an object takes the exact path.</summary>
    public const float LargestPadKm = 1f;

    /// <summary>Between the times of the check an object strays at most so many times as far as there.</summary>
    public const float StraySafety = 2.5f;

    /// <summary>Error of the arithmetic in single precision, of the radius.</summary>
    public const float Arithmetic = 1e-6f;

    // What drag's terms of the orbit's own period, of an eccentricity so large, move a position by, in semi-major axes; a quadratic through three of them does it again, and a quarter more.
    private const double WobbleSafety = 4.5;

    // Lower, and the theory may refuse a state: short periods take up to 15 km from the mean perigee.
    private const double LowestPerigeeKm = Wgs72.EarthRadiusKm + 60;

    // Sun and moon may carry an inclination over Lyddane's limit and back within a span, unseen, only where it turns this near to it, by their sines.
    private const double LyddaneBand = 1e-5;

    private const double LongestSpanSeconds = 21_600;

    // A span of fewer steps is fitted as if it had so many.
    private const int FewestSteps = 8;

    // The times of the check, in halves of the span from its middle: one jump anywhere shows there with a third of its size at least.
    private const int Checks = 4;
    private const double OuterCheck = 0.75;
    private const double InnerCheck = 0.3;

    private const int StrayRow = (int)OrbitRow.Count;
    private const int StoredRows = StrayRow + 1;
    private const int WeighedRows = 7;

    private static readonly double SineOfLyddaneLimit = Math.Sin(DeepSpaceKernel<T>.LyddaneLimit);

    private readonly Sgp4Blocks<T> _blocks;
    private readonly SingleOrbits<TSingle> _orbits;
    private readonly int _stepsPerNode;
    private readonly double _stepMinutes;
    private readonly float _numerov;
    private readonly float[] _elements;
    private readonly T[] _latitudes;
    private readonly byte[] _eccentricityClass;
    private readonly uint[] _fitting;
    private readonly float[] _exact = new float[3 * Checks * TSingle.Width];
    private readonly float[] _weighed;
    private readonly float[] _defects;
    private readonly float[] _bends;
    private double _halfMinutes;

    /// <summary>Makes room.</summary>
    /// <param name="blocks">The objects.</param>
    /// <param name="grid">The steps.</param>
    /// <param name="stretchSteps">The most steps of a stretch.</param>
    public OrbitFits(Sgp4Blocks<T> blocks, StepGrid grid, int stretchSteps)
    {
        _blocks = blocks;
        var times = stretchSteps + 3;
        _orbits = new SingleOrbits<TSingle>(times);
        _stepsPerNode = grid.StepsPerNode;
        _stepMinutes = grid.StepSeconds / 60;
        _numerov = (float)(grid.StepSeconds * grid.StepSeconds / 12);
        StepsPerFit = Math.Max(1, (int)(LongestSpanSeconds / grid.StepSeconds) / stretchSteps) * stretchSteps;
        var bundles = (blocks.Count + BlocksPerBundle - 1) / BlocksPerBundle;
        _elements = new float[bundles * StoredRows * TSingle.Width];
        _latitudes = new T[3 * bundles * BlocksPerBundle];
        _eccentricityClass = new byte[bundles * BlocksPerBundle];
        _fitting = new uint[bundles];
        _weighed = new float[WeighedRows * times * TSingle.Width];
        _defects = new float[times * TSingle.Width];
        _bends = new float[times * TSingle.Width];
    }

    /// <inheritdoc/>
    public override int BlocksPerBundle => Math.Max(1, TSingle.Width / T.Width);

    /// <inheritdoc/>
    public override int StepsPerFit { get; }

    /// <inheritdoc/>
    public override void Begin(int steps) => _halfMinutes = Math.Max(steps, FewestSteps) * _stepMinutes / 2;

    /// <inheritdoc/>
    public override void Empty(int block)
    {
        _latitudes[3 * block] = T.Of(double.NaN);
        _eccentricityClass[block] = 0;
    }

    /// <inheritdoc/>
    public override bool IsFitting(int block)
    {
        var all = (1u << T.Width) - 1;
        return ((_fitting[block / BlocksPerBundle] >> (block % BlocksPerBundle * T.Width)) & all) == all;
    }

    /// <inheritdoc/>
    public override void Fit(int block, T startMinutes, ref ResonanceState<T> resonance)
    {
        var half = T.Of(_halfMinutes);
        var (inner, outer) = (T.Of(InnerCheck * _halfMinutes), T.Of(OuterCheck * _halfMinutes));
        var middle = startMinutes + half;
        _blocks.OrbitAt(block, startMinutes, ref resonance, out var before);
        _blocks.Propagate(block, middle - outer, ref resonance, block, middle - inner, ref resonance, out var first, out var second);
        _blocks.OrbitAt(block, middle, ref resonance, out var here);
        _blocks.Propagate(block, middle + inner, ref resonance, block, middle + outer, ref resonance, out var third, out var fourth);
        _blocks.OrbitAt(block, middle + half, ref resonance, out var after);
        var at = block % BlocksPerBundle * T.Width;
        StoreExact(first, 0, at);
        StoreExact(second, 1, at);
        StoreExact(third, 2, at);
        StoreExact(fourth, 3, at);
        StoreElements(before, here, after, block);
        StoreConstants(here, block);
    }

    /// <inheritdoc/>
    public override void Check(int bundle)
    {
        var sum = TSingle.Of(0);
        var most = TSingle.Of(0);
        for (var check = 0; check < Checks; check++)
        {
            var time = (check is 0 or 3 ? OuterCheck : InnerCheck) * (check < 2 ? -1 : 1);
            _orbits.Times[0] = 0;
            Move(bundle, time);
            _orbits.Run(1, EccentricityOf(bundle));
            var (x, y, z) = _orbits.Position(0);
            ref var exact = ref _exact[3 * check * TSingle.Width];
            var dx = x - TSingle.Load(ref exact);
            var dy = y - TSingle.Load(ref Unsafe.Add(ref exact, TSingle.Width));
            var dz = z - TSingle.Load(ref Unsafe.Add(ref exact, 2 * TSingle.Width));
            var stray = TSingle.Sqrt((dx * dx) + (dy * dy) + (dz * dz));

            // A largest one may hide what is no number; a sum does not.
            most = TSingle.Max(most, stray);
            sum += stray;
        }

        ref var pad = ref Stored(bundle, StrayRow);
        var whole = TSingle.Fma(most, TSingle.Of(StraySafety), TSingle.Load(ref pad)) + (sum - sum);
        TSingle.Store(whole, ref pad);
        _fitting[bundle] = TSingle.LessOrEqualBits(whole, TSingle.Of(LargestPadKm));
    }

    /// <inheritdoc/>
    public override void Fill(int bundle, int offset, int steps, SlabStates<T> states)
    {
        // Times count from the middle of the stretch; a point before it and one after it serve the defects at its ends.
        var times = _orbits.Times;
        for (var i = 0; i < steps + 3; i++)
        {
            times[i] = (float)((i - 1 - (steps / 2.0)) * _stepMinutes / _halfMinutes);
        }

        Move(bundle, ((offset + (steps / 2.0)) * _stepMinutes / _halfMinutes) - 1);
        _orbits.Run(steps + 3, EccentricityOf(bundle));
        Weigh(steps + 3);
        Compare(steps + 3);
        Store(steps, states, bundle * BlocksPerBundle * T.Width, TSingle.Load(ref Stored(bundle, StrayRow)) * TSingle.Of(1 / StepPads.DefectSafety));
    }

    private ref float Stored(int bundle, int row) => ref _elements[((bundle * StoredRows) + row) * TSingle.Width];

    private ref float Stored(int block, OrbitRow row, int power) =>
        ref Unsafe.Add(ref Stored(block / BlocksPerBundle, (int)row + power), block % BlocksPerBundle * T.Width);

    private double EccentricityOf(int bundle)
    {
        var most = 0;
        for (var i = 0; i < BlocksPerBundle; i++)
        {
            most = Math.Max(most, _eccentricityClass[(bundle * BlocksPerBundle) + i]);
        }

        return most == 0 ? SingleOrbits<TSingle>.OneStepEccentricity : most == 1 ? SingleOrbits<TSingle>.TwoStepEccentricity : 1;
    }

    /// <summary>The quadratics of a bundle with the origin of time moved, for the positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Move(int bundle, double to)
    {
        var at = T.Of(to);
        for (var slot = 0; slot < BlocksPerBundle; slot++)
        {
            ref var latitude = ref _latitudes[3 * ((bundle * BlocksPerBundle) + slot)];
            var (c0, c1, c2) = (latitude, Unsafe.Add(ref latitude, 1), Unsafe.Add(ref latitude, 2));
            var first = slot * T.Width;
            T.StoreSingles(Nearest(T.Fma(T.Fma(c2, at, c1), at, c0)), ref Unsafe.Add(ref _orbits.Coefficient(OrbitRow.MeanLatitude), first));
            T.StoreSingles(T.Fma(c2 + c2, at, c1), ref Unsafe.Add(ref _orbits.Coefficient(OrbitRow.MeanLatitude, 1), first));
            T.StoreSingles(c2, ref Unsafe.Add(ref _orbits.Coefficient(OrbitRow.MeanLatitude, 2), first));
        }

        var by = TSingle.Of((float)to);
        var twice = TSingle.Of(2 * (float)to);
        for (var row = (int)OrbitRow.EccentricityCosine; row < (int)OrbitRow.RadiusFactor; row += 3)
        {
            ref var from = ref Stored(bundle, row);
            ref var target = ref _orbits.Coefficient((OrbitRow)row);
            var c1 = TSingle.Load(ref Unsafe.Add(ref from, TSingle.Width));
            var c2 = TSingle.Load(ref Unsafe.Add(ref from, 2 * TSingle.Width));
            TSingle.Store(TSingle.Fma(TSingle.Fma(c2, by, c1), by, TSingle.Load(ref from)), ref target);
            TSingle.Store(TSingle.Fma(c2, twice, c1), ref Unsafe.Add(ref target, TSingle.Width));
            TSingle.Store(c2, ref Unsafe.Add(ref target, 2 * TSingle.Width));
        }

        for (var row = (int)OrbitRow.RadiusFactor; row < (int)OrbitRow.Count; row++)
        {
            TSingle.Store(TSingle.Load(ref Stored(bundle, row)), ref _orbits.Coefficient((OrbitRow)row));
        }
    }

    private void StoreExact(in StateLanes<T> state, int check, int at)
    {
        ref var rows = ref _exact[(3 * check * TSingle.Width) + at];
        T.StoreSingles(state.X, ref rows);
        T.StoreSingles(state.Y, ref Unsafe.Add(ref rows, TSingle.Width));
        T.StoreSingles(state.Z, ref Unsafe.Add(ref rows, 2 * TSingle.Width));
    }

    private void StoreElements(in OrbitLanes<T> before, in OrbitLanes<T> here, in OrbitLanes<T> after, int block)
    {
        // The mean motion tells how many turns lie between the angles, and a fault makes them none.
        var turned = here.nm * T.Of(_halfMinutes);
        var fault = T.Or(T.Or(Fault(before), Fault(here)), Fault(after));
        var end = turned + Nearest(after.u - here.u - turned);
        var start = Nearest(before.u - here.u + turned) - turned;
        _latitudes[3 * block] = T.Or(fault, here.u);
        _latitudes[(3 * block) + 1] = T.Of(0.5) * (end - start);
        _latitudes[(3 * block) + 2] = T.Of(0.5) * (end + start);
        var re = T.Of(Wgs72.EarthRadiusKm);
        Put(OrbitRow.SemiMajorAxis, re * before.am, re * here.am, re * after.am, block);
        Put(OrbitRow.EccentricityCosine, before.axnl, here.axnl, after.axnl, block);
        Put(OrbitRow.EccentricitySine, before.aynl, here.aynl, after.aynl, block);
        Put(OrbitRow.NodeSine, before.snod, here.snod, after.snod, block);
        Put(OrbitRow.NodeCosine, before.cnod, here.cnod, after.cnod, block);
        Put(OrbitRow.InclinationSine, before.sinip, here.sinip, after.sinip, block);
        Put(OrbitRow.InclinationCosine, before.cosip, here.cosip, after.cosip, block);
    }

    /// <summary>An angle less whole turns, ±π.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Nearest(T angle)
    {
        var half = T.Select(T.LessThan(angle, T.Of(0)), T.Of(-0.5), T.Of(0.5));
        return T.Fma(T.Truncate(T.Fma(angle, T.Of(1 / LaneMath.TwoPi), half)), T.Of(-LaneMath.TwoPi), angle);
    }

    private static T Fault(in OrbitLanes<T> orbit)
    {
        var e = T.Sqrt(T.Fma(orbit.axnl, orbit.axnl, orbit.aynl * orbit.aynl));
        var isHigh = T.LessOrEqual(T.Of(LowestPerigeeKm / Wgs72.EarthRadiusKm), orbit.am * (T.Of(1) - e));
        var isApart = T.LessOrEqual(T.Of(LyddaneBand), T.Abs(orbit.sinip - T.Of(SineOfLyddaneLimit)));
        return T.Xor(T.And(T.And(isHigh, isApart), T.LessOrEqual(orbit.status, T.Of(0))), T.LessOrEqual(T.Of(0), T.Of(0)));
    }

    private void Put(OrbitRow row, T before, T here, T after, int block)
    {
        T.StoreSingles(here, ref Stored(block, row, 0));
        T.StoreSingles(T.Of(0.5) * (after - before), ref Stored(block, row, 1));
        T.StoreSingles(T.Fma(T.Of(0.5), before + after, -here), ref Stored(block, row, 2));
    }

    private void StoreConstants(in OrbitLanes<T> o, int block)
    {
        var one = T.Of(1);
        var el2 = T.Fma(o.axnl, o.axnl, o.aynl * o.aynl);
        var betal = T.Sqrt(one - el2);
        var temp = one / (o.am * (one - el2));
        var temp1 = T.Of(0.5 * Wgs72.J2) * temp;
        var temp2 = temp1 * temp;
        Put(OrbitRow.RadiusFactor, one - (T.Of(1.5) * temp2 * betal * o.con41), block);
        Put(OrbitRow.RadiusPeriodic, T.Of(0.5 * Wgs72.EarthRadiusKm) * temp1 * o.x1mth2, block);
        Put(OrbitRow.LatitudePeriodic, T.Of(-0.25) * temp2 * o.x7thm1, block);
        Put(OrbitRow.NodePeriodic, T.Of(1.5) * temp2 * o.cosip, block);
        Put(OrbitRow.InclinationPeriodic, T.Of(1.5) * temp2 * o.cosip * o.sinip, block);
        Put(OrbitRow.SkewFactor, one / (one + betal), block);
        Put((OrbitRow)StrayRow, T.Of(WobbleSafety * Wgs72.EarthRadiusKm) * o.am * o.wobble, block);
        _eccentricityClass[block] = (byte)(Exceeds(el2, SingleOrbits<TSingle>.TwoStepEccentricity) ? 2 : Exceeds(el2, SingleOrbits<TSingle>.OneStepEccentricity) ? 1 : 0);
    }

    private static bool Exceeds(T squared, float limit) => T.Any(T.LessThan(T.Of((double)limit * limit), squared));

    private void Put(OrbitRow row, T value, int block) => T.StoreSingles(value, ref Stored(block, row, 0));

    /// <summary>For Numerov's formula, with g = h²/12 f: x − g and g, f being gravity with J2; and the radius.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Weigh(int times)
    {
        var one = TSingle.Of(1);
        var strength = TSingle.Of(-(float)Wgs72.MuKm3PerS2 * _numerov);
        var oblateness = TSingle.Of((float)(1.5 * Wgs72.J2 * Wgs72.EarthRadiusKm * Wgs72.EarthRadiusKm));
        for (var i = 0; i < times; i++)
        {
            var (x, y, z) = _orbits.Position(i);
            var r2 = TSingle.Fma(x, x, TSingle.Fma(y, y, z * z));
            var r = TSingle.Sqrt(r2);
            var inverse2 = one / r2;
            var gravity = strength * inverse2 * inverse2 * r;
            var oblate = oblateness * inverse2;
            var z2 = TSingle.Of(5) * z * z * inverse2;
            var equatorial = TSingle.Fma(gravity * oblate, one - z2, gravity);
            var polar = TSingle.Fma(gravity * oblate, TSingle.Of(3) - z2, gravity);
            var (gx, gy, gz) = (equatorial * x, equatorial * y, polar * z);
            ref var w = ref _weighed[i * WeighedRows * TSingle.Width];
            TSingle.Store(x - gx, ref w);
            TSingle.Store(y - gy, ref Unsafe.Add(ref w, TSingle.Width));
            TSingle.Store(z - gz, ref Unsafe.Add(ref w, 2 * TSingle.Width));
            TSingle.Store(gx, ref Unsafe.Add(ref w, 3 * TSingle.Width));
            TSingle.Store(gy, ref Unsafe.Add(ref w, 4 * TSingle.Width));
            TSingle.Store(gz, ref Unsafe.Add(ref w, 5 * TSingle.Width));
            TSingle.Store(r, ref Unsafe.Add(ref w, 6 * TSingle.Width));
        }
    }

    /// <summary>Numerov's defect and the bend of the radius at each time but the first and the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compare(int times)
    {
        for (var i = 1; i < times - 1; i++)
        {
            ref var here = ref _weighed[i * WeighedRows * TSingle.Width];
            var dx = Second(ref here, 0) - (TSingle.Of(12) * TSingle.Load(ref Unsafe.Add(ref here, 3 * TSingle.Width)));
            var dy = Second(ref here, 1) - (TSingle.Of(12) * TSingle.Load(ref Unsafe.Add(ref here, 4 * TSingle.Width)));
            var dz = Second(ref here, 2) - (TSingle.Of(12) * TSingle.Load(ref Unsafe.Add(ref here, 5 * TSingle.Width)));
            TSingle.Store(TSingle.Sqrt(TSingle.Fma(dx, dx, TSingle.Fma(dy, dy, dz * dz))), ref _defects[i * TSingle.Width]);
            TSingle.Store(TSingle.Abs(Second(ref here, 6)), ref _bends[i * TSingle.Width]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle Second(ref float here, int row)
    {
        var middle = TSingle.Load(ref Unsafe.Add(ref here, row * TSingle.Width));
        return TSingle.Load(ref Unsafe.Add(ref here, (row - WeighedRows) * TSingle.Width)) - middle
            + (TSingle.Load(ref Unsafe.Add(ref here, (row + WeighedRows) * TSingle.Width)) - middle);
    }

    private void Store(int steps, SlabStates<T> states, int place, TSingle strayPad)
    {
        for (var i = 0; i <= steps; i++)
        {
            var (x, y, z) = _orbits.Position(i + 1);
            TSingle.Store(x, ref states.X[i][place]);
            TSingle.Store(y, ref states.Y[i][place]);
            TSingle.Store(z, ref states.Z[i][place]);
        }

        for (var step = 0; step < steps; step += _stepsPerNode)
        {
            var last = Math.Min(step + _stepsPerNode, steps);
            var defect = TSingle.Load(ref _defects[(step + 1) * TSingle.Width]);
            var bend = TSingle.Load(ref _bends[(step + 1) * TSingle.Width]);
            var radius = Radius(step + 1);
            for (var i = step + 1; i <= last; i++)
            {
                defect = TSingle.Max(defect, TSingle.Load(ref _defects[(i + 1) * TSingle.Width]));
                bend = TSingle.Max(bend, TSingle.Load(ref _bends[(i + 1) * TSingle.Width]));
                radius = TSingle.Max(radius, Radius(i + 1));
            }

            TSingle.Store(TSingle.Fma(radius, TSingle.Of(Arithmetic), defect + strayPad), ref states.Defect(step)[place]);
            TSingle.Store(bend, ref states.Bend(step)[place]);
        }
    }

    private TSingle Radius(int time) => TSingle.Load(ref _weighed[((time * WeighedRows) + 6) * TSingle.Width]);
}
