#pragma warning disable CS1591, CA1051, SA1307 // fields named after the paper; see the table in Sgp4Kernel
namespace Ssa.Propagation;

/// <summary>
/// What SGP4's initialisation leaves of an element set, for one satellite (T = ScalarLane) or a block of satellites, one in each place.
/// The fields keep the paper's names, listed with their meaning at the head of <see cref="Sgp4Kernel{T}"/>. Where the paper branches on <c>isimp</c>
/// (perigee below 220 km, deep space) the constants of the skipped terms are zero, so that the kernel needs no branch.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal struct NearEarthConstants<T>
    where T : unmanaged
{
    public T mo, mdot, argpo, argpdot, nodeo, nodedot, nodecf;
    public T cc1, bstarcc4, t2cof, no, ecco, ao;
    public T omgcof, eta, xmcof, delmo, d2, d3, d4, bstarcc5, sinmao, t3cof, t4cof, t5cof;
    public T sinip, cosip, aycof, xlcof, con41, x1mth2, x7thm1, inclo;

    /// <summary>Zero for an orbit; else the status that every state of this element set has.</summary>
    public T status;
}
