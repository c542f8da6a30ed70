namespace BrainMessenger.Tests.Contracts;

public abstract partial class FileStoreContract
{
    [Fact]
    public async Task Everything_that_takes_room_is_listed()
    {
        var open = await BeginAsync();
        var done = await CompletedAsync();

        var keys = await Store.ListAsync(Ct).Select(entry => entry.Key).ToListAsync(Ct);

        Assert.Contains(open.Key, keys);
        Assert.Contains(done.Key, keys);
    }

    [Fact]
    public async Task What_the_list_names_is_removed_by_itself()
    {
        var done = await CompletedAsync();
        // As a repeated beginning leaves it whose first answer was lost.
        await Store.BeginAsync(new(done.Key, "application/octet-stream", Whole.Length), Ct);
        var entries = await Store.ListAsync(Ct).Where(entry => entry.Key == done.Key).ToListAsync(Ct);

        await Store.RemoveAsync(Assert.Single(entries, entry => !entry.IsObject), Ct);

        Assert.Equal(Whole, await ReadAsync(done.Key));
        Assert.True(Assert.Single(await Store.ListAsync(Ct).Where(entry => entry.Key == done.Key).ToListAsync(Ct)).IsObject);
        await Store.RemoveAsync(entries.Single(entry => entry.IsObject), Ct);
        Assert.Null(await Store.OpenAsync(done.Key, done.OwnerId, Ct));
    }
}
