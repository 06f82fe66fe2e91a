namespace Ssa.EndToEnd.Tests;

/// <summary>How the service is told what to do.</summary>
public class ServeTests
{
    [Fact]
    public void Settings_are_shown_with_their_sources_and_without_secrets()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("settings.json", """{"threads": 3, "urls": "http://127.0.0.1:7000"}""");
        var shown = SsaProcess.Run("serve", "--show-config", "--config", file, "--urls", "http://127.0.0.1:8000", "--store", "postgres://me:secret@host/db").Expect(0);
        Assert.Contains("urls = http://127.0.0.1:8000  (option --urls)", shown.Lines);
        Assert.Contains("threads = 3  (file)", shown.Lines);
        Assert.Contains("store = postgres://me:***@host/db  (option --store)", shown.Lines);
        Assert.DoesNotContain("secret", shown.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls", "http://0.0.0.0:5080", "loopback")]
    [InlineData("--urls", "nowhere", "URL")]
    [InlineData("--threads", "-1", "whole number")]
    [InlineData("--auth", "none", "auto or required")]
    [InlineData("--urls", "https://127.0.0.1:5080", "--tls-certificate")]
    [InlineData("--tls-key", "key.pem", "tls_certificate")]
    [InlineData("--jwt-issuer", "http://issuer.example", "https")]
    [InlineData("--jwt-issuer", "https://issuer.example", "audience")]
    [InlineData("--max-streams", "0", "whole number")]
    public void What_it_cannot_run_with_is_refused_by_name(string option, string value, string said)
    {
        var refused = SsaProcess.Run("serve", option, value).Expect(2);
        Assert.Contains(option == "--jwt-issuer" ? "jwt_" : option[2..].Replace('-', '_'), refused.Error, StringComparison.Ordinal);
        Assert.Contains(said, refused.Error, StringComparison.Ordinal);
    }
}
