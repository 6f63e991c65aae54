// Forms with the attribute data-digest sign up inline. Without this script, or where it fails, they post as usual.
(() => {
  const busy = new WeakSet();

  const zeros = hash => {
    let bits = 0;
    for (const byte of new Uint8Array(hash)) {
      bits += Math.clz32(byte) - 24;
      if (byte) break;
    }
    return bits;
  };

  // Asked for under a flood: a number for which SHA-256 of "nonce.number" begins with so many zero bits.
  const solve = async (nonce, bits) => {
    if (bits > 26) throw new Error("too much");
    const text = new TextEncoder();
    for (let first = 0; ; first += 512) {
      const hashes = await Promise.all(Array.from({ length: 512 }, (_, at) => crypto.subtle.digest("SHA-256", text.encode(`${nonce}.${first + at}`))));
      const at = hashes.findIndex(hash => zeros(hash) >= bits);
      if (at >= 0) return String(first + at);
    }
  };

  const post = async (form, fields) => {
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST",
      credentials: "omit",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(fields),
    });
    return [answer.status, await answer.json(), answer.headers.get("Content-Language")];
  };

  const signUp = async (form, say) => {
    const fields = Object.fromEntries(new FormData(form));
    for (let tries = 4; tries; tries--) {
      const [status, body, language] = await post(form, fields);
      const words = body.message || body.title;
      if (!words) break;
      say(words, language);
      if (status !== 428) return body;
      // Work is instead of most of the wait.
      const ready = Date.now() + (body.work ? Math.min(2, body.waitSeconds) : body.waitSeconds) * 1000;
      fields.nonce = body.nonce;
      if (body.work) fields.work = await solve(body.nonce, body.work.zeroBits);
      await new Promise(done => setTimeout(done, ready - Date.now()));
    }
    throw new Error("no answer");
  };

  document.addEventListener("submit", async event => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-digest]")) return;
    event.preventDefault();
    if (busy.has(form)) return;
    busy.add(form);
    const status = form.querySelector("[role=status]") || form.appendChild(document.createElement("p"));
    status.setAttribute("role", "status");
    const say = (words, language) => {
      if (language) status.lang = language;
      status.textContent = words;
    };
    try {
      const { field, message, suggestion } = await signUp(form, say);
      for (const input of form.querySelectorAll("[name]")) {
        if (input.name === field) {
          input.setAttribute("aria-invalid", "true");
          input.focus();
        } else input.removeAttribute("aria-invalid");
      }
      if (message) form.reset();
      if (suggestion) form.elements.email.value = suggestion;
    } catch {
      HTMLFormElement.prototype.submit.call(form);
    }
    busy.delete(form);
  });
})();
