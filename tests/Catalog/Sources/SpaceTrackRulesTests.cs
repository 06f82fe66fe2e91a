using CsCheck;
using NodaTime;
using Ssa.Catalog.Sources;

namespace Ssa.Catalog.Tests.Sources;

/// <summary>The arithmetic of Space-Track's guidelines, and the account.</summary>
public sealed class SpaceTrackRulesTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_next_query_is_an_hour_to_an_hour_and_a_half_later_and_never_at_minute_0_or_30() =>
        Gen.Select(Gen.Long[1_500_000_000_000_000_000, 3_000_000_000_000_000_000], Gen.ULong).Sample(
            (nanoseconds, seed) =>
            {
                var asked = NodaConstants.UnixEpoch + Duration.FromNanoseconds(nanoseconds);
                var next = QueryMinute.Next(asked, seed);
                var wait = next - asked;
                return wait >= Duration.FromHours(1) && wait <= Duration.FromMinutes(90) && next.InUtc().Minute is not (0 or 30) && next.InUtc().Second == 0
                    && next == QueryMinute.Next(asked, seed);
            },
            iter: 2000);

    [Fact]
    public void Query_minutes_reach_every_minute_but_two()
    {
        var start = Instant.FromUtc(2026, 1, 1, 0, 0);
        var minutes = Enumerable.Range(0, 5000).Select(i => QueryMinute.Next(start + Duration.FromMinutes(i * 7), 3).InUtc().Minute).Distinct().Order();
        Assert.Equal(Enumerable.Range(0, 60).Where(minute => minute is not (0 or 30)), minutes);
    }

    [Fact]
    public void No_window_ever_holds_more_requests_than_set_over_restarts() =>
        Gen.Double[0, 30].Array[20, 150].Sample(
            pauses =>
            {
                var path = _folder.PathOf($"requests-{Guid.NewGuid():N}.json");
                var now = Instant.FromUtc(2026, 11, 28, 0, 0);
                var taken = new List<Instant>();
                foreach (var seconds in pauses)
                {
                    now += Duration.FromSeconds(seconds);
                    if (new RequestLedger(path, 5, 40).Take(now) is not { } freeAt)
                    {
                        taken.Add(now);
                        continue;
                    }

                    // Told too early it would refuse again, and until then it has a reason.
                    if (freeAt <= now || freeAt > now + Duration.FromHours(1))
                    {
                        return false;
                    }
                }

                return taken.All(end => taken.Count(time => time > end - Duration.FromMinutes(1) && time <= end) <= 5 && taken.Count(time => time > end - Duration.FromHours(1) && time <= end) <= 40);
            },
            iter: 15,
            threads: 1);

    [Fact]
    public void The_ledger_says_when_there_is_room_again()
    {
        var ledger = new RequestLedger(_folder.PathOf("requests.json"), 2, 3);
        var start = Instant.FromUtc(2026, 11, 28, 0, 0);
        Assert.Null(ledger.Take(start));
        Assert.Null(ledger.Take(start + Duration.FromSeconds(10)));
        Assert.Equal(start + Duration.FromSeconds(60), ledger.Take(start + Duration.FromSeconds(20)));
        Assert.Null(ledger.Take(start + Duration.FromSeconds(60)));
        Assert.Equal(start + Duration.FromHours(1), ledger.Take(start + Duration.FromMinutes(5)));
        Assert.Null(ledger.Take(start + Duration.FromHours(1)));
    }

    [Fact]
    public async Task An_account_comes_from_the_environment_whole_or_not_at_all()
    {
        Assert.False(Try([], out _, out var fault));
        Assert.Null(fault);
        Assert.False(Try([("SSA_SPACETRACK_IDENTITY", "someone")], out _, out fault));
        Assert.Contains("SSA_SPACETRACK_PASSWORD is not set", fault, StringComparison.Ordinal);
        Assert.True(Try([("SSA_SPACETRACK_IDENTITY", "someone"), ("SSA_SPACETRACK_PASSWORD", "word")], out var account, out _));
        Assert.Equal("identity=someone&password=word", await account!.ToForm().ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("someone", account.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("word", account.ToString().Replace("password", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("someone", $"{new { account }}", StringComparison.Ordinal);
        Assert.False(Try([("SSA_SPACETRACK_SECRET_FILE", _folder.PathOf("missing"))], out _, out fault));
        Assert.Contains("missing", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_file_is_two_lines_and_others_who_can_read_it_are_warned_of()
    {
        var path = _folder.Write("secret", "# mine\nidentity=some one\r\npassword= a=b \n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.True(Try([("SSA_SPACETRACK_SECRET_FILE", path)], out var account, out _));
        Assert.Null(account!.Warning);
        Assert.Equal("identity=some+one&password=+a%3Db+", await account.ToForm().ReadAsStringAsync(TestContext.Current.CancellationToken));
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var mode in (UnixFileMode[])[UnixFileMode.GroupRead, UnixFileMode.OtherRead, UnixFileMode.OtherWrite])
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);
            Assert.True(SpaceTrackCredentials.TryFromFile(path, out account, out _));
            Assert.Contains($"chmod 600 {path}", account.Warning, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "identity")]
    [InlineData("identity=someone\n", "password")]
    [InlineData("identity=\npassword=hush\n", "identity")]
    [InlineData("someone\nhush\n", "identity")]
    public void A_secret_file_that_lacks_a_line_is_named_without_its_words(string content, string lacks)
    {
        var path = _folder.Write("secret", content);
        Assert.False(SpaceTrackCredentials.TryFromFile(path, out _, out var fault));
        Assert.Contains($"{path} lacks {lacks}", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("someone", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_file_that_is_no_secret_file_is_not_read_through()
    {
        Assert.False(SpaceTrackCredentials.TryFromFile(_folder.Write("big", new string('x', 5000)), out _, out var fault));
        Assert.Contains("longer than", fault, StringComparison.Ordinal);
    }

    private static bool Try((string Name, string Value)[] variables, out SpaceTrackCredentials? account, out string? fault) =>
        SpaceTrackCredentials.TryFromEnvironment(name => variables.FirstOrDefault(variable => variable.Name == name).Value, out account, out fault);
}
