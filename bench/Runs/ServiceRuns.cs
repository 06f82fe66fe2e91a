using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ssa.Client;
using Ssa.Propagation.Time;
using Ssa.V1;

namespace Ssa.Bench.Runs;

/// <summary>The service as a process of its own: a screening through it beside the same by <c>ssa screen</c>, and readers beside a running screening.</summary>
internal static class ServiceRuns
{
    private const string Group = "ssa serve as a process of its own, SQLite";
    private const int Readers = 100;
    private const int ReadingSeconds = 60;
    private const int PageSize = 100;

    public static void Measure(RunSession session)
    {
        const string day = "24 h all against all, 5 km, from the request to the stored list";
        const string reading = "100 readers of pages beside a screening of 7 d";
        if (!session.Wants(Group, day) && !session.Wants(Group, reading))
        {
            return;
        }

        using var folder = new BenchFolder();
        using var service = new ServiceUnderTest(session.Program.Path, folder.PathOf("store.db"));
        using var client = new SsaClient(service.Address);
        using (var file = File.OpenRead(session.CatalogueFile))
        {
            client.ImportAsync(file, new ImportHeader { Name = "catalogue" }).GetAwaiter().GetResult();
        }

        if (session.Wants(Group, day))
        {
            MeasureDay(session, client, folder, day);
        }

        if (session.Wants(Group, reading))
        {
            MeasureReaders(session, client, service);
        }
    }

    private static void MeasureDay(RunSession session, SsaClient client, BenchFolder folder, string what)
    {
        // The same by the program, now and in turns, so that both see the same machine.
        var output = folder.PathOf("rows.csv");
        var alone = new List<double>();
        var (samples, others) = session.Repetition.Of(() =>
        {
            alone.Add(session.Program.Run("screen", session.CatalogueFile, "--start", UtcText.Format(session.Start), "--duration", "24h", "--format", "csv", "--output", output).Seconds);
            var start = Stopwatch.GetTimestamp();
            Wait(client, Create(client, session, days: 1));
            return new Sample(Stopwatch.GetElapsedTime(start).TotalSeconds, []);
        });
        var program = Measurement.MedianOf(alone);
        session.Add(new Measurement
        {
            Group = Group,
            What = what,
            Unit = "s",
            Samples = samples,
            Target = new Target(1 + (1.3 * program)),
            OtherLoad = others,
            Remark = string.Create(CultureInfo.InvariantCulture, $"ssa screen in turns with it: {program:F2} s; the bound is 1 s and 1.3 times that"),
        });
    }

    private static void MeasureReaders(RunSession session, SsaClient client, ServiceUnderTest service)
    {
        var listed = Create(client, session, days: 1);
        var count = Wait(client, listed).ConjunctionCount;
        var running = Create(client, session, days: 7);
        var memory = service.ResidentMB();
        var load = ProcessorLoad.Now();
        using var until = new CancellationTokenSource(TimeSpan.FromSeconds(ReadingSeconds));
        var readers = Enumerable.Range(0, Readers).Select(i => Task.Run(() => Read(service.Address, listed, i, count, until.Token))).ToArray();

        // A screening of a week may take less than the readers' minute: then the next follows.
        while (!until.IsCancellationRequested)
        {
            if (client.Screening.GetScreening(new GetScreeningRequest { Name = running }).Screening.State is not (ScreeningState.Queued or ScreeningState.Running))
            {
                running = Create(client, session, days: 7);
            }

            Thread.Sleep(200);
        }

        var read = Task.WhenAll(readers).GetAwaiter().GetResult();
        var after = service.ResidentMB();
        var others = ProcessorLoad.Now().OthersSince(load);
        double[] times = [.. read.SelectMany(one => one.Milliseconds).Order()];
        var errors = read.Sum(one => one.Errors);
        Add("99 of 100 answers within", times[(int)(0.99 * (times.Length - 1))], new Target(150));
        Add("half of the answers within", times[times.Length / 2], null);
        client.Screening.CancelScreening(new CancelScreeningRequest { Name = running });

        void Add(string what, double milliseconds, Target? target) => session.Add(new Measurement
        {
            Group = Group,
            What = $"100 readers of pages beside a screening of 7 d, {what}",
            Unit = "ms",
            Samples = [new Sample(milliseconds, [])],
            Target = target,
            OtherLoad = others,
            Remark = string.Create(CultureInfo.InvariantCulture, $"{times.Length:N0} pages of {PageSize} in {ReadingSeconds} s, each reader a page a second; {errors} errors; the service's memory {memory:F0} MB before, {after:F0} MB after"),
        });
    }

    /// <summary>A reader with a connection of its own that asks for pages at random places, one a second, as a program does that shows them.</summary>
    private static async Task<(List<double> Milliseconds, int Errors)> Read(Uri address, string screening, int seed, long count, CancellationToken until)
    {
        using var client = new SsaClient(address);
        var random = new Random(seed);
        var (taken, errors) = (new List<double>(), 0);
        await Task.Delay(random.Next(1000), CancellationToken.None).ConfigureAwait(false);
        while (!until.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                var page = await client.Screening.ListConjunctionsAsync(
                    new ListConjunctionsRequest
                    {
                        Parent = screening,
                        PageSize = PageSize,
                        Order = (ConjunctionOrder)random.Next(1, 4),
                        MaxMissDistanceKm = 0.5 + (4 * random.NextDouble()),
                    },
                    cancellationToken: CancellationToken.None).ConfigureAwait(false);
                errors += page.Conjunctions.Count == Math.Min(PageSize, count) ? 0 : 1;
            }
            catch (Grpc.Core.RpcException)
            {
                errors++;
            }

            var elapsed = Stopwatch.GetElapsedTime(start);
            taken.Add(elapsed.TotalMilliseconds);
            var rest = TimeSpan.FromSeconds(1) - elapsed;
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        }

        return (taken, errors);
    }

    private static string Create(SsaClient client, RunSession session, int days) => client.Screening.CreateScreening(new CreateScreeningRequest
    {
        Settings = new ScreeningSettings { StartTime = session.Start.ToTimestamp(), Duration = NodaTime.Duration.FromDays(days).ToProtobuf(), ThresholdKm = 5 },
    }).Screening.Name;

    private static V1.Screening Wait(SsaClient client, string name)
    {
        using var watch = client.Screening.WatchScreening(new WatchScreeningRequest { Name = name });
        V1.Screening? last = null;
        while (watch.ResponseStream.MoveNext(CancellationToken.None).GetAwaiter().GetResult())
        {
            last = watch.ResponseStream.Current.Screening ?? last;
        }

        return last is { State: ScreeningState.Succeeded } ? last : throw new InvalidOperationException($"The screening ended as {last?.State}: {last?.ErrorMessage}");
    }

    /// <summary>The service as a process.</summary>
    private sealed class ServiceUnderTest : IDisposable
    {
        private readonly Process _process;

        public ServiceUnderTest(string program, string store)
        {
            using (var listener = new TcpListener(IPAddress.Loopback, 0))
            {
                listener.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
            }

            _process = Process.Start(program, ["serve", "--urls", Address.ToString(), "--store", store, "--quiet"]);
            using var http = new HttpClient();
            for (var isReady = false; !isReady;)
            {
                try
                {
                    isReady = http.GetAsync(new Uri(Address, "/healthz/ready")).GetAwaiter().GetResult().IsSuccessStatusCode;
                }
                catch (HttpRequestException) when (!_process.HasExited)
                {
                    Thread.Sleep(100);
                }
            }
        }

        public Uri Address { get; }

        public double ResidentMB()
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
