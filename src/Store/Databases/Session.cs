using System.Data.Common;

namespace Ssa.Store.Databases;

/// <summary>A connection within a transaction. Parameters are named p0, p1 … in the order given; null stands for NULL.</summary>
internal sealed class Session(DbConnection connection, DbTransaction? transaction)
{
    /// <summary>Runs a statement.</summary>
    /// <returns>Rows changed.</returns>
    public int Execute(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query.</summary>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> map, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    /// <summary>The first row of a query, or the default where there is none.</summary>
    public T? First<T>(string sql, Func<DbDataReader, T> map, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        return reader.Read() ? map(reader) : default;
    }

    /// <summary>The first number of the first row.</summary>
    public long Number(string sql, params object?[] parameters) => First(sql, reader => reader.GetInt64(0), parameters);

    /// <summary>One statement for many rows: prepared once.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="rows">The parameters of each row, none of them null; the same array may be filled again for each.</param>
    /// <returns>Rows changed.</returns>
    public long ExecuteMany(string sql, IEnumerable<object?[]> rows)
    {
        using var command = Command(sql, []);
        var changed = 0L;
        foreach (var row in rows)
        {
            if (command.Parameters.Count == 0)
            {
                Bind(command, row);
                command.Prepare();
            }
            else
            {
                for (var i = 0; i < row.Length; i++)
                {
                    command.Parameters[i].Value = row[i] ?? DBNull.Value;
                }
            }

            changed += command.ExecuteNonQuery();
        }

        return changed;
    }

    private DbCommand Command(string sql, object?[] parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        Bind(command, parameters);
        return command;
    }

    private static void Bind(DbCommand command, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"p{i}";
            parameter.Value = values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
    }
}
