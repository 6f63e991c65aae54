using System.Data;
using System.Globalization;
using Dapper;

namespace Digest.Storage;

/// <summary>Flags in rows are 0 or 1 in both databases; a condition in a SELECT is true or false on PostgreSQL.</summary>
internal sealed class FlagHandler : SqlMapper.TypeHandler<bool>
{
    public override void SetValue(IDbDataParameter parameter, bool value)
    {
        parameter.DbType = DbType.Int32;
        parameter.Value = value ? 1 : 0;
    }

    public override bool Parse(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0;
}
