using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;

namespace Ssa.Service.Access;

/// <summary>Writes a refusal as the caller's protocol has it: gRPC's status in the headers, or JSON with HTTP's own status.</summary>
internal static class RefusalWriter
{
    private const string Details = "grpc-status-details-bin";

    private static readonly JsonFormatter Json = new(new JsonFormatter.Settings(formatDefaultValues: true, TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>Writes a refusal; nothing of the response may have been written.</summary>
    public static Task Write(HttpContext context, RpcException refusal) =>
        context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true ? WriteGrpc(context.Response, refusal) : WriteJson(context.Response, refusal);

    private static Task WriteGrpc(HttpResponse response, RpcException refusal)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Encode(refusal.Status.Detail);
        if (refusal.Trailers.GetValueBytes(Details) is { } details)
        {
            response.Headers[Details] = Convert.ToBase64String(details).TrimEnd('=');
        }

        return Task.CompletedTask;
    }

    private static async Task WriteJson(HttpResponse response, RpcException refusal)
    {
        var status = refusal.GetRpcStatus() ?? new Google.Rpc.Status { Code = (int)refusal.StatusCode, Message = refusal.Status.Detail };
        response.StatusCode = refusal.StatusCode switch
        {
            StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
            StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
            StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
            StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        response.ContentType = "application/json";
        if (refusal.StatusCode == StatusCode.Unauthenticated)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (status.GetDetail<RetryInfo>() is { } retry)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(retry.RetryDelay.ToTimeSpan().TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        await response.WriteAsync(Json.Format(status)).ConfigureAwait(false);
    }

    /// <summary>gRPC over HTTP/2, "Status-Message": percent-encoded UTF-8.</summary>
    private static string Encode(string message)
    {
        var text = new StringBuilder(message.Length);
        foreach (var one in Encoding.UTF8.GetBytes(message))
        {
            _ = one is >= 0x20 and <= 0x7e and not (byte)'%' ? text.Append((char)one) : text.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        }

        return text.ToString();
    }
}
