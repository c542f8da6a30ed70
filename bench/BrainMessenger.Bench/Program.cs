using System.CommandLine;
using BrainMessenger.Bench.Growth;
using BrainMessenger.Bench.Load;
using BrainMessenger.Bench.Probes;
using BrainMessenger.Bench.Seeding;
using BrainMessenger.Bench.Uploads;

var root = new RootCommand("Fills a database with people and messages, and measures a server under load.")
{
    SeedCommand.Create(),
    LoadCommand.Create(),
    GrowthCommand.Create(),
    UploadsCommand.Create(),
    ProbeCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
