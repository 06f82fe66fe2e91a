namespace Ssa.Service.Access;

/// <summary>The least role that each method asks for. A method that is not here is refused to everybody, so that none is open by oversight.</summary>
internal static class MethodRoles
{
    private static readonly Dictionary<string, Role?> Table = new(StringComparer.Ordinal)
    {
        ["/ssa.v1.CatalogService/ListObjects"] = Role.Viewer,
        ["/ssa.v1.CatalogService/GetObject"] = Role.Viewer,
        ["/ssa.v1.CatalogService/ListElementSets"] = Role.Viewer,
        ["/ssa.v1.CatalogService/GetCatalogReport"] = Role.Viewer,
        ["/ssa.v1.CatalogService/ExportElementSets"] = Role.Viewer,
        ["/ssa.v1.CatalogService/Propagate"] = Role.Analyst,
        ["/ssa.v1.CatalogService/ImportElementSets"] = Role.Operator,

        // An ephemeris is its participant's own: it changes nobody else's catalogue.
        ["/ssa.v1.CatalogService/ListEphemerides"] = Role.Viewer,
        ["/ssa.v1.CatalogService/GetEphemeris"] = Role.Viewer,
        ["/ssa.v1.CatalogService/ImportEphemeris"] = Role.Analyst,
        ["/ssa.v1.CatalogService/DeleteEphemeris"] = Role.Analyst,

        ["/ssa.v1.CatalogService/ResumeSource"] = Role.Operator,

        ["/ssa.v1.ScreeningService/CreateSchedule"] = Role.Operator,
        ["/ssa.v1.ScreeningService/DeleteSchedule"] = Role.Operator,
        ["/ssa.v1.ScreeningService/GetSchedule"] = Role.Viewer,
        ["/ssa.v1.ScreeningService/ListSchedules"] = Role.Viewer,
        ["/ssa.v1.ScreeningService/GetScreening"] = Role.Viewer,
        ["/ssa.v1.ScreeningService/ListScreenings"] = Role.Viewer,
        ["/ssa.v1.ScreeningService/WatchScreening"] = Role.Viewer,
        ["/ssa.v1.ScreeningService/ListConjunctions"] = Role.Viewer,
        ["/ssa.v1.ScreeningService/GetConjunction"] = Role.Viewer,
        ["/ssa.v1.ScreeningService/ListRefusedObjects"] = Role.Viewer,
        ["/ssa.v1.ScreeningService/CreateScreening"] = Role.Analyst,
        ["/ssa.v1.ScreeningService/CancelScreening"] = Role.Analyst,
        ["/ssa.v1.ScreeningService/ReplayConjunction"] = Role.Analyst,
        ["/ssa.v1.ScreeningService/ExportConjunction"] = Role.Analyst,

        ["/ssa.v1.RiskService/GetEventHistory"] = Role.Viewer,
        ["/ssa.v1.RiskService/AssessConjunction"] = Role.Analyst,
        ["/ssa.v1.RiskService/AssessCdm"] = Role.Analyst,

        ["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"] = Role.Viewer,
        ["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = Role.Viewer,

        // Who watches over a service need not have a key of it.
        ["/grpc.health.v1.Health/Check"] = null,
        ["/grpc.health.v1.Health/List"] = null,
        ["/grpc.health.v1.Health/Watch"] = null,
    };

    /// <summary>Every method of the table with the least role; null for open to all.</summary>
    public static IReadOnlyDictionary<string, Role?> All => Table;

    /// <summary>What a method asks for; null where it is not in the table.</summary>
    /// <param name="fullName">The method, as <c>/ssa.v1.CatalogService/GetObject</c>.</param>
    public static Requirement? Of(string fullName) => Table.TryGetValue(fullName, out var role) ? new Requirement(role) : null;
}

/// <summary>What an endpoint asks of its callers.</summary>
/// <param name="Role">The least role; null for nothing, also no credential.</param>
internal sealed record Requirement(Role? Role);
