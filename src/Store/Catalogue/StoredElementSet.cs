using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Ssa.Propagation;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>An element set as the store holds it.</summary>
/// <param name="Id">Its number in the store.</param>
/// <param name="ImportTime">When it was first taken in, UTC.</param>
/// <param name="Elements">The elements, to the bit as they came.</param>
public sealed record StoredElementSet(long Id, Instant ImportTime, MeanElements Elements)
{
    internal const string Columns =
        "e.id, e.number, e.epoch_ns, e.import_us, e.name, e.object_id, e.classification, e.mean_motion, e.eccentricity, e.inclination, e.right_ascension, e.argument_of_perigee, e.mean_anomaly, e.bstar, "
        + "e.mean_motion_dot, e.mean_motion_ddot, e.set_number, e.revolution";

    internal const string Insert =
        "INSERT INTO element_set (number, epoch_ns, content_sha256, import_us, name, object_id, classification, mean_motion, eccentricity, inclination, right_ascension, argument_of_perigee, mean_anomaly, bstar, "
        + "mean_motion_dot, mean_motion_ddot, set_number, revolution) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17) "
        + "ON CONFLICT (number, epoch_ns, content_sha256) DO NOTHING";

    internal static StoredElementSet Of(DbDataReader row) => new(row.GetInt64(0), Time.OfMicroseconds(row.GetInt64(3)), new MeanElements
    {
        Number = new CatalogNumber((int)row.GetInt64(1)),
        Epoch = Time.OfNanoseconds(row.GetInt64(2)),
        Name = row.GetString(4),
        ObjectId = row.GetString(5),
        Classification = row.GetString(6)[0],
        MeanMotionRevPerDay = row.GetDouble(7),
        Eccentricity = row.GetDouble(8),
        InclinationDeg = row.GetDouble(9),
        RightAscensionDeg = row.GetDouble(10),
        ArgumentOfPerigeeDeg = row.GetDouble(11),
        MeanAnomalyDeg = row.GetDouble(12),
        BStarPerEarthRadius = row.GetDouble(13),
        MeanMotionDotRevPerDay2 = row.GetDouble(14),
        MeanMotionDdotRevPerDay3 = row.GetDouble(15),
        ElementSetNumber = (int)row.GetInt64(16),
        RevolutionAtEpoch = (int)row.GetInt64(17),
    });

    internal static object[] Parameters(MeanElements e, string contentSha256, long importUs) =>
    [
        (long)e.Number.Value, Time.ToNanoseconds(e.Epoch), contentSha256, importUs, e.Name, e.ObjectId, e.Classification.ToString(), e.MeanMotionRevPerDay, e.Eccentricity, e.InclinationDeg, e.RightAscensionDeg,
        e.ArgumentOfPerigeeDeg, e.MeanAnomalyDeg, e.BStarPerEarthRadius, e.MeanMotionDotRevPerDay2, e.MeanMotionDdotRevPerDay3, (long)e.ElementSetNumber, (long)e.RevolutionAtEpoch,
    ];

    /// <summary>SHA-256 of all that an element set says: two sets are the same where this is.</summary>
    internal static string ContentSha256(MeanElements e) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{e.Number.Value}|{Time.ToNanoseconds(e.Epoch)}|{e.Name}|{e.ObjectId}|{e.Classification}|{e.MeanMotionRevPerDay:R}|{e.Eccentricity:R}|{e.InclinationDeg:R}|{e.RightAscensionDeg:R}|{e.ArgumentOfPerigeeDeg:R}|{e.MeanAnomalyDeg:R}|{e.BStarPerEarthRadius:R}|{e.MeanMotionDotRevPerDay2:R}|{e.MeanMotionDdotRevPerDay3:R}|{e.ElementSetNumber}|{e.RevolutionAtEpoch}"))));
}
