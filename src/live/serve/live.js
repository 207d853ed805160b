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
  // Browsers open six connections to one server: of all pages that are in sight
  // one listens to the server and passes on what it hears. The others catch up
  // once they are in sight.
  const pages = new BroadcastChannel("corong");
  let leave = () => {};
  let heard = null;

  const hear = (now) => {
    version ??= now;
    if (now === version || document.hidden) return;
    leave();
    // As late as can be: what is typed until the new page comes is kept too.
    addEventListener("pagehide", keep);
    location.reload();
  };

  const listen = (leaving) =>
    new Promise((done) => {
      const events = new EventSource(new URL("events", script));
      events.onmessage = (event) => {
        heard = event.data;
        pages.postMessage(heard);
        hear(heard);
      };
      leaving.addEventListener("abort", () => {
        events.close();
        heard = null;
        done();
      });
    });

  const attend = () => {
    leave();
    if (document.hidden) return;
    const leaving = new AbortController();
    leave = () => leaving.abort();
    const { signal } = leaving;
    if (!navigator.locks) listen(signal);
    else navigator.locks.request("corong", { signal }, () => listen(signal)).catch(() => {});
    // Whoever listens already says what it heard last.
    pages.postMessage(null);
  };

  pages.onmessage = ({ data }) => {
    if (Number(data) > Number(version)) hear(data);
    if (data === null && heard !== null) pages.postMessage(heard);
  };
  addEventListener("pageshow", attend);
  addEventListener("pagehide", () => leave());
  document.addEventListener("visibilitychange", attend);
})();
