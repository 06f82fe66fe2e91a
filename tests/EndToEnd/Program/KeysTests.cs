using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Ssa.EndToEnd.Tests;

/// <summary>Keys from the command line, and a service that asks for them.</summary>
public class KeysTests
{
    [Fact]
    public void A_key_is_shown_once_listed_without_its_secret_and_revoked()
    {
        using var folder = new TemporaryFolder();
        var store = folder.PathOf("store.db");
        var made = SsaProcess.Run("keys", "create", "--name", "ground", "--participant", "jaxa", "--role", "analyst", "--expires", "90d", "--store", store).Expect(0);
        var key = Assert.Single(made.Lines);
        Assert.Matches("^ssa_[0-9a-f]{12}_[0-9a-f]{64}$", key);
        Assert.Contains("not shown again", made.Error, StringComparison.Ordinal);
        Assert.Contains("first key", made.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(key, made.Error, StringComparison.Ordinal);
        var taken = SsaProcess.Run("keys", "create", "--name", "ground", "--participant", "jaxa", "--role", "admin", "--store", store).Expect(1);
        Assert.Contains("ssa keys revoke ground", taken.Error, StringComparison.Ordinal);

        var listed = SsaProcess.Run("keys", "list", "--store", store).Expect(0);
        Assert.Matches($"^{key[4..16]}  ground +jaxa +analyst +holds ", listed.Lines[1]);
        Assert.DoesNotContain(key[17..], listed.Text, StringComparison.Ordinal);
        SsaProcess.Run("keys", "revoke", "ground", "--store", store).Expect(0);
        Assert.Contains("ssa keys list", SsaProcess.Run("keys", "revoke", "ground", "--store", store).Expect(1).Error, StringComparison.Ordinal);
        SsaProcess.Run("keys", "revoke", key[4..16], "--store", store).Expect(0);
        SsaProcess.Run("keys", "create", "--name", "ground", "--participant", "jaxa", "--role", "analyst", "--store", store).Expect(0);
        using var json = JsonDocument.Parse(SsaProcess.Run("keys", "list", "--format", "json", "--store", store).Expect(0).Text);
        var (first, second) = (json.RootElement[0], json.RootElement[1]);
        Assert.Equal(JsonValueKind.String, first.GetProperty("revoked").ValueKind);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, "analyst"), (second.GetProperty("revoked").ValueKind, second.GetProperty("expires").ValueKind, second.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task The_first_key_closes_a_running_service_and_its_holder_comes_in()
    {
        using var folder = new TemporaryFolder();
        var store = folder.PathOf("store.db");
        var address = $"http://127.0.0.1:{FreePort()}";
        using var service = SsaProcess.Start("serve", "--urls", address, "--store", store, "--quiet");
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            while (await StatusOf("/healthz/ready") != HttpStatusCode.OK)
            {
                Assert.False(service.HasExited);
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            Assert.Equal(HttpStatusCode.OK, await StatusOf("/v1/catalogReport"));
            var key = SsaProcess.Run("keys", "create", "--name", "ground", "--participant", "jaxa", "--role", "viewer", "--store", store).Expect(0).Lines[0];
            await Until("/v1/catalogReport", HttpStatusCode.Unauthorized);
            http.DefaultRequestHeaders.Add("authorization", $"Bearer {key}");
            Assert.Equal(HttpStatusCode.OK, await StatusOf("/v1/catalogReport"));
            SsaProcess.Run("keys", "revoke", "ground", "--store", store).Expect(0);
            await Until("/v1/catalogReport", HttpStatusCode.Unauthorized);

            async Task Until(string path, HttpStatusCode status)
            {
                while (await StatusOf(path) != status)
                {
                    await Task.Delay(100, TestContext.Current.CancellationToken);
                }
            }

            async Task<HttpStatusCode?> StatusOf(string path)
            {
                try
                {
                    using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
                    return response.StatusCode;
                }
                catch (HttpRequestException)
                {
                    return null;
                }
            }
        }
        finally
        {
            service.Kill();
            service.WaitForExit();
        }
    }

    [Fact]
    public void Settings_of_access_are_shown_without_secrets()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("settings.json", """{"tls_password": "hush", "auth": "required", "behind_proxy": true}""");
        var shown = SsaProcess.Run("serve", "--show-config", "--config", file, "--jwt-audience", "ssa").Expect(0);
        Assert.Contains("tls_password = ***  (file)", shown.Lines);
        Assert.Contains("auth = required  (file)", shown.Lines);
        Assert.Contains("behind_proxy = true  (file)", shown.Lines);
        Assert.DoesNotContain("hush", shown.Text, StringComparison.Ordinal);
        Assert.Contains("behind_proxy = true  (option --behind-proxy)", SsaProcess.Run("serve", "--show-config", "--behind-proxy").Expect(0).Lines);
        Assert.Contains("no such option", SsaProcess.Run("serve", "--tls-password", "hush").Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_cannot_be_read_is_said()
    {
        using var folder = new TemporaryFolder();
        var refused = SsaProcess.Run("serve", "--urls", "https://127.0.0.1:0", "--store", folder.PathOf("store.db"), "--tls-certificate", folder.PathOf("none.pem")).Expect(1);
        Assert.Contains("--tls-certificate", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of ssa", refused.Error, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
