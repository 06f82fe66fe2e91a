namespace Ssa.Store.Tests;

/// <summary>The same on a real PostgreSQL.</summary>
/// <param name="server">The server.</param>
public sealed class PostgresStoreTests(PostgresServer server) : StoreTests, IClassFixture<PostgresServer>
{
    private string? _location;

    protected override string Location
    {
        get
        {
            Assert.SkipUnless(server.IsThere, "no PostgreSQL server is installed");
            return _location ??= server.NewDatabase();
        }
    }

    public override void Dispose()
    {
    }

    [Fact]
    public void A_server_that_does_not_answer_is_said_with_the_remedy() =>
        Assert.Contains("Check", Assert.Throws<StoreException>(() => SsaStore.Open("postgres://ssa:secret@127.0.0.1:1/none")).Message, StringComparison.Ordinal);

    [Fact]
    public void Secrets_are_not_said() =>
        Assert.DoesNotContain("secret", Assert.Throws<StoreException>(() => SsaStore.Open("postgres://ssa:secret@127.0.0.1:1/none")).Message, StringComparison.Ordinal);
}
