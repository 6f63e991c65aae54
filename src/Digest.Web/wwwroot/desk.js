// At the desk: says who is here, and lets items be dragged to their places. Everything else works without it.
(() => {
  const here = document.getElementById("here");
  const speak = () => {
    if (here && !document.hidden) fetch(here.action, { method: "POST", body: new URLSearchParams(new FormData(here)), redirect: "manual" }).catch(() => { /* the next one may arrive */ });
  };
  speak();
  setInterval(speak, 15000);
  document.addEventListener("visibilitychange", speak);

  // Dropped above an item, or below all: the form says so, as its buttons do for the keyboard.
  const list = () => document.querySelector("[data-move]");
  let dragged = null;
  const clear = () => document.querySelectorAll(".above, .dragged").forEach(one => one.classList.remove("above", "dragged"));
  const target = event => {
    const items = [...list().children];
    return items.find(item => { const box = item.getBoundingClientRect(); return event.clientY < box.top + box.height / 2; }) ?? null;
  };
  const arm = () => document.querySelectorAll("[data-move] > [data-story]").forEach(item => {
    item.draggable = true;
    // Taken by its headline, it is the item that moves.
    item.querySelectorAll("a").forEach(link => { link.draggable = false; });
  });
  arm();
  new MutationObserver(arm).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("dragstart", event => {
    if (event.target instanceof Element && event.target.matches("[data-move] > [data-story]")) {
      dragged = event.target;
      dragged.classList.add("dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", dragged.dataset.story);
    }
  });
  document.addEventListener("dragover", event => {
    if (!dragged || !list()?.contains(event.target)) return;
    event.preventDefault();
    list().querySelectorAll(".above").forEach(one => one.classList.remove("above"));
    target(event)?.classList.add("above");
  });
  document.addEventListener("drop", event => {
    if (!dragged || !list()?.contains(event.target)) return;
    event.preventDefault();
    const [story, above] = [dragged.dataset.story, target(event)?.dataset.story ?? "0"];
    clear();
    dragged = null;
    const form = document.getElementById("move");
    if (story === above || !form) return;
    form.elements.story.value = story;
    form.elements.above.value = above;
    // Once the drop is over: a page must not be left in the middle of it.
    setTimeout(() => form.requestSubmit());
  });
  document.addEventListener("dragend", () => { dragged = null; clear(); });
})();
