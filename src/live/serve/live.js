// Loads the page anew when the files behind it change, and puts back what was
// scrolled to, open, typed and chosen.
"use strict";
(() => {
  const script = document.currentScript.src;
  const key = "corong " + location.pathname;
  const fields = () => [...document.querySelectorAll("input, select, textarea")];
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
    now[state.active]?.focus({ preventScroll: true });
    scrollTo(state.x, state.y);
  };

  addEventListener("load", () => {
    restore();
    const events = new EventSource(new URL("events", script));
    events.onmessage = (event) => {
      if (version === null) version = event.data;
      if (event.data === version) return;
      events.close();
      keep();
      location.reload();
    };
    addEventListener("pagehide", () => events.close());
  });
})();
