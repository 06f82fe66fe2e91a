using System.Globalization;
using System.Text;
using NodaTime;
using Ssa.Cli.Formats;
using Ssa.Cli.Jobs;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.EndToEnd.Tests.Formats;

public class EphemerisOemTests
{
    [Fact]
    public void A_message_has_header_metadata_and_states_as_CCSDS_502_orders_them()
    {
        var message = Written((MadeUp.Object(25544, "ISS (ZARYA)") with { ObjectId = "1998-067A" }, [State(0), State(1)]));
        Assert.Equal(
            """
            CCSDS_OEM_VERS = 2.0
            COMMENT Propagated with SGP4 (WGS-72, mode improved) from public element sets; no covariance
            CREATION_DATE = 2026-07-12T01:02:03.000000
            ORIGINATOR = SSA

            META_START
            COMMENT NORAD_CAT_ID = 25544
            OBJECT_NAME = ISS (ZARYA)
            OBJECT_ID = 1998-067A
            CENTER_NAME = EARTH
            REF_FRAME = GCRF
            TIME_SYSTEM = UTC
            START_TIME = 2026-07-11T00:00:00.000000
            STOP_TIME = 2026-07-11T00:01:00.000000
            META_STOP

            2026-07-11T00:00:00.000000 7000.000000000 -0.125000000 1000.500000000 7.500000000000 -0.000000000001 1.000000000000
            2026-07-11T00:01:00.000000 7001.000000000 -0.125000000 1000.500000000 7.500000000000 -0.000000000001 1.000000000000

            """.ReplaceLineEndings("\n"),
            message);
    }

    [Fact]
    public void A_refused_state_splits_the_segment()
    {
        var lines = Written((MadeUp.Object(28872, "SL-6 R/B"), [State(0), State(1), Refused(2), Refused(3), State(4)])).Split('\n');
        Assert.Equal(["START_TIME = 2026-07-11T00:00:00.000000", "START_TIME = 2026-07-11T00:04:00.000000"], Of(lines, "START_TIME"));
        Assert.Equal(["STOP_TIME = 2026-07-11T00:01:00.000000", "STOP_TIME = 2026-07-11T00:04:00.000000"], Of(lines, "STOP_TIME"));
        Assert.Equal(3, lines.Count(line => line.StartsWith("2026", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_object_without_a_valid_state_has_no_segment() =>
        Assert.DoesNotContain("META_START", Written((MadeUp.Object(33334, "X"), [Refused(0), Refused(1)])), StringComparison.Ordinal);

    [Fact]
    public void Unknown_names_say_so_and_letters_beyond_ASCII_are_replaced()
    {
        var lines = Written((MadeUp.Object(1, ""), [State(0)]), (MadeUp.Object(2, "ÉTOILE"), [State(0)])).Split('\n');
        Assert.Equal(["OBJECT_NAME = UNKNOWN", "OBJECT_NAME = ?TOILE"], Of(lines, "OBJECT_NAME"));
        Assert.Equal(["OBJECT_ID = UNKNOWN", "OBJECT_ID = UNKNOWN"], Of(lines, "OBJECT_ID"));
    }

    [Fact]
    public void Numbers_keep_to_sixteen_digits_with_a_point_even_at_the_largest_radius()
    {
        var far = State(0) with { PositionKm = new Vector3(-999_999.123456789, 1e-12, 42_164.1), VelocityKmPerS = new Vector3(11.999999999999, -1e-13, 0) };
        var fields = Written((MadeUp.Object(1, "FAR"), [far])).TrimEnd('\n').Split('\n')[^1].Split(' ')[1..];
        Assert.All(fields, field =>
        {
            Assert.Contains('.', field);
            Assert.True(field.Count(char.IsAsciiDigit) <= 16, field);
            Assert.DoesNotContain('E', field);
        });
        Assert.Equal(-999_999.123456789, double.Parse(fields[0], CultureInfo.InvariantCulture), 8);
    }

    private static string[] Of(string[] lines, string keyword) => [.. lines.Where(line => line.StartsWith(keyword, StringComparison.Ordinal))];

    private static EphemerisState State(int minute) => new(
        minute, MadeUp.Start + Duration.FromMinutes(minute), new Vector3(7000 + minute, -0.125, 1000.5), new Vector3(7.5, -1e-12, 1), PropagationStatus.Ok);

    private static EphemerisState Refused(int minute) => State(minute) with
    {
        PositionKm = new Vector3(double.NaN, double.NaN, double.NaN),
        Status = PropagationStatus.Decayed,
    };

    private static string Written(params (MeanElements Elements, EphemerisState[] States)[] sets)
    {
        using var stream = new MemoryStream();
        var oem = new EphemerisOem(stream, Frame.Gcrf, Sgp4Mode.Improved, Instant.FromUtc(2026, 7, 12, 1, 2, 3));
        foreach (var (elements, states) in sets)
        {
            oem.BeginSet(elements);
            foreach (var state in states)
            {
                oem.Add(state);
            }

            oem.EndSet();
        }

        oem.End();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
