using Digest.Mail;

namespace Digest.Web.Settings;

/// <summary>Changes options in place: whoever was handed them at start sees the new values.</summary>
internal static class OptionsCopy
{
    public static void Into(object target, object source)
    {
        // Host and password belong together: nobody may see one of the new and one of the old.
        if (target is SmtpOptions smtp)
            smtp.ChangeTogether(() => CopyAll(target, source));
        else
            CopyAll(target, source);
    }

    private static void CopyAll(object target, object source)
    {
        foreach (var property in target.GetType().GetProperties().Where(one => one.CanWrite))
        {
            var value = property.GetValue(source);
            if (SettingsShape.IsSection(property) && property.GetValue(target) is { } nested && value is not null)
                Into(nested, value);
            else
                property.SetValue(target, value);
        }
    }
}
