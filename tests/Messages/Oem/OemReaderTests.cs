using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;
using static Ssa.Messages.Tests.Oem.OemSamples;

namespace Ssa.Messages.Tests.Oem;

public sealed class OemReaderTests
{
    private static readonly string Plain = Message(Metadata() + States());

    [Fact]
    public void States_of_TEME_keep_every_digit()
    {
        var ephemeris = ReadOne(Plain);
        Assert.Equal(new EphemerisObject("DEMO 1", "2026-001A", null), ephemeris.Identity);
        Assert.Equal((Start, Start + Duration.FromMinutes(20)), (ephemeris.Start, ephemeris.Stop));
        for (var minute = 0; minute <= 20; minute++)
        {
            var (r, v) = Circle(60 * minute);
            Assert.Equal(new TemeState(r, v, PropagationStatus.Ok), ephemeris.StateAt(Start + Duration.FromMinutes(minute)));
        }
    }

    [Fact]
    public void Comments_blank_lines_tabs_carriage_returns_and_a_byte_order_mark_change_nothing()
    {
        var text = "\uFEFF" + Plain.Replace("\n", "\r\n\r\n  COMMENT = META_START\r\n\tCOMMENT\r\n", StringComparison.Ordinal).Replace(" = ", "\t=\t", StringComparison.Ordinal);
        AssertSame(ReadOne(Plain), ReadOne(text));
    }

    [Fact]
    public void Accelerations_and_units_are_checked_and_not_used()
    {
        var lines = States().Split('\n');
        lines[2] += " 0.001 -2.5E-3 0";
        lines[3] = lines[3].Replace(" ", " [km] ", StringComparison.Ordinal)[..lines[3].IndexOf(' ', StringComparison.Ordinal)] + WithUnits(lines[3]);
        AssertSame(ReadOne(Plain), ReadOne(Message(Metadata() + string.Join('\n', lines))));

        var wrong = Plain.Replace("\n2026-03-01T00:03", " [m/s]\n2026-03-01T00:03", StringComparison.Ordinal);
        AssertFault(wrong, SetAsideReason.Field, "Z_DOT", "[m/s]");
        AssertFault(Plain.Replace("\n2026-03-01T00:03", " 1 2\n2026-03-01T00:03", StringComparison.Ordinal), SetAsideReason.Field, "line", "2026-03-01T00:02:");
        AssertFault(Plain.Replace("\n2026-03-01T00:03", " 1 2 x\n2026-03-01T00:03", StringComparison.Ordinal), SetAsideReason.Field, "Z_DDOT", "2026-03-01T00:02:");
        AssertFault(Plain.Replace("\n2026-03-01T00:03", " 1 2 3 4\n2026-03-01T00:03", StringComparison.Ordinal), SetAsideReason.Field, "line", "2026-03-01T00:02:");

        static string WithUnits(string line)
        {
            var words = line.Split(' ');
            return string.Concat(words.Skip(1).Select((word, i) => $" {word} [{(i < 3 ? "km" : "KM/S")}]"));
        }
    }

    [Theory]
    [InlineData("1998-067A", null, null)]
    [InlineData("25544", null, 25544)]
    [InlineData("1998-067A", "NORAD_CAT_ID = 25544", 25544)]
    [InlineData("1998-067A", "NORAD_CAT_ID=270288", 270288)]
    [InlineData("1998-067A", "NORAD_CAT_ID = T0288", null)]
    [InlineData("UNKNOWN", "NORAD_CAT_ID = 0", null)]
    public void The_number_comes_from_the_identifier_or_from_a_comment(string id, string? comment, int? number)
    {
        var metadata = Metadata(("OBJECT_ID", id));
        metadata = comment is null ? metadata : metadata.Replace("META_START\n", $"META_START\nCOMMENT {comment}\n", StringComparison.Ordinal);
        var identity = ReadOne(Message(metadata + States())).Identity;
        Assert.Equal((number, id == "UNKNOWN" ? "" : id), (identity.Number?.Value, identity.ObjectId));
        Assert.Equal(number is { } n ? $"{n}" : id == "UNKNOWN" ? "DEMO 1" : id, identity.Label);
    }

    [Theory]
    [InlineData("TAI", 37.0)]
    [InlineData("TT", 69.184)]
    [InlineData("GPS", 18.0)]
    [InlineData("gps", 18.0)]
    public void Atomic_times_become_UTC(string system, double ahead)
    {
        // Since 2017 TAI is 37 s ahead of UTC (IERS Bulletin C 52), TT another 32.184 s, GPS 19 s less than TAI.
        var ephemeris = ReadOne(Message(Metadata(("TIME_SYSTEM", system), ("STOP_TIME", "2026-03-01T00:30:00")) + States()));
        Assert.Equal(Start - Duration.FromMilliseconds((long)(1000 * ahead)), ephemeris.Start);
        Assert.Equal(Circle(600).R, ephemeris.StateAt(Start + Duration.FromMilliseconds((long)(1000 * (600 - ahead)))).PositionKm);
    }

    [Fact]
    public void Times_without_a_certain_UTC_are_refused()
    {
        AssertFault(Message(Metadata(("TIME_SYSTEM", "TDB")) + States()), SetAsideReason.Unsupported, "TIME_SYSTEM", "TIME_SYSTEM");
        AssertFault(Shifted("1971-12-31", "TAI"), SetAsideReason.Unsupported, "START_TIME", "START_TIME");
        AssertFault(Plain.Replace("T00:05:00.000", "T23:59:60.000", StringComparison.Ordinal), SetAsideReason.Field, "EPOCH", "T23:59:60");

        // TAI shows 00:00:36 of 2017 while UTC shows 23:59:60 of 2016.
        var inLeapSecond = Shifted("2017-01-01", "TAI").Replace("2017-01-01T00:01:00.000", "2017-01-01T00:00:36.500", StringComparison.Ordinal);
        AssertFault(inLeapSecond, SetAsideReason.Unsupported, "EPOCH", "T00:00:36.5");

        static string Shifted(string day, string system) =>
            Message(Metadata(("TIME_SYSTEM", system)) + States()).Replace("2026-03-01", day, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leap_second_inside_a_segment_bends_nothing()
    {
        // GPS seconds pass evenly over the end of 2016, when UTC has a second more: 23:59:50 UTC is 00:00:07 GPS, 00:00:10 UTC is 00:00:28 GPS.
        var text = Message(Metadata(("TIME_SYSTEM", "GPS")) + States()).Replace("2026-03-01T00:", "2017-01-01T00:", StringComparison.Ordinal);
        var ephemeris = ReadOne(text);
        var midnight = Instant.FromUtc(2017, 1, 1, 0, 0);
        AssertNear(Circle(7).R, ephemeris.StateAt(midnight - Duration.FromSeconds(10)).PositionKm, 1e-9);
        AssertNear(Circle(28).R, ephemeris.StateAt(midnight + Duration.FromSeconds(10)).PositionKm, 1e-9);
        AssertNear(Circle(628).R, ephemeris.StateAt(midnight + Duration.FromSeconds(610)).PositionKm, 1e-9);
    }

    [Theory]
    [InlineData("GCRF", Frame.Gcrf)]
    [InlineData("ICRF", Frame.Gcrf)]
    [InlineData("EME2000", Frame.Gcrf)]
    [InlineData("J2000", Frame.Gcrf)]
    [InlineData("ITRF", Frame.Itrf)]
    [InlineData("ITRF-93", Frame.Itrf)]
    [InlineData("ITRF97", Frame.Itrf)]
    [InlineData("ITRF2014", Frame.Itrf)]
    [InlineData("itrf-2020", Frame.Itrf)]
    [InlineData("teme", Frame.Teme)]
    public void Frames_become_TEME_of_date(string name, Frame frame)
    {
        var batch = Read(Message(Metadata(("REF_FRAME", name)) + States()));
        var ephemeris = Assert.Single(batch.Accepted);
        var (r, v) = Circle(300);
        var time = Start + Duration.FromMinutes(5);
        var expected = FrameTransform.ToTeme(frame, time, EarthOrientation.None, r, v);
        Assert.Equal(expected.PositionKm, ephemeris.StateAt(time).PositionKm);

        // The axes' own motion, 9e-12 rad/s, is in the rate and not in the transformed velocity.
        AssertNear(expected.VelocityKmPerS, ephemeris.StateAt(time).VelocityKmPerS, 1e-7);
        Assert.Equal(frame == Frame.Teme ? 0 : name is "EME2000" or "J2000" ? 2 : 1, batch.Remarks.Count);
    }

    [Theory]
    [InlineData("CENTER_NAME", "MARS")]
    [InlineData("CENTER_NAME", "EARTH BARYCENTER")]
    [InlineData("REF_FRAME", "TOD")]
    [InlineData("REF_FRAME", "ITRFX")]
    [InlineData("REF_FRAME", "ITRF-")]
    [InlineData("REF_FRAME_EPOCH", "2026-03-01T00:00:00")]
    [InlineData("INTERPOLATION", "PROPAGATE")]
    public void What_is_well_formed_but_not_for_us_is_named(string keyword, string value) =>
        AssertFault(Message(Metadata((keyword, value)) + States()), SetAsideReason.Unsupported, keyword, $"{keyword} = ");

    [Theory]
    [InlineData(null, null, InterpolationMethod.Hermite, 11)]
    [InlineData("HERMITE", "7", InterpolationMethod.Hermite, 7)]
    [InlineData("Hermite", "6", InterpolationMethod.Hermite, 7)]
    [InlineData("HERMITE", "1", InterpolationMethod.Hermite, 3)]
    [InlineData("HERMITE", null, InterpolationMethod.Hermite, 7)]
    [InlineData("LAGRANGE", null, InterpolationMethod.Lagrange, 9)]
    [InlineData("Lagrange", "5", InterpolationMethod.Lagrange, 5)]
    [InlineData("LAGRANGE", "8", InterpolationMethod.Lagrange, 8)]
    [InlineData("LINEAR", "1", InterpolationMethod.Lagrange, 1)]
    [InlineData("LAGRANGE", "31", InterpolationMethod.Lagrange, 20)]
    public void The_interpolation_asked_for_is_used_as_far_as_states_suffice(string? method, string? degree, InterpolationMethod expected, int expectedDegree)
    {
        var batch = Read(Message(Metadata(("INTERPOLATION", method), ("INTERPOLATION_DEGREE", degree)) + States()));
        var used = Assert.Single(batch.Accepted).Segments[0].Interpolation;
        Assert.Equal((expected, expectedDegree), (used.Method, used.Degree));
        Assert.Equal(degree == "31", batch.Remarks.Exists(remark => remark.Field == "INTERPOLATION_DEGREE"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("32")]
    [InlineData("7.5")]
    [InlineData("seven")]
    public void A_degree_that_is_none_is_refused(string degree) =>
        AssertFault(Message(Metadata(("INTERPOLATION", "LAGRANGE"), ("INTERPOLATION_DEGREE", degree)) + States()), SetAsideReason.Range, "INTERPOLATION_DEGREE", "INTERPOLATION_DEGREE");

    [Fact]
    public void States_are_given_in_the_useable_span_only_and_use_the_nodes_beyond_it()
    {
        var narrow = ReadOne(Message(Metadata(("USEABLE_START_TIME", "2026-03-01T00:04:30"), ("USEABLE_STOP_TIME", "2026-03-01T00:15:30")) + States()));
        var wide = ReadOne(Plain);
        Assert.Equal(PropagationStatus.OutsideEphemeris, narrow.StateAt(Start + Duration.FromSeconds(269)).Status);
        Assert.Equal(PropagationStatus.OutsideEphemeris, narrow.StateAt(Start + Duration.FromSeconds(931)).Status);
        for (var seconds = 270; seconds <= 930; seconds += 11)
        {
            Assert.Equal(wide.StateAt(Start + Duration.FromSeconds(seconds)), narrow.StateAt(Start + Duration.FromSeconds(seconds)));
        }
    }

    [Fact]
    public void A_span_wider_than_the_states_is_cut_with_a_remark()
    {
        var batch = Read(Message(Metadata(("START_TIME", "2026-02-28T00:00:00"), ("STOP_TIME", "9999-12-31T23:59:59")) + States()));
        Assert.Equal((Start, Start + Duration.FromMinutes(20)), (batch.Accepted[0].Start, batch.Accepted[0].Stop));
        Assert.Equal(["START_TIME", "STOP_TIME"], batch.Remarks.Select(remark => remark.Field));
    }

    [Fact]
    public void Spans_that_hold_nothing_are_refused()
    {
        AssertFault(Message(Metadata(("STOP_TIME", "2026-02-28T00:00:00")) + States()), SetAsideReason.Range, "STOP_TIME", "STOP_TIME");
        AssertFault(Message(Metadata(("START_TIME", "2026-04-01T00:00:00"), ("STOP_TIME", "2026-04-02T00:00:00")) + States()), SetAsideReason.Range, "START_TIME", "START_TIME");
        AssertFault(Message(Metadata(("START_TIME", "yesterday")) + States()), SetAsideReason.Field, "START_TIME", "START_TIME");
    }

    [Fact]
    public void Segments_join_where_they_touch_and_the_later_one_counts_there()
    {
        var text = Message(
            Metadata() + States(),
            Metadata(("START_TIME", "2026-03-01T00:20:00"), ("STOP_TIME", "2026-03-01T00:40:00")) + Faster(States(21, 1200)),
            Metadata(("START_TIME", "2026-03-01T01:00:00"), ("STOP_TIME", "2026-03-01T01:20:00")) + States(21, 3600));
        var ephemeris = ReadOne(text);
        Assert.Equal((3, Start + Duration.FromMinutes(80)), (ephemeris.Segments.Count, ephemeris.Stop));
        Assert.Equal(2 * Circle(1200).V.X, ephemeris.StateAt(Start + Duration.FromMinutes(20)).VelocityKmPerS.X);
        AssertNear(Circle(1199.999).V, ephemeris.StateAt(Start + Duration.FromMilliseconds(1_199_999)).VelocityKmPerS, 1e-9);
        Assert.Equal(PropagationStatus.OutsideEphemeris, ephemeris.StateAt(Start + Duration.FromMinutes(50)).Status);
        AssertNear(Circle(3630).R, ephemeris.StateAt(Start + Duration.FromSeconds(3630)).PositionKm, 1e-9);

        // The same path with another velocity at its first state: a manoeuvre.
        static string Faster(string states)
        {
            var lines = states.Split('\n');
            var words = lines[0].Split(' ');
            words[4] = (2 * Circle(1200).V.X).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            lines[0] = string.Join(' ', words);
            return string.Join('\n', lines);
        }
    }

    [Fact]
    public void Overlapping_segments_of_one_object_are_refused_and_of_two_objects_are_two_ephemerides()
    {
        var again = Metadata(("START_TIME", "2026-03-01T00:19:00"), ("STOP_TIME", "2026-03-01T00:40:00")) + States(22, 1140);
        var overlap = Message(Metadata() + States(), again);
        AssertFault(overlap, SetAsideReason.Range, "START_TIME", "START_TIME = 2026-03-01T00:19");
        var batch = Read(Message(Metadata() + States(), again.Replace("DEMO 1", "DEMO 2", StringComparison.Ordinal)));
        Assert.Empty(batch.SetAside);
        Assert.Equal(["DEMO 1", "DEMO 2"], batch.Accepted.Select(ephemeris => ephemeris.Identity.Name));
    }

    [Fact]
    public void An_object_that_cannot_be_used_does_not_cost_its_neighbour()
    {
        var batch = Read(Message(Metadata() + States(), Metadata(("OBJECT_NAME", "LANDER"), ("CENTER_NAME", "MOON")) + States()));
        Assert.Equal("DEMO 1", Assert.Single(batch.Accepted).Identity.Name);
        Assert.Equal("CENTER_NAME", Assert.Single(batch.SetAside).Field);
    }

    [Fact]
    public void Messages_follow_one_another_and_a_fault_costs_its_own()
    {
        var batch = Read(Plain + Plain.Replace("META_STOP", "META_HALT", StringComparison.Ordinal) + Plain + "CCSDS_OMM_VERS = 2.0\nOBJECT_NAME = X\n" + Plain);
        Assert.Equal(3, batch.Accepted.Count);
        Assert.Equal([(SetAsideReason.Field, "line"), (SetAsideReason.Unsupported, "CCSDS_OEM_VERS")], batch.SetAside.Select(record => (record.Reason, record.Field)));
    }

    [Fact]
    public void One_state_twice_is_one_and_two_states_at_one_time_are_a_fault()
    {
        var line = States().Split('\n')[7];
        AssertSame(ReadOne(Plain), ReadOne(Plain.Replace(line, $"{line}\n{line}", StringComparison.Ordinal)));
        AssertFault(Plain.Replace(line, $"{line}\n{line}E1", StringComparison.Ordinal), SetAsideReason.Field, "EPOCH", line, 1);
        AssertFault(Plain.Replace("T00:07:00", "T00:05:30", StringComparison.Ordinal), SetAsideReason.Field, "EPOCH", "T00:05:30");
    }

    [Fact]
    public void A_segment_of_one_state_is_passed_over_with_a_remark_unless_it_is_all()
    {
        var single = Metadata(("START_TIME", "2026-03-01T02:00:00"), ("STOP_TIME", "2026-03-01T02:00:00")) + States(1, 7200);
        var batch = Read(Message(Metadata() + States(), single));
        Assert.Single(Assert.Single(batch.Accepted).Segments);
        Assert.Equal("EPOCH", Assert.Single(batch.Remarks).Field);
        AssertFault(Message(single), SetAsideReason.Length, "EPOCH", "META_START");
    }

    [Theory]
    [InlineData("2026-03-01T00:04:00.000 6878000", SetAsideReason.Range, "X")]
    [InlineData("2026-03-01T00:04:00.000 6.8", SetAsideReason.Range, "X")]
    [InlineData("2026-03-01T00:04:00.000 1e999", SetAsideReason.Range, "X")]
    [InlineData("2026-03-01T00:04:00.000 NaN", SetAsideReason.Range, "X")]
    [InlineData("2026-03-01T00:04:00.000 6,878.0", SetAsideReason.Field, "X")]
    [InlineData("2026-03-01 00:04:00.000", SetAsideReason.Field, "X")]
    [InlineData("1926-03-01T00:04:00.000 1", SetAsideReason.Range, "EPOCH")]
    [InlineData("2026-03-01T00:04 1", SetAsideReason.Field, "EPOCH")]
    [InlineData("2026-03-01T00:04:00.000 6878 0 0 7.6 0 51", SetAsideReason.Range, "X_DOT", "")]
    [InlineData("2026-03-01T00:04:00.000 1 2 3 4", SetAsideReason.Field, "line", "")]
    public void Numbers_and_times_of_states_are_checked(string beginning, SetAsideReason reason, string field, string rest = " 0 0 1 2 3") =>
        AssertFault(Message(Metadata() + States(4) + beginning + rest + "\n"), reason, field, beginning);

    [Fact]
    public void States_too_far_apart_to_interpolate_are_remarked_on()
    {
        var batch = Read(Message(Metadata(("STOP_TIME", "2026-03-02T00:00:00")) + States(30, 0, 2700)));
        var remark = Assert.Single(batch.Remarks, remark => remark.Field == "INTERPOLATION");
        Assert.Contains("states 2700 s apart", remark.Message, StringComparison.Ordinal);
        Assert.True(batch.Accepted[0].Segments[0].LeaveOneOutErrorKm > 100);
        Assert.DoesNotContain(Read(Plain).Remarks, remark => remark.Field == "INTERPOLATION");
    }

    private static void AssertSame(InterpolatedEphemeris expected, InterpolatedEphemeris actual)
    {
        Assert.Equal((expected.Identity, expected.Start, expected.Stop), (actual.Identity, actual.Start, actual.Stop));
        for (var time = expected.Start; time <= expected.Stop; time += Duration.FromSeconds(7))
        {
            Assert.Equal(expected.StateAt(time), actual.StateAt(time));
        }
    }

    private static void AssertFault(string text, SetAsideReason reason, string field, string onLineOf, int linesLater = 0)
    {
        var record = SetOneAside(text);
        Assert.Equal(("demo.oem", reason, field, LineOf(text, onLineOf) + linesLater), (record.File, record.Reason, record.Field, record.Line));
        Assert.True(record.Message.Length > 0 && record.Remedy.Length > 0);
    }
}
