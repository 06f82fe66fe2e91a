using Grpc.Core;
using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Service.Access;
using Ssa.Service.Hosting;
using Ssa.Service.Jobs;
using Ssa.Service.Mapping;
using Ssa.Service.Sources;
using Ssa.Store;
using Duration = NodaTime.Duration;
using Frame = Ssa.Propagation.Frames.Frame;

namespace Ssa.Service.Endpoints;

/// <summary>CatalogService: validates, asks the store, maps.</summary>
internal sealed partial class CatalogEndpoint(SsaStore store, ServiceSettings settings, EphemerisIntake intake, SourceDesk sources, PageTokens tokens, IClock clock) : V1.CatalogService.CatalogServiceBase
{
    private const int LargestPiece = 1 << 20;
    private const int MostFiles = 1000;
    private const int StatesPerMessage = 1000;
    private const int RecordsPerMessage = 1000;
    private const long MostStates = 100_000_000;

    /// <inheritdoc/>
    public override Task<V1.ListObjectsResponse> ListObjects(V1.ListObjectsRequest request, ServerCallContext context)
    {
        var size = PageTokens.Size(request.PageSize, 1000, Math.Min(10_000, settings.Limits.PageSize));
        var key = new V1.ListObjectsRequest(request) { PageToken = "", PageSize = 0 };
        var after = tokens.Read(context.Caller(), key, request.PageToken)?.Number ?? 0;
        var (objects, satcat) = Current(ProtoTime.Read(request.AsOf, "as_of"));
        var elements = objects.Select(one => one.Elements).ToArray();
        var isWanted = SettingsReader.Select("selectors", request.Selectors, elements, satcat);
        var wanted = objects.Where((_, i) => isWanted[i]).ToArray();
        var page = wanted.Where(one => one.Elements.Number.Value > after).Take(size + 1).ToArray();
        var response = new V1.ListObjectsResponse { TotalSize = wanted.Length };
        response.Objects.AddRange(page.Take(size).Select(one => ProtoCatalogue.Of(one, satcat?.Find(one.Elements.Number))));
        if (page.Length > size)
        {
            response.NextPageToken = tokens.Of(context.Caller(), key, 0, page[size - 1].Elements.Number.Value);
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override Task<V1.GetObjectResponse> GetObject(V1.GetObjectRequest request, ServerCallContext context)
    {
        var number = NumberOf(request.CatalogNumber);
        var asOf = ProtoTime.Read(request.AsOf, "as_of");
        var sets = SnapshotOf(asOf) is { } snapshot ? store.Catalogue.ElementSetsOf(snapshot.Id, number) : [];
        var found = Chosen(sets, asOf ?? clock.GetCurrentInstant()) is [var one] ? one : throw Refusal.NotFound("SpaceObject", $"objects/{number}");
        return Task.FromResult(new V1.GetObjectResponse { Object = ProtoCatalogue.Of(found, store.Catalogue.Satcat().Find(number)) });
    }

    /// <inheritdoc/>
    public override Task<V1.ListElementSetsResponse> ListElementSets(V1.ListElementSetsRequest request, ServerCallContext context)
    {
        var number = NumberOf(request.CatalogNumber);
        var size = PageTokens.Size(request.PageSize, 1000, Math.Min(10_000, settings.Limits.PageSize));
        var key = new V1.ListElementSetsRequest(request) { PageToken = "", PageSize = 0 };
        var after = tokens.Read(context.Caller(), key, request.PageToken);
        (Instant, long)? behind = null;
        if (after is { } place)
        {
            // The key holds the epoch's nanoseconds as the bits of a number.
            behind = (NodaConstants.UnixEpoch + Duration.FromNanoseconds(BitConverter.DoubleToInt64Bits(place.Key)), place.Number);
        }

        var (from, to) = (ProtoTime.Read(request.StartTime, "start_time"), ProtoTime.Read(request.EndTime, "end_time"));
        var sets = store.Catalogue.History(number, from, to, behind, size + 1);
        if (sets.Count == 0 && behind is null && store.Catalogue.History(number, null, null, null, 1).Count == 0)
        {
            throw Refusal.NotFound("SpaceObject", $"objects/{number}");
        }

        var response = new V1.ListElementSetsResponse();
        response.ElementSets.AddRange(sets.Take(size).Select(ProtoCatalogue.Of));
        if (sets.Count > size)
        {
            var last = sets[size - 1];
            response.NextPageToken = tokens.Of(context.Caller(), key, BitConverter.Int64BitsToDouble((last.Elements.Epoch - NodaConstants.UnixEpoch).ToInt64Nanoseconds()), last.Id);
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override async Task<V1.ImportElementSetsResponse> ImportElementSets(IAsyncStreamReader<V1.ImportElementSetsRequest> requestStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false) || requestStream.Current.PartCase != V1.ImportElementSetsRequest.PartOneofCase.Header)
        {
            throw Refusal.Field("header", "the first message says what is imported");
        }

        var header = requestStream.Current.Header;
        CheckName(header);

        var mode = header.Mode switch
        {
            V1.ImportMode.Unspecified or V1.ImportMode.Replace => ImportMode.Replace,
            V1.ImportMode.Add => ImportMode.Add,
            _ => throw Refusal.Field("header.mode", "it is IMPORT_MODE_REPLACE or IMPORT_MODE_ADD"),
        };
        var files = new List<(V1.ImportHeader Header, MemoryStream Content)> { (header, new MemoryStream()) };
        var length = 0L;
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            var piece = requestStream.Current;
            if (piece.PartCase == V1.ImportElementSetsRequest.PartOneofCase.Header && files.Count < MostFiles)
            {
                files.Add((piece.Header, new MemoryStream()));
                CheckName(piece.Header);
                continue;
            }

            if (piece.PartCase != V1.ImportElementSetsRequest.PartOneofCase.Content || piece.Content.Length > LargestPiece)
            {
                throw Refusal.Field("content", $"after a header come pieces of content of at most {LargestPiece} bytes, in at most {MostFiles} files");
            }

            if ((length += piece.Content.Length) > settings.LargestImport)
            {
                throw Refusal.Exhausted("import", $"An import has at most {settings.LargestImport} bytes on this server; send a part at a time with IMPORT_MODE_ADD.", TimeSpan.Zero);
            }

            piece.Content.WriteTo(files[^1].Content);
        }

        CatalogueInput input;
        try
        {
            input = CatalogueReader.ReadStreams(
                files.Select(file => (file.Header.Name, file.Header.Lenient, (Stream)new MemoryStream(file.Content.GetBuffer(), 0, (int)file.Content.Length))), context.CancellationToken);
        }
        catch (CatalogueReadException fault)
        {
            throw Refusal.Field("content", fault.Message);
        }

        if (input.Batch.Accepted.Count == 0)
        {
            var first = input.Batch.SetAside.Count > 0 ? $"; the first of {input.Batch.SetAside.Count} set aside: line {input.Batch.SetAside[0].Line}: {input.Batch.SetAside[0].Message} {input.Batch.SetAside[0].Remedy}" : "";
            throw Refusal.Field("content", $"it holds no usable element set{first}");
        }

        return new V1.ImportElementSetsResponse { Report = ProtoCatalogue.Of(store.Catalogue.Import(input, files.Count == 1 ? header.Name : $"{header.Name} and {files.Count - 1} more", mode, clock.GetCurrentInstant())) };
    }

    /// <inheritdoc/>
    public override async Task Propagate(V1.PropagateRequest request, IServerStreamWriter<V1.PropagateResponse> responseStream, ServerCallContext context)
    {
        if (request.Selectors.Count == 0)
        {
            throw Refusal.Field("selectors", "at least one says which objects");
        }

        var start = ProtoTime.Read(request.StartTime, "start_time") ?? throw Refusal.Field("start_time", "the first time is needed");
        var duration = ProtoTime.Read(request.Duration, "duration") ?? Duration.Zero;
        var step = ProtoTime.Read(request.Step, "step") ?? Duration.Zero;
        if (duration < Duration.Zero || (duration > Duration.Zero && step <= Duration.Zero))
        {
            throw Refusal.Field(duration < Duration.Zero ? "duration" : "step", duration < Duration.Zero ? "it is 0 or more" : "it is more than 0");
        }

        var (frame, mode) = (FrameOf(request.Frame), SettingsReader.ModeOf(request.Sgp4Mode, "sgp4_mode"));
        var (objects, satcat) = Current(start, asOf: null);
        var isWanted = SettingsReader.Select("selectors", request.Selectors, [.. objects.Select(one => one.Elements)], satcat);
        var wanted = objects.Where((_, i) => isWanted[i]).ToArray();
        var times = duration == Duration.Zero ? 1 : (long)Math.Ceiling(duration / step) + 1;
        if ((double)times * wanted.Length > MostStates)
        {
            throw Refusal.Field("step", $"{wanted.Length} objects at {times} times are more than {MostStates} states; take a longer step or fewer objects");
        }

        foreach (var one in wanted)
        {
            var propagator = new Sgp4Propagator(one.Elements, mode);
            var message = new V1.PropagateResponse { CatalogNumber = one.Elements.Number.Value };
            for (var i = 0L; i < times; i++)
            {
                message.States.Add(StateAt(propagator, Instant.Min(start + (i * step), start + duration), frame));
                if (message.States.Count == StatesPerMessage || i == times - 1)
                {
                    await responseStream.WriteAsync(message, context.CancellationToken).ConfigureAwait(false);
                    message = new V1.PropagateResponse { CatalogNumber = message.CatalogNumber };
                }
            }
        }
    }

    /// <inheritdoc/>
    public override Task<V1.GetCatalogReportResponse> GetCatalogReport(V1.GetCatalogReportRequest request, ServerCallContext context)
    {
        if (request.ContentSha256.Length == 0)
        {
            return Task.FromResult(ReportOf(SnapshotOf(request.Snapshot)));
        }

        if (request.Snapshot.Length > 0)
        {
            throw Refusal.Field("content_sha256", "it takes the place of snapshot; send one of the two");
        }

        var found = store.Catalogue.FindByContent(request.ContentSha256) ?? throw Refusal.NotFound("Snapshot", $"content {request.ContentSha256}");
        return Task.FromResult(ReportOf(found));
    }

    /// <inheritdoc/>
    public override async Task ExportElementSets(V1.ExportElementSetsRequest request, IServerStreamWriter<V1.ExportElementSetsResponse> responseStream, ServerCallContext context)
    {
        var sets = store.Catalogue.ElementSetsOf(SnapshotOf(request.Snapshot).Id);
        foreach (var part in sets.Chunk(RecordsPerMessage))
        {
            await responseStream.WriteAsync(new V1.ExportElementSetsResponse { ElementSets = { part.Select(ProtoCatalogue.Of) } }, context.CancellationToken).ConfigureAwait(false);
        }

        var satcat = store.Catalogue.Satcat();
        var records = sets.Select(set => set.Elements.Number).Distinct().Select(number => (Number: number, Entry: satcat.Find(number))).Where(one => one.Entry is not null);
        foreach (var part in records.Chunk(RecordsPerMessage))
        {
            var message = new V1.ExportElementSetsResponse { SatcatRecords = { part.Select(one => ProtoCatalogue.Of(one.Number, one.Entry!)) } };
            await responseStream.WriteAsync(message, context.CancellationToken).ConfigureAwait(false);
        }
    }

    private V1.GetCatalogReportResponse ReportOf(Snapshot snapshot) => new() { Report = ProtoCatalogue.Of(snapshot), Satcat = sources.ShowSatcat(), Sources = { sources.Show() } };

    private static void CheckName(V1.ImportHeader header)
    {
        if (header.Name.Length is 0 or > 200)
        {
            throw Refusal.Field("header.name", "a name of 1 to 200 characters says where the content comes from");
        }
    }

    /// <summary>The snapshot of a name; the newest for an empty one.</summary>
    private Snapshot SnapshotOf(string name)
    {
        long? id = null;
        if (name.Length > 0)
        {
            id = ResourceName.TrySnapshot(name, out var one) ? one : throw Refusal.NotFound("Snapshot", name);
        }

        return store.Catalogue.Find(id) ?? throw Refusal.NotFound("Snapshot", name);
    }

    /// <inheritdoc/>
    public override Task<V1.ResumeSourceResponse> ResumeSource(V1.ResumeSourceRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.ResumeSourceResponse { Source = sources.Resume(request.Source) });

    private static V1.PropagatedState StateAt(Sgp4Propagator propagator, Instant time, Frame frame)
    {
        var minutes = Ssa.Propagation.Time.UtcTime.MinutesSince(propagator.Elements.Epoch, time);
        var teme = propagator.At(minutes);
        var state = new V1.PropagatedState { Time = ProtoTime.Of(time), MinutesSinceEpoch = minutes };
        if (teme.Status != PropagationStatus.Ok)
        {
            state.Error = PropagationStatusText.Of(teme.Status);
            return state;
        }

        var (position, velocity) = (teme.PositionKm, teme.VelocityKmPerS);
        if (frame != Frame.Teme)
        {
            var turned = FrameTransform.FromTeme(frame, time, EarthOrientation.None, teme);
            (position, velocity) = (turned.PositionKm, turned.VelocityKmPerS);
        }

        state.PositionKm = Of(position);
        state.VelocityKmS = Of(velocity);
        return state;

        static V1.Vector3 Of(Vector3 v) => new() { X = v.X, Y = v.Y, Z = v.Z };
    }

    private static Frame FrameOf(V1.Frame frame) => frame switch
    {
        V1.Frame.Unspecified or V1.Frame.Teme => Frame.Teme,
        V1.Frame.Gcrf => Frame.Gcrf,
        V1.Frame.Itrf => Frame.Itrf,
        _ => throw Refusal.Field("frame", "it is FRAME_TEME, FRAME_GCRF or FRAME_ITRF"),
    };

    private static CatalogNumber NumberOf(int number) => number is >= 1 and <= 999_999_999 ? new CatalogNumber(number) : throw Refusal.Field("catalog_number", "it is 1 to 999,999,999");

    private (IReadOnlyList<StoredElementSet> Objects, Satcat? Satcat) Current(Instant? asOf) => Current(asOf ?? clock.GetCurrentInstant(), asOf);

    /// <summary>The objects of the newest snapshot, or of that of a past time, each with the element set in use at a time, by number.</summary>
    private (IReadOnlyList<StoredElementSet> Objects, Satcat? Satcat) Current(Instant start, Instant? asOf)
    {
        var satcat = store.Catalogue.Satcat();
        return (Chosen(SnapshotOf(asOf) is { } snapshot ? store.Catalogue.ElementSetsOf(snapshot.Id) : [], start), satcat.Count == 0 ? null : satcat);
    }

    private Snapshot? SnapshotOf(Instant? asOf) => asOf is { } time ? store.Catalogue.FindAsOf(time) : store.Catalogue.Find(null);

    private static IReadOnlyList<StoredElementSet> Chosen(IReadOnlyList<StoredElementSet> sets, Instant start)
    {
        var chosen = CatalogueSelection.Choose([.. sets.Select(set => set.Elements)], start).Objects.ToHashSet<MeanElements>(ReferenceEqualityComparer.Instance);
        return [.. sets.Where(set => chosen.Contains(set.Elements))];
    }
}
