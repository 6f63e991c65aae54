// Proposes the browser's own time zone where none was chosen; what is proposed counts when the form is saved.
"use strict";
(() => {
  const zone = document.querySelector("select.guess");
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = zone && own && Array.from(zone.options).find((option) => option.value === own);
  if (known) zone.value = known.value;
})();
