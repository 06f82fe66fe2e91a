using System.Net;
using System.Security.Cryptography;
using CsCheck;
using Grpc.Core;
using Ssa.Service.Access;
using Ssa.Service.Mapping;
using Ssa.V1;

namespace Ssa.Service.Tests.Security;

/// <summary>The parts of access, each by itself.</summary>
public sealed class AccessPartsTests
{
    [Fact]
    public void A_key_reads_back_and_has_one_spelling()
    {
        var key = ApiKeyText.Fresh();
        var text = key.ToText();
        Assert.Matches("^ssa_[0-9a-f]{12}_[0-9a-f]{64}$", text);
        var read = ApiKeyText.Parse(text)!.Value;
        Assert.Equal(key.Id, read.Id);
        Assert.Equal(key.Secret.ToArray(), read.Secret.ToArray());
        Assert.Equal(SHA256.HashData(key.Secret.Span), read.SecretSha256());
        Assert.DoesNotContain(text[20..], key.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(text, ApiKeyText.Fresh().ToText());
        foreach (var other in new[] { text.ToUpperInvariant(), " " + text, text + " ", text[..^1], text + "0", text.Replace('_', '-'), text[..^1] + "g", "", "ssa_", string.Concat("ssa_", text.AsSpan(4, 12).ToString().ToUpperInvariant(), text.AsSpan(16)) })
        {
            Assert.True(other == text || ApiKeyText.Parse(other) is null, other);
        }
    }

    [Fact]
    public void A_buckets_tokens_come_back_at_their_rate_and_no_faster() =>
        Gen.Select(Gen.Int[1, 600], Gen.Int[1, 50], Gen.Int[0, 5000].Array[1, 200]).Sample((perMinute, size, pauses) =>
        {
            var time = new TestTime();
            var buckets = new TokenBuckets(perMinute, size, time);
            var taken = 0;
            foreach (var milliseconds in pauses)
            {
                time.Advance(milliseconds);
                if (buckets.TryTake("one", out var wait))
                {
                    taken++;
                }
                else
                {
                    // Who waits as told gets one.
                    Assert.True(wait > TimeSpan.Zero && wait <= TimeSpan.FromMinutes(1.0 / perMinute) + TimeSpan.FromMilliseconds(1));
                    Assert.False(buckets.HasToken("one", out _));
                    time.Advance((int)Math.Ceiling(wait.TotalMilliseconds));
                    Assert.True(buckets.HasToken("one", out _));
                    Assert.True(buckets.TryTake("one", out _));
                    taken++;
                }
            }

            Assert.True(taken <= size + (time.Elapsed.TotalMinutes * perMinute) + 1e-6, $"{taken}");
            Assert.True(buckets.TryTake("another", out _));
        });

    [Fact]
    public void Full_buckets_are_forgotten_and_counts_stay_right()
    {
        var time = new TestTime();
        var buckets = new TokenBuckets(60, 1, time);
        for (var i = 0; i < 30_000; i++)
        {
            Assert.True(buckets.TryTake($"address/{i}", out _));
            time.Advance(1);
        }

        Assert.False(buckets.TryTake("address/29999", out _));
        Assert.True(buckets.TryTake("address/0", out _));
    }

    [Fact]
    public void One_host_counts_as_one_address()
    {
        Assert.Equal(CallLimits.NameOf(IPAddress.Parse("192.0.2.1")), CallLimits.NameOf(IPAddress.Parse("::ffff:192.0.2.1")));
        Assert.Equal(CallLimits.NameOf(IPAddress.Parse("2001:db8:1:2::1")), CallLimits.NameOf(IPAddress.Parse("2001:db8:1:2:ffff::2")));
        Assert.NotEqual(CallLimits.NameOf(IPAddress.Parse("2001:db8:1:2::1")), CallLimits.NameOf(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.NotEqual(CallLimits.NameOf(IPAddress.Parse("192.0.2.1")), CallLimits.NameOf(IPAddress.Parse("192.0.2.2")));
    }

    [Fact]
    public void A_page_token_is_its_callers_its_requests_and_its_secrets() =>
        Gen.Select(Gen.Double, Gen.Long, Gen.Int[0, 47]).Sample((key, number, at) =>
        {
            var tokens = new PageTokens([1, 2, 3]);
            var caller = new Caller("one", Role.Viewer, "key/a");
            var request = new ListObjectsRequest { Selectors = { "regime=LEO" } };
            var token = tokens.Of(caller, request, key, number);
            Assert.Equal((BitConverter.DoubleToInt64Bits(key), number), (BitConverter.DoubleToInt64Bits(tokens.Read(caller, request, token)!.Value.Key), tokens.Read(caller, request, token)!.Value.Number));

            // Another key of the participant reads on; nobody else does, nor another request, method or store.
            Assert.NotNull(tokens.Read(caller with { Name = "key/b", Role = Role.Operator }, request, token));
            Refuses(() => tokens.Read(caller with { Participant = "two" }, request, token));
            Refuses(() => tokens.Read(caller with { Role = Role.Admin }, request, token));
            Refuses(() => tokens.Read(caller, new ListObjectsRequest(), token));
            Refuses(() => tokens.Read(caller, new PropagateRequest { Selectors = { "regime=LEO" } }, token));
            Refuses(() => new PageTokens([1, 2, 4]).Read(caller, request, token));
            var bytes = Convert.FromBase64String(token.Replace('-', '+').Replace('_', '/') + "");
            bytes[at % bytes.Length] ^= 1;
            Refuses(() => tokens.Read(caller, request, Convert.ToBase64String(bytes)));

            static void Refuses(Func<object?> read) => Assert.Equal(StatusCode.InvalidArgument, Assert.Throws<RpcException>(read).StatusCode);
        });

    [Fact]
    public void Roles_read_back()
    {
        Assert.Equal(["viewer", "analyst", "operator", "admin"], RoleText.All);
        Assert.All(Enum.GetValues<Role>(), role => Assert.Equal(role, RoleText.Parse(RoleText.Of(role))));
        Assert.All(["", "Viewer", "root", "1", "viewer "], word => Assert.Null(RoleText.Parse(word)));
    }

    private sealed class TestTime : TimeProvider
    {
        private long _ticks;

        public TimeSpan Elapsed => TimeSpan.FromTicks(_ticks);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(int milliseconds) => _ticks += milliseconds * TimeSpan.TicksPerMillisecond;
    }
}
