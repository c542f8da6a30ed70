using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>What /openapi/v1.json says of all routes alike: who may call, and how failures look.</summary>
internal static class OpenApiDescription
{
    private const string Bearer = "bearer";
    private const string ProblemJson = "application/problem+json";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "BrainMessenger", Version = "v1", Description = "Accounts, chats, messages and files. Times are ISO 8601 in UTC; what is null is absent." };
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "The access token of a sign-in." };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
    }

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
            operation.Security = [new() { [new(Bearer, context.Document)] = [] }];

        if (context.Document is not { } document) return;
        document.AddComponent(nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, ct));
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A failure: `code` is stable, `detail` may be shown, `errors` names the fields of a `validation`, `retryAfter` are seconds.",
            Content = new Dictionary<string, OpenApiMediaType> { [ProblemJson] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), document) } },
        };
    }

    /// <summary>The fields of a failure (RFC 9457).</summary>
    private sealed record Problem(string Title, int Status, string Detail, string Code, string TraceId, int? RetryAfter = null, Dictionary<string, string[]>? Errors = null);
}
