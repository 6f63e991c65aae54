using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Rendering;

/// <summary>
/// Renders the templates that are compiled into this assembly with the framework's view engine. It keeps services of its own,
/// so that it works alike in the site, in a command and in a test, and knows no other views than the templates.
/// </summary>
public sealed class RazorTemplateEngine : ITemplateEngine, IDisposable
{
    private readonly Lazy<ServiceProvider> services = new(CreateServices);

    public async Task<string> RenderAsync(string name, object model, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            await using var scope = services.Value.CreateAsyncScope();
            return await RenderAsync(scope.ServiceProvider, name, model);
        }
        catch (Exception problem) when (problem is not TemplateException and not OutOfMemoryException)
        {
            throw new TemplateException($"templates/{name}.cshtml: {problem.GetBaseException().Message.ReplaceLineEndings(" ")}", problem);
        }
    }

    public void Dispose()
    {
        if (services.IsValueCreated)
            services.Value.Dispose();
    }

    private static async Task<string> RenderAsync(IServiceProvider provider, string template, object model)
    {
        var found = provider.GetRequiredService<IRazorViewEngine>().GetView(executingFilePath: null, $"/templates/{template}.cshtml", isMainPage: true);
        if (!found.Success)
            throw new TemplateException($"templates/{template}.cshtml: there is no such template");
        var request = new DefaultHttpContext { RequestServices = provider };
        await using var output = new StringWriter();
        var view = new ViewContext(
            new ActionContext(request, new RouteData(), new ActionDescriptor()),
            found.View,
            new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model },
            new TempDataDictionary(request, NoTempData.Instance),
            output,
            new HtmlHelperOptions());
        await found.View.RenderAsync(view);
        return output.ToString();
    }

    private static ServiceProvider CreateServices()
    {
        var collection = new ServiceCollection();
        var listener = new DiagnosticListener("Digest.Templates");
        collection.AddSingleton(listener).AddSingleton<DiagnosticSource>(listener);
        collection.AddLogging();
        // Named outright: what is found by itself depends on the program that was started, which may be a test host.
        collection.AddMvcCore().AddRazorViewEngine().ConfigureApplicationPartManager(manager =>
        {
            manager.ApplicationParts.Clear();
            manager.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(RazorTemplateEngine).Assembly));
        });
        // Nothing in a template is protected; without this line the framework would look for a folder of keys.
        collection.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        collection.AddSingleton(PlainText.Encoder);
        collection.AddSingleton<IRazorPageActivator, TemplateActivator>();
        return collection.BuildServiceProvider();
    }

    private sealed class NoTempData : ITempDataProvider
    {
        public static readonly NoTempData Instance = new();

        public IDictionary<string, object> LoadTempData(HttpContext context) => new Dictionary<string, object>(StringComparer.Ordinal);

        public void SaveTempData(HttpContext context, IDictionary<string, object> values)
        {
        }
    }
}
