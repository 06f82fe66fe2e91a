using NodaTime;
using Ssa.Catalog.Sources;
using Ssa.Tests;

namespace Ssa.Catalog.Tests.Sources;

public sealed class SpaceTrackSourceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly MovableClock _clock = new(Instant.FromUtc(2026, 11, 28, 4, 7, 31));
    private readonly SpaceTrackImitation _server;

    public SpaceTrackSourceTests() => _server = new SpaceTrackImitation(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static SpaceTrackCredentials Account { get; } = AccountOf(SpaceTrackImitation.Identity, SpaceTrackImitation.Password);

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(SourceFormat.Json)]
    [InlineData(SourceFormat.Csv)]
    public async Task It_logs_in_and_fetches_the_objects_in_orbit(SourceFormat format)
    {
        // Space-Track quotes every value of its CSV.
        var csv = string.Join("\n", CelesTrakImitation.Csv(1).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(',', line.Split(',').Select(value => $"\"{value}\""))));
        _server.Data = () => new ImitationReply(200, format == SourceFormat.Csv ? csv : SpaceTrackImitation.Json);
        using var source = Source(settings => settings with { Format = format });
        var file = Assert.IsType<FetchedFile>(Assert.Single(await source.FetchAsync(Cancellation)));
        Assert.True(file.IsNew);
        Assert.Equal(format == SourceFormat.Csv ? 2 : 1, CatalogueReader.Read([file.Path], lenient: false, cancellation: Cancellation).Batch.Accepted.Count);
        Assert.Equal(["POST /ajaxauth/login", $"GET /basicspacedata/query/class/gp/decay_date/null-val/epoch/%3Enow-10/orderby/norad_cat_id/format/{SourceFormatText(format)}"], _server.Server.Requests.Select(request => $"{request.Method} {request.Target}"));
        Assert.All(_server.Server.Requests, request => Assert.StartsWith("ssa/", request.Headers["User-Agent"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_day_of_asking_every_seven_minutes_keeps_every_guideline_over_restarts()
    {
        using var lasting = Source();
        for (var call = 0; call < 24 * 60 / 7; call++)
        {
            using var restarted = Source();
            var outcome = Assert.IsType<FetchedFile>(Assert.Single(await (call % 3 == 0 ? restarted : lasting).FetchAsync(Cancellation)));
            Assert.Equal(outcome.WasAsked, outcome.FetchedAt == _clock.Now);
            _clock.Advance(7 / 60.0);
        }

        Assert.Empty(_server.Breaches);
        Assert.InRange(_server.Queries.Count, 15, 24);

        // The minutes are spread: no timetable of everybody's.
        Assert.InRange(_server.Queries.Select(time => time.InUtc().Minute).Distinct().Count(), 8, 58);
    }

    [Fact]
    public async Task A_session_serves_many_queries_and_is_renewed_once_when_it_has_ended()
    {
        using var source = Source();
        await source.FetchAsync(Cancellation);
        _clock.Advance(2);
        await source.FetchAsync(Cancellation);
        Assert.Equal((1, 2), (_server.Logins, _server.Queries.Count));
        _server.EndSessions();
        _clock.Advance(2);
        Assert.True(Assert.IsType<FetchedFile>(Assert.Single(await source.FetchAsync(Cancellation))).IsNew);
        Assert.Equal((2, 3), (_server.Logins, _server.Queries.Count));
    }

    [Fact]
    public async Task A_session_that_is_refused_twice_stops_the_source()
    {
        using var source = Source();
        await source.FetchAsync(Cancellation);
        _clock.Advance(2);
        _server.First.Enqueue(new ImitationReply(401, "no"));
        _server.First.Enqueue(new ImitationReply(200, "\"\"") { Headers = ["Set-Cookie: chocolatechip=x; path=/"] });
        _server.First.Enqueue(new ImitationReply(401, "no"));
        var stop = Assert.IsType<SourceStopped>(Assert.Single(await source.FetchAsync(Cancellation)));
        Assert.Equal((StopReason.CredentialsRefused, true), (stop.Reason, stop.NeedsResuming));
        Assert.NotNull(stop.LastCopy);
        Assert.Equal(5, _server.Server.Requests.Count);
    }

    [Fact]
    public async Task A_refused_account_is_tried_once_until_it_is_resumed()
    {
        using (var wrong = Source(account: AccountOf("someone", "wrong word")))
        {
            for (var time = 0; time < 3; time++)
            {
                var stop = Assert.IsType<SourceStopped>(Assert.Single(await wrong.FetchAsync(Cancellation)));
                Assert.Equal((StopReason.CredentialsRefused, true), (stop.Reason, stop.NeedsResuming));
                _clock.Advance(3);
            }
        }

        Assert.Equal(1, _server.Logins);
        using var right = Source();
        Assert.Equal(StopReason.CredentialsRefused, Assert.Single(await right.ResumeAsync(Cancellation)).Reason);
        Assert.IsType<FetchedFile>(Assert.Single(await right.FetchAsync(Cancellation)));
    }

    [Fact]
    public async Task The_account_appears_in_no_message_and_in_no_file_whatever_the_server_quotes()
    {
        var (identity, password) = (SpaceTrackImitation.Identity, SpaceTrackImitation.Password);
        string[] quoted =
        [
            $"{identity} {password}", Uri.EscapeDataString(password), System.Net.WebUtility.UrlEncode(password), System.Net.WebUtility.HtmlEncode(password),
            System.Text.Json.JsonEncodedText.Encode(password).ToString(), new string('x', 40) + password,
        ];
        foreach (var words in quoted)
        {
            foreach (var reply in (ImitationReply[])[new(500, words), new(302, words) { Headers = [$"Location: /?{Uri.EscapeDataString(password)}"] }, new(200, words), new(403, words)])
            {
                foreach (var isLogin in (bool[])[true, false])
                {
                    if (!isLogin)
                    {
                        _server.First.Enqueue(new ImitationReply(200, "\"\"") { Headers = ["Set-Cookie: chocolatechip=x; path=/"] });
                    }

                    _server.First.Enqueue(reply);
                    using var source = Source();
                    var stop = Assert.IsType<SourceStopped>(Assert.Single(await source.FetchAsync(Cancellation)));
                    foreach (var text in _folder.AllTexts().Append(stop.ToString()))
                    {
                        Assert.DoesNotContain("someone", text, StringComparison.OrdinalIgnoreCase);
                        Assert.DoesNotContain("pa ss", text, StringComparison.OrdinalIgnoreCase);
                        Assert.DoesNotContain("pa%20ss", text, StringComparison.OrdinalIgnoreCase);
                        Assert.DoesNotContain("pa+ss", text, StringComparison.OrdinalIgnoreCase);
                    }

                    await source.ResumeAsync(Cancellation);
                    _clock.Advance(2);
                }
            }
        }
    }

    [Theory]
    [InlineData(500)]
    [InlineData(200)]
    public async Task The_servers_words_for_a_passed_limit_stop_the_source_with_any_status(int status)
    {
        _server.Data = () => new ImitationReply(status, "[{\"error\":\"You've violated your query rate limit.  Please refer to our Acceptable Use guidelines\"}]");
        using var source = Source();
        var stop = Assert.IsType<SourceStopped>(Assert.Single(await source.FetchAsync(Cancellation)));
        Assert.Equal((StopReason.RateLimited, true), (stop.Reason, stop.NeedsResuming));
        _clock.Advance(100);
        await source.FetchAsync(Cancellation);
        Assert.Equal(2, _server.Server.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task At_the_top_and_bottom_of_the_hour_nothing_is_asked(int minute)
    {
        _clock.Now = Instant.FromUtc(2026, 11, 28, 4, minute, 59);
        using var source = Source();
        var stop = Assert.IsType<SourceStopped>(Assert.Single(await source.FetchAsync(Cancellation)));
        Assert.Equal((StopReason.NotNow, false, 0), (stop.Reason, stop.NeedsResuming, _server.Server.Requests.Count));
        _clock.Now += Duration.FromSeconds(1);
        var file = Assert.IsType<FetchedFile>(Assert.Single(await source.FetchAsync(Cancellation)));
        _clock.Now = Instant.FromUtc(2026, 11, 29, 4, minute);
        var kept = Assert.IsType<FetchedFile>(Assert.Single(await source.FetchAsync(Cancellation)));
        Assert.Equal((file.Path, false), (kept.Path, kept.WasAsked));
        Assert.Contains("minute 0 or 30", kept.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_is_not_carried_after_a_redirection()
    {
        using var elsewhere = new ImitationServer(_ => new ImitationReply(200, "\"\""));
        foreach (var status in (int[])[301, 302, 303, 307, 308])
        {
            _server.First.Enqueue(new ImitationReply(status, "") { Headers = [$"Location: {elsewhere.Address}ajaxauth/login"] });
            using var source = Source();
            Assert.Equal(StopReason.Moved, Assert.IsType<SourceStopped>(Assert.Single(await source.FetchAsync(Cancellation))).Reason);
            await source.ResumeAsync(Cancellation);
            _clock.Advance(2);
        }

        Assert.Empty(elsewhere.Requests);
        Assert.Equal(5, _server.Server.Requests.Count);
    }

    [Fact]
    public async Task Without_an_account_Space_Track_itself_is_not_asked_at_all()
    {
        using var source = new SpaceTrackSource(new SpaceTrackSettings { CacheFolder = _folder.Root }, credentials: null, _clock, seed: 1);
        for (var time = 0; time < 2; time++)
        {
            var stop = Assert.IsType<SourceStopped>(Assert.Single(await source.FetchAsync(Cancellation)));
            Assert.Equal((StopReason.CredentialsMissing, false), (stop.Reason, stop.NeedsResuming));
            Assert.Contains(SpaceTrackCredentials.IdentityVariable, stop.Remedy, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_folder.PathOf("space-track", "requests.json")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mirror_may_need_no_account(bool needsAccount)
    {
        _server.NeedsAccount = needsAccount;
        using var source = new SpaceTrackSource(Settings(), credentials: null, _clock, seed: 1);
        var outcome = Assert.Single(await source.FetchAsync(Cancellation));
        Assert.Equal(needsAccount ? StopReason.CredentialsMissing : null, (outcome as SourceStopped)?.Reason);
        Assert.Equal(0, _server.Logins);
    }

    [Fact]
    public async Task Requests_are_counted_and_the_set_limit_keeps_them_here()
    {
        using var source = Source(settings => settings with { MostAMinute = 1 });
        var stop = Assert.IsType<SourceStopped>(Assert.Single(await source.FetchAsync(Cancellation)));
        Assert.Equal((StopReason.RateLimited, false), (stop.Reason, stop.NeedsResuming));
        Assert.Contains("2026-11-28T04:08:31Z", stop.Remedy, StringComparison.Ordinal);
        Assert.Equal("POST", Assert.Single(_server.Server.Requests).Method);
        _clock.Now += Duration.FromMinutes(1);
        Assert.IsType<FetchedFile>(Assert.Single(await source.FetchAsync(Cancellation)));
        Assert.Equal(1, _server.Logins);
    }

    [Fact]
    public void Settings_that_would_break_a_guideline_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Source(settings => settings with { MostAMinute = 30 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Source(settings => settings with { MostAnHour = 300 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Source(settings => settings with { Timeout = Duration.Zero }));
        var fault = Assert.Throws<ArgumentException>(() => Source(settings => settings with { BaseAddress = new Uri("http://mirror.example/") }));
        Assert.Contains("https", fault.Message, StringComparison.Ordinal);
    }

    private static SpaceTrackCredentials AccountOf(string identity, string password)
    {
        Assert.True(SpaceTrackCredentials.TryFromEnvironment(name => name == SpaceTrackCredentials.IdentityVariable ? identity : name == SpaceTrackCredentials.PasswordVariable ? password : null, out var account, out _));
        return account;
    }

    private static string SourceFormatText(SourceFormat format) => format == SourceFormat.Csv ? "csv" : "json";

    private SpaceTrackSettings Settings() => new() { BaseAddress = _server.Address, CacheFolder = _folder.Root };

    private SpaceTrackSource Source(Func<SpaceTrackSettings, SpaceTrackSettings>? change = null, SpaceTrackCredentials? account = null) =>
        new((change ?? (settings => settings))(Settings()), account ?? Account, _clock, seed: 42);
}
