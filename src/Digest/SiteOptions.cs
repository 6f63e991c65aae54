using System.ComponentModel.DataAnnotations;

namespace Digest;

/// <summary>The publication that readers sign up to (settings section <c>Site</c>).</summary>
public sealed class SiteOptions
{
    /// <summary>The publication's name, as readers know it. Default: the sample site's.</summary>
    [Required, StringLength(100)]
    public string Name { get; set; } = "The Saltmarsh Courier";

    /// <summary>
    /// The address under which this program is reached from outside, without a trailing slash: links in messages begin with it.
    /// Default: the address that the program listens on.
    /// </summary>
    [Required]
    public string Url { get; set; } = "http://localhost:5000";

    /// <summary>One line below the name on the sign-up page. May be empty.</summary>
    [StringLength(300)]
    public string Tagline { get; set; } = "News from the town between the tides. Direct to your inbox.";

    /// <summary>Where the publisher receives post; stands in the footer of every digest (CAN-SPAM, 15 USC 7704(a)(5)). Empty: no edition goes.</summary>
    [StringLength(300)]
    public string PostalAddress { get; set; } = "The Saltmarsh Courier, 3 Ropewalk, Saltmarsh";

    /// <summary>The licence notice under which the site's stories may be used; stories may carry their own. May be empty.</summary>
    [StringLength(500)]
    public string Licence { get; set; } = "";

    /// <summary>The sender: a mailbox such as <c>The Courier &lt;news@courier.example&gt;</c> or a bare address (RFC 5322 §3.4).</summary>
    [Required, StringLength(320)]
    public string From { get; set; } = "The Saltmarsh Courier <newsletter@saltmarsh.example>";

    /// <summary>The language of pages and messages, as a BCP 47 tag. Default: <c>en</c>.</summary>
    [Required, StringLength(35)]
    public string Language { get; set; } = "en";

    /// <summary>The publication's colour, as <c>#rrggbb</c>: of links, buttons and the band in messages and on pages. Default: a deep sea blue.</summary>
    [Required, RegularExpression("^#[0-9A-Fa-f]{6}$", ErrorMessage = "a colour such as #0b5a7a is expected")]
    public string Colour { get; set; } = Palette.Default;

    /// <summary>
    /// The publication's icon: the http or https address of a square PNG, JPEG, GIF or WebP picture. It is fetched once and served
    /// by the site itself. Empty (the default): the first letter of the name stands in.
    /// </summary>
    [StringLength(2000)]
    public string Icon { get; set; } = "";

    /// <summary>A request for support shown above the footer of a digest; not shown while it has no text.</summary>
    public AppealOptions Appeal { get; set; } = new();
}

/// <summary>The appeal block (settings section <c>Site:Appeal</c>).</summary>
public sealed class AppealOptions
{
    /// <summary>The headline of the block. May be empty.</summary>
    [StringLength(200)]
    public string Headline { get; set; } = "";

    /// <summary>What is asked for and why. Empty: no block.</summary>
    [StringLength(3000)]
    public string Text { get; set; } = "";

    /// <summary>Where the button leads (http or https). Empty: no button.</summary>
    [StringLength(2000)]
    public string Link { get; set; } = "";

    /// <summary>The words on the button.</summary>
    [StringLength(60)]
    public string LinkText { get; set; } = "Support us";

    /// <summary>A reader sees the appeal in every so many of the editions that come to them, 1 to 100; 1: in each. Default: 4.</summary>
    [Range(1, 100)]
    public int EveryEditions { get; set; } = 4;

    /// <summary>Days for which the appeal rests for a reader who says "not now", 1 to 3650. Default: 90.</summary>
    [Range(1, 3650)]
    public int RestDays { get; set; } = 90;

    /// <summary>Whether there is an appeal.</summary>
    internal bool IsSet => !string.IsNullOrWhiteSpace(Text);
}
