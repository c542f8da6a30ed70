namespace BrainMessenger.Server.Platform;

internal static class Clock
{
    /// <summary>The present, cut to the stored millisecond, so that a repeated answer equals the first one.</summary>
    public static DateTimeOffset Now(this TimeProvider time) => time.GetUtcNow().CutToMilliseconds();

    public static DateTimeOffset CutToMilliseconds(this DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>A new id that sorts by creation time. Never used to order anything within a chat.</summary>
    public static Guid NewId(this TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());
}
