namespace BrainMessenger.Browser.Ground;

/// <summary>Sounds without a file for them.</summary>
internal static class Sound
{
    /// <summary>A WAV file: 8,000 samples a second of one byte each.</summary>
    public static byte[] Tone(int seconds)
    {
        var samples = Enumerable.Range(0, seconds * 8000).Select(n => (byte)(128 + (60 * Math.Sin(n / 3.0)))).ToArray();
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("RIFF"u8);
        writer.Write(36 + samples.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8000);
        writer.Write(8000);
        writer.Write((short)1);
        writer.Write((short)8);
        writer.Write("data"u8);
        writer.Write(samples.Length);
        writer.Write(samples);
        return file.ToArray();
    }
}
