// What keys and pointing add. Every page works without this file.
"use strict";
(() => {
  const at = (selector, where = document) => where.querySelector(selector);
  const all = (selector, where = document) => [...where.querySelectorAll(selector)];

  // A page's underlined words and their notes light up together.
  const light = (number, on) => {
    at(`#n${number}`)?.classList.toggle("on", on);
    all(".u").filter((u) => u.dataset.notes.split(" ").includes(number)).forEach((u) => u.classList.toggle("on", on));
  };
  document.addEventListener("mouseover", (event) => over(event, true));
  document.addEventListener("mouseout", (event) => over(event, false));
  function over(event, on) {
    const note = event.target.closest?.(".note");
    const words = event.target.closest?.(".u");
    if (note) light(note.id.slice(1), on);
    else if (words) words.dataset.notes.trim().split(" ").forEach((number) => light(number, on));
  }

  // j and k walk through notes or rows; Enter opens the one that is stood on.
  let stood = -1;
  const step = (by) => {
    const stops = all(".note, .row");
    if (!stops.length) return;
    const held = stops.indexOf(document.activeElement?.closest(".note, .row"));
    stood = Math.min(Math.max((held >= 0 ? held : stood) + by, 0), stops.length - 1);
    stops.forEach((stop, number) => stop.classList.toggle("on", number === stood));
    const link = at(".words a, .head a", stops[stood]);
    link?.focus({ preventScroll: true });
    stops[stood].scrollIntoView({ block: "nearest" });
  };

  const press = (selector) => {
    const button = at(selector);
    if (button) button.click();
    return Boolean(button);
  };
  // e opens the field for a span's words; what is selected in the quotation goes into it.
  const edit = () => {
    const box = at("details.edit");
    if (!box) return false;
    const chosen = getSelection();
    const quoted = chosen.anchorNode?.parentElement?.closest(".quote blockquote") && chosen.toString().trim();
    box.open = true;
    const field = at("textarea", box);
    if (quoted) field.value = quoted;
    field.focus();
    return true;
  };
  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => (at("#q") ?? at("#ask"))?.focus(),
    "?": () => location.assign("/help"),
    a: () => press('.review [value="accept"]'),
    x: () => press('.review [value="reject"]'),
    u: () => press('.review [value="unsure"]'),
    s: () => press('.review [value="same"]'),
    d: () => press('.review [value="different"]'),
    e: edit,
    n: () => press(".review .next"),
    z: () => press(".undo button"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest?.("input, textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (KEYS[event.key] && KEYS[event.key]() !== false) event.preventDefault();
  });
})();
