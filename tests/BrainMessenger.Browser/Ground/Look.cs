namespace BrainMessenger.Browser.Ground;

/// <summary>How a browser presents itself: size and colours.</summary>
public sealed record Look(string Name, int Width, int Height, bool Dark, bool Touch)
{
    public static readonly Look Desktop = new("desktop-light", 1280, 800, Dark: false, Touch: false);
    public static readonly Look DesktopDark = Desktop with { Name = "desktop-dark", Dark = true };
    public static readonly Look Phone = new("phone-light", 390, 844, Dark: false, Touch: true);
    public static readonly Look PhoneDark = Phone with { Name = "phone-dark", Dark = true };

    private static readonly Look[] All = [Desktop, DesktopDark, Phone, PhoneDark];

    /// <summary>Each size and each colour once; LOOKS=all takes every pair of them.</summary>
    public static TheoryData<string> Names => Environment.GetEnvironmentVariable("LOOKS") == "all" ? [.. All.Select(look => look.Name)] : [Desktop.Name, PhoneDark.Name];

    public static Look Named(string name) => All.Single(look => look.Name == name);

    internal BrowserNewContextOptions Options(Uri address) => new()
    {
        BaseURL = address.ToString(),
        ViewportSize = new() { Width = Width, Height = Height },
        ColorScheme = Dark ? ColorScheme.Dark : ColorScheme.Light,
        HasTouch = Touch,
        IsMobile = Touch,
        Locale = "en-GB",
        ReducedMotion = ReducedMotion.Reduce,
    };
}
