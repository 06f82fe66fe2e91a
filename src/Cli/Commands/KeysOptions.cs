using System.CommandLine;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Service.Access;
using Ssa.Store;

namespace Ssa.Cli.Commands;

/// <summary>What the commands of keys have in common: the store, found as <c>ssa serve</c> finds it.</summary>
internal sealed class KeysOptions
{
    private readonly ValueOption<string> store = new("--store", "PATH", CommonOptions.ParsePath, "The service's store: an SQLite file, or postgres://user:password@host:port/database. Also SSA_STORE. [default: that of 'ssa serve']");
    private readonly ValueOption<string> config = new("--config", "FILE", CommonOptions.ParsePath, "The service's file of settings, for its store.");

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [store, config];

    /// <summary>Does something with the keys of the store.</summary>
    /// <exception cref="CommandFailure">The store cannot be used.</exception>
    public T With<T>(ParseResult line, Session session, Func<KeyRing, T> body)
    {
        try
        {
            var location = ServeSetting.FindStore(store.TryGet(line, out var given) ? given : null, config.TryGet(line, out var file) ? file : null);
            return body(new KeyRing(SsaStore.Open(location), session.Clock));
        }
        catch (StoreException fault)
        {
            throw new CommandFailure($"--store: {fault.Message}");
        }
        catch (System.Data.Common.DbException fault)
        {
            throw new CommandFailure($"--store: the store failed: {fault.Message} Try again; nothing was changed.");
        }
    }

    /// <summary>Reads the name of a key or a participant.</summary>
    public static Parsed<string> ParseName(string text) => KeyRing.IsName(text) ? text : ParseFault.Of(text, "a name: give 1 to 100 of a-z, A-Z, 0-9, . _ - and begin with a letter or digit");
}
