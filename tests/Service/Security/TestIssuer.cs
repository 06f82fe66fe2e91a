using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ssa.Service.Tests.Security;

/// <summary>An OpenID Connect issuer of these tests' own: a document, keys, and whatever tokens are asked for, wrong ones among them.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "ssa";

    private readonly WebApplication _app;
    private RSA _rsa = RSA.Create(2048);
    private string _rsaId = "rsa";
    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private TestIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Text(
            JsonSerializer.Serialize(new Dictionary<string, string> { ["issuer"] = Url, ["jwks_uri"] = $"{Url}/keys" }), "application/json"));
        _app.MapGet("/keys", () => Results.Text(JsonSerializer.Serialize(new { keys = new[] { KeyOf(_rsa, _rsaId), KeyOf(_curve) } }), "application/json"));
    }

    public string Url => _app.Urls.First();

    public static async Task<TestIssuer> Start()
    {
        var issuer = new TestIssuer();
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>A token; it holds where nothing else is asked for.</summary>
    public string Token(
        string? role = "admin", string? participant = "one", string? issuer = null, string audience = Audience, TimeSpan? from = null, TimeSpan? until = null, SigningCredentials? signing = null, object? roles = null, bool hasEnd = true)
    {
        var now = DateTime.UtcNow;
        var claims = new Dictionary<string, object> { ["sub"] = "someone" };
        if (role is not null)
        {
            claims["role"] = roles ?? role;
        }

        if (participant is not null)
        {
            claims["participant"] = participant;
        }

        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Url,
            Audience = audience,
            NotBefore = now + (from ?? TimeSpan.FromMinutes(-1)),
            Expires = hasEnd ? now + (until ?? TimeSpan.FromHours(1)) : null,
            Claims = claims,
            SigningCredentials = signing ?? Rsa(),
        });
    }

    /// <summary>Takes another RSA key in the place of the one before.</summary>
    public void Rotate()
    {
        _rsa.Dispose();
        (_rsa, _rsaId) = (RSA.Create(2048), "rsa-2");
    }

    /// <summary>Signs with the issuer's RSA key.</summary>
    public SigningCredentials Rsa(string algorithm = SecurityAlgorithms.RsaSha256) => new(new RsaSecurityKey(_rsa) { KeyId = _rsaId }, algorithm);

    /// <summary>Signs with the issuer's elliptic curve.</summary>
    public SigningCredentials Curve() => new(new ECDsaSecurityKey(_curve) { KeyId = "curve" }, SecurityAlgorithms.EcdsaSha256);

    /// <summary>Signs with a key that claims to be the issuer's.</summary>
    public static SigningCredentials Stranger() => new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "rsa" }, SecurityAlgorithms.RsaSha256);

    /// <summary>A token that nobody has signed.</summary>
    public string Unsigned() => WithSignature("none", _ => []);

    /// <summary>A token whose symmetric signature is made with the public key, as every reader of the key could.</summary>
    public string Confused() => WithSignature("HS256", text => HMACSHA256.HashData(Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), text));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _rsa.Dispose();
        _curve.Dispose();
    }

    private string WithSignature(string algorithm, Func<byte[], byte[]> sign)
    {
        var payload = Token().Split('.')[1];
        var text = $"{Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"rsa"}""")}.{payload}";
        return $"{text}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static Dictionary<string, string> KeyOf(RSA key, string id)
    {
        var of = key.ExportParameters(false);
        return new() { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = id, ["n"] = Base64UrlEncoder.Encode(of.Modulus), ["e"] = Base64UrlEncoder.Encode(of.Exponent) };
    }

    private static Dictionary<string, string> KeyOf(ECDsa key)
    {
        var of = key.ExportParameters(false);
        return new() { ["kty"] = "EC", ["use"] = "sig", ["kid"] = "curve", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(of.Q.X), ["y"] = Base64UrlEncoder.Encode(of.Q.Y) };
    }
}
