using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Digest.Web.Settings;

/// <summary>Reads a section into its options and refuses, by name, what is misspelled, of the wrong kind or out of bounds.</summary>
internal static class SettingsReader
{
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var values = configuration.GetSection(section);
        SettingsShape.RefuseMisplaced(values, typeof(T));
        T options;
        try
        {
            options = values.Get<T>() ?? new T();
        }
        catch (InvalidOperationException problem) when (problem.InnerException is not null)
        {
            throw new SettingsException(Explain(values, typeof(T)) ?? problem.Message.ReplaceLineEndings(" "));
        }
        Validate(options, section);
        return options;
    }

    private static void Validate(object options, string section)
    {
        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true))
        {
            var name = problems[0].MemberNames.FirstOrDefault();
            throw new SettingsException($"{(name is null ? section : $"{section}:{name}")}: {problems[0].ErrorMessage}");
        }
        foreach (var nested in options.GetType().GetProperties().Where(SettingsShape.IsSection))
        {
            if (nested.GetValue(options) is { } value)
                Validate(value, $"{section}:{nested.Name}");
        }
    }

    private static string? Explain(IConfigurationSection section, Type type)
    {
        foreach (var property in type.GetProperties())
        {
            if (SettingsShape.IsSection(property) && Explain(section.GetSection(property.Name), property.PropertyType) is { } nested)
                return nested;
            var kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (section[property.Name] is not { } value)
                continue;
            if (kind.IsEnum && !Enum.TryParse(kind, value, ignoreCase: true, out _))
                return $"{section.Path}:{property.Name}: '{value}' is not one of {string.Join(", ", Enum.GetNames(kind))}";
            if (kind == typeof(int) && !int.TryParse(value, out _))
                return $"{section.Path}:{property.Name}: '{value}' is not a whole number";
            if (kind == typeof(double) && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                return $"{section.Path}:{property.Name}: '{value}' is not a number";
            if (kind == typeof(bool) && !bool.TryParse(value, out _))
                return $"{section.Path}:{property.Name}: '{value}' is neither true nor false";
        }
        return null;
    }
}
