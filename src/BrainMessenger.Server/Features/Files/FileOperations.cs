namespace BrainMessenger.Server.Features.Files;

/// <summary>What is metered, in the classes that stores bill by.</summary>
internal static class FileOperations
{
    public const string Reserve = "reserve";
    public const string Put = "put";
    public const string Complete = "complete";
    public const string Get = "get";
    public const string Delete = "delete";

    /// <summary>Looking which parts are stored.</summary>
    public const string List = "list";

    /// <summary>The server's own reading, which checks a file.</summary>
    public const string Check = "check";

    /// <summary>A reading that found no bytes.</summary>
    public const string Missing = "missing";
}
