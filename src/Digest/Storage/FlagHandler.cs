using System.Data;
using System.Globalization;
using Dapper;

namespace Digest.Storage;

/// <summary>Flags in rows are 0 or 1 in both databases; a condition in a SELECT is true or false on PostgreSQL.</summary>
internal sealed class FlagHandler : SqlMapper.ITypeHandler
{
    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.Int32;
        parameter.Value = value is bool flag ? flag ? 1 : 0 : DBNull.Value;
    }

    public object Parse(Type destinationType, object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0;
}
