namespace BrainMessenger.Browser.Ground;

/// <summary>Films without a file for them: a browser draws and records them.</summary>
internal static class Film
{
    private const string Record = """
        async (seconds) => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 270 });
          const context = canvas.getContext('2d');
          const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8', videoBitsPerSecond: 2_000_000 });
          const chunks = [];
          recorder.ondataavailable = ({ data }) => chunks.push(data);
          const ended = new Promise((done) => { recorder.onstop = done; });
          const began = performance.now();
          recorder.start();
          await new Promise((done) => {
            const draw = () => {
              const part = (performance.now() - began) / 1000 / seconds;
              if (part >= 1) return done();
              context.fillStyle = `hsl(${200 + part * 60} 60% 45%)`;
              context.fillRect(0, 0, 480, 270);
              context.fillStyle = '#ffd34d';
              context.beginPath();
              context.arc(60 + part * 360, 190 - Math.sin(part * Math.PI) * 120, 34, 0, 7);
              context.fill();
              setTimeout(draw, 40);
            };
            draw();
          });
          recorder.stop();
          await ended;
          const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
          let text = '';
          for (const byte of bytes) text += String.fromCharCode(byte);
          return btoa(text);
        }
        """;

    /// <summary>A sun that goes over the sky in so many seconds.</summary>
    public static async Task<FilePayload> RecordAsync(Person person, int seconds) =>
        new() { Name = "sunset.webm", MimeType = "video/webm", Buffer = Convert.FromBase64String(await person.Page.EvaluateAsync<string>(Record, seconds)) };

    /// <summary>What a store answers that has given half of it so far.</summary>
    public static RouteFulfillOptions FirstHalf(FilePayload film) => new()
    {
        Status = 206,
        BodyBytes = film.Buffer[..(film.Buffer.Length / 2)],
        Headers = new Dictionary<string, string>
        {
            ["Content-Type"] = film.MimeType,
            ["Accept-Ranges"] = "bytes",
            ["Content-Range"] = $"bytes 0-{(film.Buffer.Length / 2) - 1}/{film.Buffer.Length}",
        },
    };
}
