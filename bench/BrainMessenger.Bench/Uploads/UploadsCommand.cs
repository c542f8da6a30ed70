using System.CommandLine;
using BrainMessenger.Bench.Load;
using BrainMessenger.Bench.Seeding;
using BrainMessenger.Client;

namespace BrainMessenger.Bench.Uploads;

/// <summary><c>uploads</c>: many files at once to the disk and to a bucket, beside curl putting the same files.</summary>
internal static class UploadsCommand
{
    private const int WarmUp = 10;

    public static Command Create()
    {
        var server = new Option<DirectoryInfo>("--server") { DefaultValueFactory = _ => new("artifacts/server"), Description = "Folder of the release build (./dev publish)." };
        var s3 = new Option<string>("--s3") { Description = "http://key:secret@host:port of an S3 server on which buckets may be made.", Required = true };
        var count = new Option<int>("--count") { DefaultValueFactory = _ => 200, Description = "Files, all at once." };
        var size = new Option<int>("--size") { DefaultValueFactory = _ => 5_000_000, Description = "Bytes of each, up to a part (5 MiB)." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 2, Description = "How often; each keeps its files in the store." };
        var command = new Command("uploads", "Uploads many files at once, reads each back, and puts the same files with curl.") { server, s3, count, size, rounds };
        command.SetAction(async (parsed, ct) =>
        {
            await using var place = new LoadPlace(parsed.GetValue(server)!, null, null, Directory.CreateTempSubdirectory("brainmessenger-uploads-"));
            var files = await UploadFiles.MakeAsync(Path.Combine(place.Work.FullName, "files"), parsed.GetValue(count), parsed.GetValue(size), ct);
            using var bucket = await UploadBucket.CreateAsync(new Uri(parsed.GetRequiredValue(s3)), ct);
            var table = new UploadsTable(files.Count, files.Size);
            foreach (var (store, variables) in new[] { ("disk", new Dictionary<string, string>()), ("S3", bucket.Variables) })
            {
                var kind = new ServerKind(place, $"SQLite, files on {store}", new SeedSize(Users: 2, Groups: [2], Channel: 2, Pairs: 1, Messages: 10, Tokens: 2, Random: 1), variables);
                await kind.PrepareAsync(ct);
                await using var target = await kind.StartAsync(ct);
                using var client = new BrainMessengerClient(target.Address) { Session = new(target.World.Tokens[0], DateTimeOffset.MaxValue, null) };
                var run = new UploadsRun(target, client, files, place.Work);
                await run.UploadAsync(WarmUp, ct);
                for (var round = 0; round < parsed.GetValue(rounds); round++)
                {
                    table.Add(store, "curl to the server's part addresses", await run.PutPartsAsync(ct));
                    if (store == "S3") table.Add(store, "curl to plain objects", await run.PutObjectsAsync(bucket, ct));
                    table.Add(store, "reserved, put, checked and ready", await run.UploadAsync(files.Count, ct));
                }
            }

            Console.WriteLine(table);
        });
        return command;
    }
}
