using Digest.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Digest.Web.Security;

internal static class KeysSetup
{
    public static IServiceCollection AddWebKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Digest");
        services.AddOptions<KeyManagementOptions>().Configure<Database>((options, database) =>
        {
            options.XmlRepository = new WebKeys(database);
            // Whoever can read the database can read what the keys protect; saying so keeps the start quiet.
            options.XmlEncryptor = new NullXmlEncryptor();
        });
        return services;
    }
}
