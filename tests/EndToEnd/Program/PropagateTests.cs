using System.Globalization;
using System.Text.Json;

namespace Ssa.EndToEnd.Tests;

public class PropagateTests
{
    [Fact]
    public void Satellite_00005_of_the_verification_set_is_where_AIAA_2006_6753_prints_it()
    {
        using var folder = new TemporaryFolder();
        var rows = SsaProcess.Run("propagate", folder.Write("v.tle", ElementSets.Vanguard1), "--minutes", "0:360:360", "--sgp4-mode", "improved").Expect(0).Rows;
        Assert.Equal(2, rows.Count);
        AssertState(rows[0], "2000-06-27T18:50:19.733568Z", [7022.46529266, -1400.08296755, 0.03995155], [1.893841015, 6.405893759, 4.534807250]);
        AssertState(rows[1], "2000-06-28T00:50:19.733568Z", [-7154.03120202, -3783.17682504, -3536.19412294], [4.741887409, -4.151817765, -2.093935425]);
    }

    [Fact]
    public void Negative_minutes_are_taken_and_the_last_step_is_cut_short()
    {
        using var folder = new TemporaryFolder();
        var rows = SsaProcess.Run("propagate", folder.Write("v.tle", ElementSets.Vanguard1), "--minutes", "-1440:50:1000").Expect(0).Rows;
        Assert.Equal(["-1440", "-440", "50"], rows.Select(row => row["MINUTES_SINCE_EPOCH"]));
    }

    [Fact]
    public void A_window_in_UTC_holds_both_its_ends_for_every_set_in_input_order()
    {
        using var folder = new TemporaryFolder();
        var rows = SsaProcess.Run(
            "propagate", folder.Write("pair.tle", ElementSets.Collision2009), "--start", "2009-02-10T16:00:00Z", "--duration", "1h", "--step", "25min").Expect(0).Rows;
        string[] times = ["2009-02-10T16:00:00.000000Z", "2009-02-10T16:25:00.000000Z", "2009-02-10T16:50:00.000000Z", "2009-02-10T17:00:00.000000Z"];
        Assert.Equal([.. times, .. times], rows.Select(row => row["UTC"]));
        Assert.Equal(["24946", "24946", "24946", "24946", "22675", "22675", "22675", "22675"], rows.Select(row => row["NORAD_CAT_ID"]));
    }

    [Fact]
    public void The_minutes_of_a_UTC_time_give_the_same_state_when_asked_for_directly()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("v.tle", ElementSets.Vanguard1);
        var first = SsaProcess.Run("propagate", file, "--start", "2000-07-01T00:00:00Z", "--duration", "1s", "--step", "1s").Expect(0).Rows[0];
        var minutes = first["MINUTES_SINCE_EPOCH"];
        var again = SsaProcess.Run("propagate", file, "--minutes", $"{minutes}:{minutes}:1").Expect(0).Rows[0];
        Assert.Equal(first["X_KM"], again["X_KM"]);
        Assert.Equal(first["VZ_KM_S"], again["VZ_KM_S"]);
    }

    [Fact]
    public void A_refused_state_has_its_error_and_no_numbers()
    {
        using var folder = new TemporaryFolder();
        var rows = SsaProcess.Run("propagate", folder.Write("d.tle", ElementSets.Decaying), "--minutes", "45:60:5", "--sgp4-mode", "improved").Expect(0).Rows;
        Assert.Equal(["", "", "decayed", "decayed"], rows.Select(row => row["ERROR"]));
        Assert.All(rows, row => Assert.Equal(row["ERROR"].Length > 0, row["X_KM"].Length + row["Y_KM"].Length + row["Z_KM"].Length + row["VX_KM_S"].Length == 0));
    }

    [Fact]
    public void Several_sets_of_one_object_are_all_printed_in_input_order()
    {
        using var folder = new TemporaryFolder();
        var later = ElementSets.Iridium33.Replace("09040.78448243", "09041.78448243", StringComparison.Ordinal);
        var file = folder.Write("history.tle", later + ElementSets.Iridium33);
        var rows = SsaProcess.Run("propagate", file, "--minutes", "0:0:1", "--lenient").Expect(0).Rows;
        Assert.Equal(["2009-02-10T18:49:39.281952Z", "2009-02-09T18:49:39.281952Z"], rows.Select(row => row["UTC"]));
    }

    [Theory]
    [InlineData("gcrf")]
    [InlineData("itrf")]
    public void Another_frame_turns_the_position_but_does_not_stretch_it(string frame)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("v.tle", ElementSets.Vanguard1);
        var teme = Position(SsaProcess.Run("propagate", file, "--minutes", "0:0:1").Expect(0).Rows[0]);
        var outcome = SsaProcess.Run("propagate", file, "--minutes", "0:0:1", "--frame", frame).Expect(0);
        var turned = Position(outcome.Rows[0]);
        Assert.Equal(Norm(teme), Norm(turned), 1e-8);
        Assert.NotEqual(teme[0], turned[0]);
        Assert.Contains("No --eop given", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Earth_orientation_data_turn_the_earth_fixed_frame_by_the_angle_of_UT1()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("v.tle", ElementSets.Vanguard1);

        // UT1 half a second behind UTC on the day of the epoch (MJD 51722) and around it; nothing else.
        var rows = Enumerable.Range(0, 4).Select(day => $"2000-06-{26 + day},{51721 + day},0,0,-0.5,0,0,0,0,0,32,O\n");
        var eop = folder.Write("eop.csv", "DATE,MJD,X,Y,UT1-UTC,LOD,DPSI,DEPS,DX,DY,DAT,DATA_TYPE\n" + string.Concat(rows));
        string[] line = ["propagate", file, "--minutes", "0:0:1", "--frame", "itrf"];
        var without = Position(SsaProcess.Run(line).Expect(0).Rows[0]);
        var with = Position(SsaProcess.Run([.. line, "--eop", eop]).Expect(0).Rows[0]);
        const double EarthRadPerS = 7.292115e-5;
        var distanceFromAxisKm = Norm([without[0], without[1]]);
        Assert.Equal(0.5 * EarthRadPerS * distanceFromAxisKm, Norm([with[0] - without[0], with[1] - without[1]]), 1e-4);
        Assert.Equal(without[2], with[2], 1e-9);
    }

    [Fact]
    public void Earth_orientation_data_of_no_known_form_fail_with_the_name_of_the_file()
    {
        using var folder = new TemporaryFolder();
        var eop = folder.Write("eop.txt", "nothing of the kind\n");
        var outcome = SsaProcess.Run("propagate", folder.Write("v.tle", ElementSets.Vanguard1), "--minutes", "0:0:1", "--frame", "itrf", "--eop", eop).Expect(1);
        Assert.StartsWith("error: --eop: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("eop.txt", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_format_parses_back_with_a_segment_per_run_of_valid_states()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("both.tle", ElementSets.Decaying + ElementSets.Vanguard1);
        var lines = SsaProcess.Run("propagate", file, "--minutes", "0:60:5", "--format", "oem", "--frame", "gcrf", "--sgp4-mode", "improved").Expect(0).Text.Split('\n');
        Assert.Equal("CCSDS_OEM_VERS = 2.0", lines[0]);
        Assert.Equal(["OBJECT_ID = 2005-037B", "OBJECT_ID = 1958-002B"], lines.Where(line => line.StartsWith("OBJECT_ID", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line == "REF_FRAME = GCRF"));
        var states = lines.Where(line => line.Length > 0 && char.IsAsciiDigit(line[0])).ToArray();
        Assert.Equal(11 + 13, states.Length);
        Assert.All(states, state => Assert.Equal(7, state.Split(' ').Length));
    }

    [Fact]
    public void Json_holds_every_set_with_its_states()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("both.tle", ElementSets.Decaying + ElementSets.Vanguard1);
        using var json = JsonDocument.Parse(SsaProcess.Run("propagate", file, "--minutes", "0:60:60", "--format", "json", "--sgp4-mode", "improved").Expect(0).Bytes);
        var sets = json.RootElement.EnumerateArray().ToArray();
        Assert.Equal([28872, 5], sets.Select(set => set.GetProperty("norad_cat_id").GetInt32()));
        Assert.Equal("decayed", sets[0].GetProperty("states")[1].GetProperty("error").GetString());
        Assert.Equal(7022.46529266, sets[1].GetProperty("states")[0].GetProperty("position_km")[0].GetDouble(), 1e-8);
        Assert.Equal("improved", sets[1].GetProperty("sgp4_mode").GetString());
    }

    private static void AssertState(Dictionary<string, string> row, string utc, double[] positionKm, double[] velocityKmPerS)
    {
        // The paper prints 8 and 9 decimals.
        Assert.Equal(utc, row["UTC"]);
        Assert.Equal("5", row["NORAD_CAT_ID"]);
        Assert.Equal("", row["ERROR"]);
        Assert.All(Position(row).Zip(positionKm), pair => Assert.Equal(pair.Second, pair.First, 1e-8));
        Assert.Equal(velocityKmPerS[0], Number(row, "VX_KM_S"), 1e-9);
        Assert.Equal(velocityKmPerS[1], Number(row, "VY_KM_S"), 1e-9);
        Assert.Equal(velocityKmPerS[2], Number(row, "VZ_KM_S"), 1e-9);
    }

    private static double[] Position(Dictionary<string, string> row) => [Number(row, "X_KM"), Number(row, "Y_KM"), Number(row, "Z_KM")];

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(component => component * component));
}
