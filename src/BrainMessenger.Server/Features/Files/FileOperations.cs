namespace BrainMessenger.Server.Features.Files;

/// <summary>What is metered, in the classes that stores bill by.</summary>
internal static class FileOperations
{
    public const string Reserve = "reserve";
    public const string Put = "put";
    public const string Complete = "complete";
    public const string Get = "get";
    public const string Delete = "delete";

    /// <summary>A reading that found no bytes.</summary>
    public const string Missing = "missing";
}
