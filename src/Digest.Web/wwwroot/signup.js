// SHA-256 of "nonce.number" must begin with zero bits.
'use strict';
const roots = [], K = [];
for (let n = 2; K.length < 64; n++) {
  let f = 2;
  while (n % f) f++;
  if (f < n) continue;
  roots.push(n ** .5 * 2 ** 32 | 0);
  K.push(n ** (1 / 3) * 2 ** 32 | 0);
}
const w = new Int32Array(64), r = (x, n) => x >>> n | x << 32 - n;
function zeros(text) {
  const n = text.length, m = new Int32Array(((n + 8 >> 6) + 1) * 16);
  for (let i = 0; i < n; i++) m[i >> 2] |= text.charCodeAt(i) << 24 - i % 4 * 8;
  m[n >> 2] |= 128 << 24 - n % 4 * 8;
  m[m.length - 1] = n * 8;
  const s = roots.slice(0, 8);
  for (let at = 0; at < m.length; at += 16) {
    let [a, b, c, d, e, f, g, h] = s;
    for (let i = 0; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      w[i] = i < 16 ? m[at + i] : w[i - 16] + w[i - 7] + (r(x, 7) ^ r(x, 18) ^ x >>> 3) + (r(y, 17) ^ r(y, 19) ^ y >>> 10);
      const t = h + (r(e, 6) ^ r(e, 11) ^ r(e, 25)) + (e & f ^ ~e & g) + K[i] + w[i];
      const u = (r(a, 2) ^ r(a, 13) ^ r(a, 22)) + (a & b ^ a & c ^ b & c);
      h = g; g = f; f = e; e = d + t | 0; d = c; c = b; b = a; a = t + u | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((v, i) => s[i] = s[i] + v | 0);
  }
  return Math.clz32(s[0]);
}
for (const work of document.querySelectorAll('[data-bits]')) {
  const form = work.form, { nonce, email } = form, note = form.querySelector('[role=status]'), born = Date.now();
  let number = 0, begun, due;
  function go() {
    for (let i = 0; !work.value && i < 1000; i++, number++)
      if (zeros(`${nonce.value}.${number}`) >= work.dataset.bits) work.value = number;
    if (work.value && due && Date.now() - born > 2100) form.submit();
    else if (!work.value || due) setTimeout(go);
  }
  const begin = () => begun || go(begun = 1);
  form.addEventListener('focusin', begin);
  form.addEventListener('submit', event => {
    event.preventDefault();
    note.textContent = note.dataset.busy;
    if (!due) due = 1, work.value ? go() : begin();
  });
  if (email.value) note.textContent = '', begin();
}
