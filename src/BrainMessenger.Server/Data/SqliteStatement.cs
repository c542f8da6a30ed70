using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BrainMessenger.Server.Data;

/// <summary>
/// A prepared statement of the hot path, without the commands, readers and boxed parameters of ADO.NET. Parameters and
/// columns count from 0; ids are bound as the 16 bytes that <see cref="SqliteGuid"/> stores. One thread at a time.
/// </summary>
internal sealed class SqliteStatement(SqliteConnection connection, string sql) : IDisposable
{
    private readonly sqlite3 _connection = connection.Handle!;
    private sqlite3_stmt? _prepared;

    /// <summary>Prepared by its first use: its tables may not be there before.</summary>
    private sqlite3_stmt Statement => _prepared ??= Prepare();

    public SqliteStatement Set(int parameter, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Check(raw.sqlite3_bind_blob(Statement, parameter + 1, bytes));
        return this;
    }

    public SqliteStatement Set(int parameter, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(Statement, parameter + 1, number) : raw.sqlite3_bind_null(Statement, parameter + 1));
        return this;
    }

    public SqliteStatement Set(int parameter, string? value)
    {
        if (value is null) return Set(parameter, (long?)null);
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        Check(raw.sqlite3_bind_text(Statement, parameter + 1, buffer.AsSpan(0, Encoding.UTF8.GetBytes(value, buffer))));
        ArrayPool<byte>.Shared.Return(buffer);
        return this;
    }

    /// <summary>Runs it to its end; how many rows it changed.</summary>
    public int Execute()
    {
        using var rows = Query();
        while (rows.Read())
        {
        }

        return raw.sqlite3_changes(_connection);
    }

    public bool HasRow()
    {
        using var rows = Query();
        return rows.Read();
    }

    /// <summary>Its rows, until disposed.</summary>
    public Rows Query() => new(this);

    public void Dispose() => _prepared?.Dispose();

    private sqlite3_stmt Prepare()
    {
        Check(raw.sqlite3_prepare_v2(_connection, sql, out var statement));
        return statement;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, _connection);
    }

    internal readonly ref struct Rows(SqliteStatement owner)
    {
        public bool Read()
        {
            var code = raw.sqlite3_step(owner.Statement);
            if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(code, owner._connection);
            return code == raw.SQLITE_ROW;
        }

        public bool IsNull(int column) => raw.sqlite3_column_type(owner.Statement, column) == raw.SQLITE_NULL;

        public long Number(int column) => raw.sqlite3_column_int64(owner.Statement, column);

        public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

        public string Text(int column) => raw.sqlite3_column_text(owner.Statement, column).utf8_to_string();

        public Guid Id(int column) => new(raw.sqlite3_column_blob(owner.Statement, column), bigEndian: true);

        /// <summary>Makes the statement ready for its next run. What a failed step returns again here has been thrown.</summary>
        public void Dispose() => raw.sqlite3_reset(owner.Statement);
    }
}
