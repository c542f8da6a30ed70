namespace BrainMessenger.Browser.Ground;

/// <summary>Pictures without files for them, each of its own colours: a browser draws them.</summary>
internal static class Drawing
{
    private const string Draw = """
        async (number) => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: number % 2 ? 480 : 800 });
          const context = canvas.getContext('2d');
          const hue = number * 67;
          const sky = context.createLinearGradient(0, 0, 0, canvas.height);
          sky.addColorStop(0, `hsl(${hue} 70% 45%)`);
          sky.addColorStop(1, `hsl(${hue + 40} 80% 75%)`);
          context.fillStyle = sky;
          context.fillRect(0, 0, canvas.width, canvas.height);
          context.fillStyle = '#ffe9a8';
          context.beginPath();
          context.arc(140 + number * 60, 150, 60, 0, 7);
          context.fill();
          context.fillStyle = `hsl(${hue + 160} 45% 28%)`;
          context.beginPath();
          context.moveTo(0, canvas.height);
          for (let x = 0; x <= canvas.width; x += 20) context.lineTo(x, canvas.height * 0.7 - Math.sin(x / 90 + number) * 60);
          context.lineTo(canvas.width, canvas.height);
          context.fill();
          return canvas.toDataURL('image/png').split(',')[1];
        }
        """;

    /// <summary>Hills below a sun, landscape or portrait; a number always gives the same picture.</summary>
    public static async Task<FilePayload> PictureAsync(Person person, int number, string name) =>
        new() { Name = name, MimeType = "image/png", Buffer = Convert.FromBase64String(await person.Page.EvaluateAsync<string>(Draw, number)) };
}
