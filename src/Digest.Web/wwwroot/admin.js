// Keeps what a page shows up to date: each element with data-live="SECONDS" and an id is replaced by what the page shows now.
// A data attribute without a value says nothing: pages write it so where there is nothing to say.
// Nothing on a page needs this script; without it the browser's own reload does the same.
(() => {
  const live = () => [...document.querySelectorAll("[data-live]:not([data-live=''])")];
  const seconds = () => Math.min(...live().map(part => Number(part.dataset.live) || 10));
  // What somebody is writing, or has written and not saved, stays.
  const isChanged = field => field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
    : field.type !== "hidden" && field.defaultValue !== undefined && field.value !== field.defaultValue;
  const busy = part => (part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea"))
    // What the site sent back because it could not be taken as it was is nowhere else.
    || part.querySelector(".dragged, .field-problem") !== null
    || [...part.querySelectorAll("input, textarea")].some(isChanged);

  // What the site last said, not what became of it here: opened details and the like are no news, nor is a form's token, which is always another.
  const said = new WeakMap();
  const words = part => part.outerHTML.replace(/(name="__RequestVerificationToken"[^>]*? value=")[^"]*/g, "$1");
  live().forEach(part => said.set(part, words(part)));

  const replace = (part, fresh) => {
    const open = [...part.querySelectorAll("details[id][open]")].map(one => one.id);
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.replaceWith(fresh);
    open.map(id => document.getElementById(id)).filter(one => one).forEach(one => { one.open = true; });
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  };

  // After a form that was not taken the address names what it asked for.
  const address = () => {
    const here = new URL(location.href);
    here.searchParams.delete("handler");
    return here;
  };

  const refresh = async () => {
    if (document.hidden || live().length === 0) return;
    try {
      const answer = await fetch(address(), { headers: { "X-Live": "1" }, redirect: "manual" });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of live()) {
        const fresh = page.getElementById(part.id);
        if (!fresh || busy(part) || words(fresh) === said.get(part)) continue;
        const next = document.importNode(fresh, true);
        said.set(next, words(fresh));
        replace(part, next);
      }
      document.body.classList.remove("stale");
    } catch {
      // Signed out, or the site is not there: what is shown may be old, and says so.
      document.body.classList.add("stale");
    }
  };

  const again = () => {
    if (live().length > 0) setTimeout(async () => { await refresh(); again(); }, seconds() * 1000);
  };
  document.addEventListener("visibilitychange", refresh);
  again();

  // A form that cannot be undone asks once more.
  document.addEventListener("submit", event => {
    const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
    if (question && !confirm(question)) event.preventDefault();
  });

  // What only a script can do is shown only where there is one.
  document.querySelectorAll("[data-copies], label:has([data-shows])").forEach(one => { one.hidden = false; });
  document.addEventListener("change", event => {
    for (const id of event.target.dataset?.shows?.split(" ") ?? []) document.getElementById(id).type = event.target.checked ? "text" : "password";
  });
  document.addEventListener("click", async event => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copies);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.copied;
    } catch {
      // Not allowed here: it is selected, for the keyboard.
    }
  });
})();
