return await BrainMessenger.Server.CommandLine.RunAsync(args);
