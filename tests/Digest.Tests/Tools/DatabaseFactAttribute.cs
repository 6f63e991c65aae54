using System.ComponentModel;
using Digest.Storage;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Digest.Tests.Tools;

/// <summary>A fact about what is kept in a database: tried on SQLite and on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Digest.Tests.Tools.DatabaseFactDiscoverer", TestAssembly.Name)]
internal sealed class DatabaseFactAttribute : FactAttribute;

internal sealed class DatabaseFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [.. Enum.GetValues<StorageProvider>().Select(provider => new DatabaseTestCase(messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, provider))];
}

internal sealed class DatabaseTestCase : XunitTestCase
{
    private StorageProvider provider;

    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For reading it back only.", error: true)]
    public DatabaseTestCase()
    {
    }

    public DatabaseTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method, StorageProvider provider)
        : base(messages, display, options, method, [provider]) => this.provider = provider;

    public override Task<RunSummary> RunAsync(IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource)
    {
        TestStorage.Provider = provider;
        // The argument only tells the two apart.
        return new XunitTestCaseRunner(this, DisplayName, SkipReason, constructorArguments, [], messageBus, aggregator, cancellationTokenSource).RunAsync();
    }

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(provider), provider.ToString());
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        base.Deserialize(data);
        provider = Enum.Parse<StorageProvider>(data.GetValue<string>(nameof(provider)));
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute) =>
        base.GetSkipReason(factAttribute) ?? ((StorageProvider)TestMethodArguments[0] is StorageProvider.Postgres ? PostgresServer.Missing! : null!);
}
