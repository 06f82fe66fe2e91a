namespace Ssa.Propagation;

/// <summary>What dscom needs to know of the satellite's orbit at epoch.</summary>
internal readonly record struct Orbit(
    double Em, double Emsq, double Betasq, double Rtemsq, double Nm, double Sinim, double Cosim, double Sinomm, double Cosomm);

/// <summary>The coefficients that dscom (AIAA 2006-6753) computes once for the sun and once for the moon.</summary>
internal readonly record struct Perturber
{
    public double S1 { get; private init; }

    public double S2 { get; private init; }

    public double S3 { get; private init; }

    public double S4 { get; private init; }

    public double S5 { get; private init; }

    public double S6 { get; private init; }

    public double S7 { get; private init; }

    public double Z1 { get; private init; }

    public double Z2 { get; private init; }

    public double Z3 { get; private init; }

    public double Z11 { get; private init; }

    public double Z12 { get; private init; }

    public double Z13 { get; private init; }

    public double Z21 { get; private init; }

    public double Z22 { get; private init; }

    public double Z23 { get; private init; }

    public double Z31 { get; private init; }

    public double Z32 { get; private init; }

    public double Z33 { get; private init; }

    /// <summary>The coefficients of one perturbing body.</summary>
    /// <param name="o">The satellite's orbit.</param>
    /// <param name="zcosg">Cosine of the body's argument of perigee.</param>
    /// <param name="zsing">Sine of it.</param>
    /// <param name="zcosi">Cosine of the body's inclination.</param>
    /// <param name="zsini">Sine of it.</param>
    /// <param name="zcosh">Cosine of the node's difference.</param>
    /// <param name="zsinh">Sine of it.</param>
    /// <param name="cc">The body's strength.</param>
    public static Perturber Of(
        in Orbit o, double zcosg, double zsing, double zcosi, double zsini, double zcosh, double zsinh, double cc)
    {
        var a1 = (zcosg * zcosh) + (zsing * zcosi * zsinh);
        var a3 = (-zsing * zcosh) + (zcosg * zcosi * zsinh);
        var a7 = (-zcosg * zsinh) + (zsing * zcosi * zcosh);
        var a8 = zsing * zsini;
        var a9 = (zsing * zsinh) + (zcosg * zcosi * zcosh);
        var a10 = zcosg * zsini;
        var a2 = (o.Cosim * a7) + (o.Sinim * a8);
        var a4 = (o.Cosim * a9) + (o.Sinim * a10);
        var a5 = (-o.Sinim * a7) + (o.Cosim * a8);
        var a6 = (-o.Sinim * a9) + (o.Cosim * a10);

        var x1 = (a1 * o.Cosomm) + (a2 * o.Sinomm);
        var x2 = (a3 * o.Cosomm) + (a4 * o.Sinomm);
        var x3 = (-a1 * o.Sinomm) + (a2 * o.Cosomm);
        var x4 = (-a3 * o.Sinomm) + (a4 * o.Cosomm);
        var x5 = a5 * o.Sinomm;
        var x6 = a6 * o.Sinomm;
        var x7 = a5 * o.Cosomm;
        var x8 = a6 * o.Cosomm;

        var z31 = (12.0 * x1 * x1) - (3.0 * x3 * x3);
        var z32 = (24.0 * x1 * x2) - (6.0 * x3 * x4);
        var z33 = (12.0 * x2 * x2) - (3.0 * x4 * x4);
        var z1 = (3.0 * ((a1 * a1) + (a2 * a2))) + (z31 * o.Emsq);
        var z2 = (6.0 * ((a1 * a3) + (a2 * a4))) + (z32 * o.Emsq);
        var z3 = (3.0 * ((a3 * a3) + (a4 * a4))) + (z33 * o.Emsq);
        var s3 = cc / o.Nm;
        var s4 = s3 * o.Rtemsq;
        return new Perturber
        {
            S1 = -15.0 * o.Em * s4,
            S2 = -0.5 * s3 / o.Rtemsq,
            S3 = s3,
            S4 = s4,
            S5 = (x1 * x3) + (x2 * x4),
            S6 = (x2 * x3) + (x1 * x4),
            S7 = (x2 * x4) - (x1 * x3),
            Z1 = z1 + z1 + (o.Betasq * z31),
            Z2 = z2 + z2 + (o.Betasq * z32),
            Z3 = z3 + z3 + (o.Betasq * z33),
            Z11 = (-6.0 * a1 * a5) + (o.Emsq * ((-24.0 * x1 * x7) - (6.0 * x3 * x5))),
            Z12 = (-6.0 * ((a1 * a6) + (a3 * a5))) + (o.Emsq * ((-24.0 * ((x2 * x7) + (x1 * x8))) - (6.0 * ((x3 * x6) + (x4 * x5))))),
            Z13 = (-6.0 * a3 * a6) + (o.Emsq * ((-24.0 * x2 * x8) - (6.0 * x4 * x6))),
            Z21 = (6.0 * a2 * a5) + (o.Emsq * ((24.0 * x1 * x5) - (6.0 * x3 * x7))),
            Z22 = (6.0 * ((a4 * a5) + (a2 * a6))) + (o.Emsq * ((24.0 * ((x2 * x5) + (x1 * x6))) - (6.0 * ((x4 * x7) + (x3 * x8))))),
            Z23 = (6.0 * a4 * a6) + (o.Emsq * ((24.0 * x2 * x6) - (6.0 * x4 * x8))),
            Z31 = z31,
            Z32 = z32,
            Z33 = z33,
        };
    }
}

/// <summary>The eccentricity functions of the half-day resonance (dsinit of AIAA 2006-6753): polynomials by range of eccentricity.</summary>
internal readonly record struct HalfDayEccentricityFunctions(
    double G201, double G211, double G310, double G322, double G410, double G422, double G520, double G521, double G532, double G533)
{
    /// <summary>The functions at an eccentricity, its square and its cube.</summary>
    public static HalfDayEccentricityFunctions Of(double em, double emsq, double eoc)
    {
        double P(double c0, double c1, double c2, double c3) => c0 + (c1 * em) + (c2 * emsq) + (c3 * eoc);
        var isLow = em <= 0.65;
        var isVeryHigh = em > 0.715;
        return new HalfDayEccentricityFunctions(
            G201: -0.306 - ((em - 0.64) * 0.440),
            G211: isLow ? P(3.616, -13.2470, 16.2900, 0) : P(-72.099, 331.819, -508.738, 266.724),
            G310: isLow ? P(-19.302, 117.3900, -228.4190, 156.5910) : P(-346.844, 1582.851, -2415.925, 1246.113),
            G322: isLow ? P(-18.9068, 109.7927, -214.6334, 146.5816) : P(-342.585, 1554.908, -2366.899, 1215.972),
            G410: isLow ? P(-41.122, 242.6940, -471.0940, 313.9530) : P(-1052.797, 4758.686, -7193.992, 3651.957),
            G422: isLow ? P(-146.407, 841.8800, -1629.014, 1083.4350) : P(-3581.690, 16178.110, -24462.770, 12422.520),
            G520: isLow ? P(-532.114, 3017.977, -5740.032, 3708.2760)
                : isVeryHigh ? P(-5149.66, 29936.92, -54087.36, 31324.56) : P(1464.74, -4664.75, 3763.64, 0),
            G521: em < 0.7 ? P(-822.71072, 4568.6173, -8491.4146, 5337.524) : P(-51752.104, 218913.95, -309468.16, 146349.42),
            G532: em < 0.7 ? P(-853.66600, 4690.2500, -8624.7700, 5341.4) : P(-40023.880, 170470.89, -242699.48, 115605.82),
            G533: em < 0.7 ? P(-919.22770, 4988.6100, -9064.7700, 5542.21) : P(-37995.780, 161616.52, -229838.20, 109377.94));
    }
}
