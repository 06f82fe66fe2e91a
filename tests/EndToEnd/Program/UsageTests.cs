namespace Ssa.EndToEnd.Tests;

public class UsageTests
{
    public static TheoryData<string[], string[]> Faults => new()
    {
        // What is typed, and what the message must name: the option, what was found, the remedy.
        { ["screen", "--start", "2026-02-30T00:00:00Z"], ["--start", "'2026-02-30T00:00:00Z'", "existing date"] },
        { ["screen", "--start", "2016-12-31T23:59:60Z"], ["--start", "'2016-12-31T23:59:60Z'", "leap second"] },
        { ["screen", "--start", "tomorrow"], ["--start", "'tomorrow'", "'now' or 'epoch'"] },
        { ["screen", "--duration", "24"], ["--duration", "'24'", "24h"] },
        { ["screen", "--duration", "-5h"], ["--duration", "'-5h'", "24h"] },
        { ["screen", "--duration", "90m"], ["--duration", "'90m'", "'min'"] },
        { ["screen", "--threshold", "5"], ["--threshold", "'5'", "5km"] },
        { ["screen", "--threshold", "0km"], ["--threshold", "'0km'", "5km"] },
        { ["screen", "--threshold", "501km"], ["--threshold", "'501km'", "at most 500 km"] },
        { ["screen", "--duration", "367d"], ["--duration", "'367d'", "366 days"] },
        { ["screen", "--primaries", "owner:JPN"], ["--primaries", "owner:JPN", "owner=JPN"] },
        { ["screen", "--secondaries", "25544,"], ["--secondaries", "25544,", "25544,48274"] },
        { ["screen", "--sgp4-mode", "afspcc"], ["--sgp4-mode", "'afspcc'", "did you mean 'afspc'"] },
        { ["screen", "--format", "cvs"], ["--format", "'cvs'", "did you mean 'csv'"] },
        { ["screen", "--format", "cdm-json"], ["--format", "'cdm-json'", "socrates"] },
        { ["screen", "--format", "csv", "--format", "json"], ["--format"] },
        { ["screen", "--threads", "0"], ["--threads", "'0'", "1 to"] },
        { ["screen", "--threads", "many"], ["--threads", "'many'", "1 to"] },
        { ["screen", "--max-events", "-1"], ["--max-events", "'-1'"] },
        { ["screen", "--max-age", "old"], ["--max-age", "'old'", "7d"] },
        { ["screen", "--output", ""], ["--output"] },
        { ["screen", "--start"], ["--start"] },
        { ["screen", "--treshold", "5km"], ["--treshold", "did you mean '--threshold'"] },
        { ["screen", "--volume", "handbook", "--threshold", "5km"], ["--volume", "--threshold", "ellipsoid:5,5,5"] },
        { ["screen", "--volume", "sphere:5"], ["--volume", "'sphere:5'", "ellipsoid:0.4,25,25", "handbook"] },
        { ["screen", "--volume", "box:2,25"], ["--volume", "'box:2,25'", "box:2,25,25"] },
        { ["screen", "--volume", "box:2km,25km,25km"], ["--volume", "'box:2km,25km,25km'", "half-lengths in km"] },
        { ["screen", "--volume", "ellipsoid:0,25,25"], ["--volume", "'ellipsoid:0,25,25'", "1 m"] },
        { ["screen", "--volume", "box:300,300,300"], ["--volume", "'box:300,300,300'", "500 km"] },
        { ["screen", "--exclude", "same-name"], ["--exclude", "'same-name'", "same-name-prefix"] },
        { ["screen", "--exclude", "co-movin"], ["--exclude", "'co-movin'", "did you mean 'co-moving'"] },
        { ["screen", "--exclude", "co-moving:10"], ["--exclude", "'10'", "10m/s"] },
        { ["screen", "--exclude", "25544:"], ["--exclude", "empty"] },
        { ["screen", "--exclude", "a:b:c"], ["--exclude", "'a:b:c'", "one colon"] },
        { ["screen", "--exclude", "co-moving", "--exclude", "co-moving:1m/s"], ["--exclude", "co-moving", "one limit"] },
        { ["screen", "--list-excluded", "-"], ["--list-excluded", "path of a file"] },
        { ["screen", "--list-excluded", "x.csv", "--output", "./x.csv"], ["--list-excluded", "--output"] },
        { ["screen", "--server", "ftp://localhost"], ["--server", "ssa screen --help"] },
        { ["screen", ""], ["FILE"] },
        { ["propagate", "x.tle"], ["--duration", "--minutes FROM:TO:STEP"] },
        { ["propagate", "x.tle", "--duration", "1h"], ["--step"] },
        { ["propagate", "x.tle", "--minutes", "0:10"], ["--minutes", "'0:10'", "FROM:TO:STEP"] },
        { ["propagate", "x.tle", "--minutes", "10:0:1"], ["--minutes", "'10:0:1'"] },
        { ["propagate", "x.tle", "--minutes", "0:10:1", "--start", "now"], ["--minutes", "--start"] },
        { ["propagate", "x.tle", "--minutes", "0:10:1", "--step", "1s"], ["--minutes", "--step"] },
        { ["propagate", "x.tle", "--minutes", "0:10:1", "--frame", "j2000"], ["--frame", "'j2000'", "gcrf"] },
        { ["propagate", "x.tle", "--minutes", "0:10:1", "--eop", "x.txt"], ["--eop", "--frame"] },
        { ["propagate", "x.tle", "--duration", "1h", "--step", "0.0000001s"], ["--step", "microsecond"] },
        { ["catalog"], ["check, fetch, synthesize"] },
        { ["catalog", "fetch", "--group", "a/b"], ["--group", "'a/b'", "active"] },
        { ["catalog", "fetch", "--mirror", "mirror.example"], ["--mirror", "https://mirror.example/"] },
        { ["catalog", "fetch", "--mirror", "https://me:hush@mirror.example/"], ["--mirror", "password"] },
        { ["catalog", "fetch", "--source", "spacetrack"], ["--source", "'spacetrack'", "did you mean 'space-track'"] },
        { ["catalog", "fetch", "--source", "space-track", "--group", "active"], ["--group", "Space-Track"] },
        { ["catalog", "fetch", "--secret-file", "x"], ["--secret-file", "--source space-track"] },
        { ["catalog", "fetch", "--format", "tle"], ["--format", "'tle'", "csv, json"] },
        { ["catalog", "fetch", "--timeout", "60d"], ["--timeout", "'60d'", "12h"] },
        { ["catalog", "fetch", "--password", "hush"], ["--password", "no such option"] },
        { ["catalog", "chek"], ["'chek'", "did you mean 'check'"] },
        { ["catalog", "check", "--format", "xml"], ["--format", "'xml'", "json"] },
        { ["catalog", "synthesize", "--seed", "1"], ["--objects"] },
        { ["catalog", "synthesize", "--objects", "10"], ["--seed"] },
        { ["catalog", "synthesize", "--objects", "0", "--seed", "1"], ["--objects", "'0'"] },
        { ["catalog", "synthesize", "--objects", "10", "--seed", "-1"], ["--seed", "'-1'"] },
        { ["catalog", "synthesize", "--objects", "10", "--seed", "1", "--epoch", "epoch"], ["--epoch", "'epoch'"] },
        { ["catalog", "synthesize", "--objects", "10", "--seed", "1", "extra"], ["'extra'"] },
        { ["keys"], ["create, list, revoke"] },
        { ["keys", "create"], ["--name"] },
        { ["keys", "create", "--name", "a b", "--participant", "p", "--role", "viewer"], ["--name", "'a b'"] },
        { ["keys", "create", "--name", "a", "--participant", "p", "--role", "veiwer"], ["--role", "did you mean 'viewer'"] },
        { ["keys", "create", "--name", "a", "--participant", "p", "--role", "viewer", "--expires", "90"], ["--expires", "90min"] },
        { ["keys", "revoke"], ["'revoke'"] },
        { ["scren"], ["'scren'", "did you mean 'screen'"] },
        { [], ["screen, report, propagate, risk, serve, keys, store, catalog"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Wrong_usage_exits_with_2_and_names_the_option_what_was_found_and_the_remedy(string[] args, string[] named)
    {
        var outcome = SsaProcess.Run(args).Expect(2);
        Assert.Empty(outcome.Bytes);
        Assert.All(named, part => Assert.Contains(part, outcome.Error, StringComparison.Ordinal));
        Assert.StartsWith("error: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_that_the_screening_refuses_is_wrong_usage_too()
    {
        var outcome = SsaProcess.Run("screen", "--start", "2300-01-01T00:00:00Z", "--quiet").Expect(2);
        Assert.StartsWith("error: --start: 2300-01-01T00:00:00.000000Z is out of range", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("1950 to 2200", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_of_a_line_is_told_at_once()
    {
        var outcome = SsaProcess.Run("screen", "--start", "later", "--threshold", "5", "--duration", "x").Expect(2);
        Assert.Equal(3, outcome.Error.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)));
    }
}
