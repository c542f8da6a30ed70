using System.CommandLine;
using BrainMessenger.Bench.Seeding;

var root = new RootCommand("Fills a database with people and messages, and measures a server under load.")
{
    SeedCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
