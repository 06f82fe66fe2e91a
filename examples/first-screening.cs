// Screens the newest catalogue of a service (the bundled sample, where nothing else was imported), tells of its progress, and prints the ten nearest close approaches.
//
//   dotnet run examples/first-screening.cs                               the service on this machine, as 'ssa serve' starts it
//   dotnet run examples/first-screening.cs -- https://ssa.example.org    another; a key is taken from SSA_API_KEY
#:project ../src/Client/Ssa.Client.csproj
using System.Globalization;
using Ssa.Client;
using Ssa.V1;

var address = new Uri(args is [var given] ? given : "http://127.0.0.1:5080");
using var client = new SsaClient(address, new SsaClientOptions { ApiKey = Environment.GetEnvironmentVariable("SSA_API_KEY") });

// What flies together is left out. The request has a name: sent again, it gives the same screening; without one each call makes a new screening.
var settings = new ScreeningSettings { ThresholdKm = 50, Exclusions = { new ExclusionRule { CoMovingBelowKmS = 0.01 } } };
var screening = await client.CreateScreeningAsync(settings, requestId: "first-screening");

// Conjunctions come as soon as they are final; a stream that is cut is taken up again by itself.
var count = 0;
await foreach (var conjunction in client.FollowAsync(screening.Name, new ToConsole()))
{
    count++;
}

var ended = await client.GetScreeningAsync(screening.Name);
Console.WriteLine($"{ended.Name}: {ended.State}, {count} close approaches of {ended.ObjectCount} objects");
if (ended.State != ScreeningState.Succeeded)
{
    Console.Error.WriteLine(ended.ErrorMessage);
    return 1;
}

var nearest = new ListConjunctionsRequest { Parent = screening.Name, Order = ConjunctionOrder.MissDistance, Kind = ConjunctionKind.Minimum };
await foreach (var conjunction in client.ListConjunctionsAsync(nearest).Take(10))
{
    var (first, second) = (conjunction.First, conjunction.Second);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{conjunction.Tca.ToInstant()}  {conjunction.MissDistanceKm,7:F3} km  {conjunction.RelativeSpeedKmS,6:F3} km/s  {first.CatalogNumber} {first.ObjectName} x {second.CatalogNumber} {second.ObjectName}"));
}

return 0;

/// <summary>Tells of a screening's progress on standard error.</summary>
internal sealed class ToConsole : IProgress<Screening>
{
    /// <inheritdoc/>
    public void Report(Screening value) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.State} {value.Progress:P0}, {value.ConjunctionCount} found"));
}
