// Loads the page anew when the files behind it change, and puts back what was
// scrolled to, open, typed and chosen.
"use strict";
(() => {
  const script = document.currentScript.src;
  const key = "corong " + location.pathname;
  const fields = () => [...document.querySelectorAll("input, select, textarea")];
  const heads = () => [...document.querySelectorAll("th[data-sort]")];
  const details = () => [...document.querySelectorAll("details")];
  const shown = (performance.getEntriesByType("navigation")[0]?.serverTiming ?? []).find(
    (entry) => entry.name === "corong",
  );
  let version = shown ? shown.description : null;

  const keep = () => {
    const active = fields().indexOf(document.activeElement);
    const state = {
      x: scrollX,
      y: scrollY,
      open: details().map((one) => one.open),
      fields: fields().map((one) => [one.name || one.id, one.type === "checkbox" ? one.checked : one.value]),
      active,
      sorted: heads().map((head) => head.getAttribute("aria-sort")),
    };
    sessionStorage.setItem(key, JSON.stringify(state));
  };

  const restore = () => {
    const kept = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (kept === null) return;
    const state = JSON.parse(kept);
    details().forEach((one, at) => {
      if (at < state.open.length) one.open = state.open[at];
    });
    const now = fields();
    state.fields.forEach(([name, value], at) => {
      const field = now[at];
      if (!field || (field.name || field.id) !== name) return;
      if (field.type === "checkbox") field.checked = value;
      else field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    heads().forEach((head, at) => {
      const wanted = state.sorted[at];
      // Once sorts, twice sorts the other way round.
      for (let tries = 0; wanted && tries < 2 && head.getAttribute("aria-sort") !== wanted; tries += 1) {
        head.querySelector("button")?.click();
      }
    });
    now[state.active]?.focus({ preventScroll: true });
    scrollTo(state.x, state.y);
  };

  addEventListener("DOMContentLoaded", restore);
  addEventListener("load", () => {
    const events = new EventSource(new URL("events", script));
    events.onmessage = (event) => {
      if (version === null) version = event.data;
      if (event.data === version) return;
      events.close();
      // As late as can be: what is typed until the new page comes is kept too.
      addEventListener("pagehide", keep);
      location.reload();
    };
    addEventListener("pagehide", () => events.close());
  });
})();
