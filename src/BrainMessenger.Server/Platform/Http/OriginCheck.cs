using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>Whether a browser's page may speak for its user here.</summary>
internal static class OriginCheck
{
    /// <summary>True for our own origin. On loopback localhost, 127.0.0.1 and [::1] are one (with the port that was asked).</summary>
    public static bool IsOurs(HttpRequest request, Settings settings)
    {
        var value = request.Headers.Origin.ToString();
        // Compared with its own normal form: browsers write no other, so every other spelling is somebody's trick.
        if (!Uri.TryCreate(value, UriKind.Absolute, out var origin) || origin.UserInfo.Length > 0 || origin.GetLeftPart(UriPartial.Authority) != value) return false;
        if (!settings.IsLoopback) return value == settings.PublicUrl.GetLeftPart(UriPartial.Authority);
        return origin.Scheme == settings.PublicUrl.Scheme && Settings.IsLoopbackHost(origin.Host) && origin.Port == (request.Host.Port ?? 80);
    }
}
