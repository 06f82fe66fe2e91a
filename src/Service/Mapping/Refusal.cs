using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Ssa.Service.Mapping;

/// <summary>Errors as clients get them: a gRPC status with the details of google.rpc.</summary>
internal static class Refusal
{
    private const string Domain = "ssa.v1";

    /// <summary>INVALID_ARGUMENT: a field of the request is wrong.</summary>
    /// <param name="field">The field's path in the request.</param>
    /// <param name="what">What is wrong with it, and what is allowed.</param>
    public static RpcException Field(string field, string what) => Of(Code.InvalidArgument, $"{field}: {what}", new BadRequest
    {
        FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = what } },
    });

    /// <summary>NOT_FOUND: there is no such resource.</summary>
    /// <param name="type">What it would be, as <c>screening</c>.</param>
    /// <param name="name">Its name.</param>
    public static RpcException NotFound(string type, string name) => Of(Code.NotFound, $"There is no {type} '{name}'.", new ResourceInfo { ResourceType = $"{Domain}.{type}", ResourceName = name });

    /// <summary>ALREADY_EXISTS: the name stands for something else.</summary>
    public static RpcException AlreadyExists(string type, string name, string what) => Of(
        Code.AlreadyExists, what, new ResourceInfo { ResourceType = $"{Domain}.{type}", ResourceName = name, Description = what });

    /// <summary>FAILED_PRECONDITION: something must be done first.</summary>
    /// <param name="subject">What is not as it must be.</param>
    /// <param name="what">What to do.</param>
    public static RpcException Precondition(string subject, string what) => Of(Code.FailedPrecondition, what, new PreconditionFailure
    {
        Violations = { new PreconditionFailure.Types.Violation { Type = "STATE", Subject = subject, Description = what } },
    });

    /// <summary>RESOURCE_EXHAUSTED: too much at once; try again later.</summary>
    public static RpcException Exhausted(string subject, string what, TimeSpan retryAfter) => Of(
        Code.ResourceExhausted,
        what,
        new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = subject, Description = what } } },
        new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) });

    /// <summary>RESOURCE_EXHAUSTED: more than there may be; waiting does not help.</summary>
    /// <param name="subject">Of what there is too much.</param>
    /// <param name="what">The limit, and what to do.</param>
    public static RpcException Full(string subject, string what) => Of(
        Code.ResourceExhausted, what, new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = subject, Description = what } } });

    /// <summary>UNAUTHENTICATED: it is not known who calls.</summary>
    /// <param name="reason">Why, for programs, as <c>KEY_EXPIRED</c>.</param>
    /// <param name="what">Why, and what to do.</param>
    public static RpcException Unauthenticated(string reason, string what) => Of(Code.Unauthenticated, what, new ErrorInfo { Reason = reason, Domain = Domain });

    /// <summary>PERMISSION_DENIED: who calls may not.</summary>
    /// <param name="reason">Why, for programs, as <c>ROLE_TOO_WEAK</c>.</param>
    /// <param name="what">Why, and what is needed.</param>
    public static RpcException Denied(string reason, string what) => Of(Code.PermissionDenied, what, new ErrorInfo { Reason = reason, Domain = Domain });

    /// <summary>UNAVAILABLE: something that is needed does not answer; try again later.</summary>
    public static RpcException Unavailable(string what, TimeSpan retryAfter) => Of(Code.Unavailable, what, new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) });

    private static RpcException Of(Code code, string message, params Google.Protobuf.IMessage[] details) => new Google.Rpc.Status
    {
        Code = (int)code,
        Message = message,
        Details = { details.Select(Any.Pack) },
    }.ToRpcException();
}
