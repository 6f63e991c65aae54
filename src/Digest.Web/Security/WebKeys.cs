using System.Xml.Linq;
using Digest.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Digest.Web.Security;

/// <summary>Keeps the keys of sign-in and antiforgery in the database, so that they outlive the machine and are the same on all.</summary>
internal sealed class WebKeys(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Wait(() =>
        database.ReadAsync(async session => (await session.QueryAsync<string>("SELECT xml FROM web_keys ORDER BY id")).Select(XElement.Parse).ToList()));

    public void StoreElement(XElement element, string friendlyName) => Wait(() => database.WriteAsync(session => session.ExecuteAsync(
        "INSERT INTO web_keys (name, xml) VALUES (@friendlyName, @xml)", new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) })));

    // The framework asks for keys without waiting asynchronously: once at start and once in ninety days.
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
