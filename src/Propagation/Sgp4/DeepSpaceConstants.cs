#pragma warning disable CS1591, CA1051 // fields named after the paper; see the table in DeepSpaceKernel
namespace Ssa.Propagation;

/// <summary>
/// What SDP4's initialisation adds for periods of 225 minutes and more: lunar-solar secular rates and periodics, and the resonance of
/// half-day and one-day orbits (dscom and dsinit of AIAA 2006-6753). Fields keep the paper's names.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal struct DeepSpaceConstants<T>
    where T : unmanaged
{
    public NearEarthConstants<T> near;

    // Secular rates, per minute.
    public T dedt, didt, dmdt, domdt, dnodt;

    // Phases of sun and moon at epoch, and amplitudes of their periodics.
    public T zmos, zmol;
    public T se2, se3, si2, si3, sl2, sl3, sl4, sgh2, sgh3, sgh4, sh2, sh3;
    public T ee2, e3, xi2, xi3, xl2, xl3, xl4, xgh2, xgh3, xgh4, xh2, xh3;

    // Resonance: masks say which kind an orbit has; at most one of them is set.
    public T isOneDay, isHalfDay;
    public T gsto, xlamo, xfact;
    public T del1, del2, del3;
    public T d2201, d2211, d3210, d3222, d4410, d4422, d5220, d5232, d5421, d5433;
}
