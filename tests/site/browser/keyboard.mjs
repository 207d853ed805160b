// Walks each kind of page by Tab alone: everything that can be used is reached,
// once, and shows that it is. keyboard.mjs TOP FOLDER
import { check, kinds, run, tab } from "./common.mjs";
const [top, folder] = process.argv.slice(2);

/** Numbers what can be used and is to be seen. */
const number = () => {
  const usable = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
  let count = 0;
  for (const one of document.querySelectorAll(usable)) {
    if (one.disabled || one.tabIndex < 0) continue;
    const box = one.getBoundingClientRect();
    const closed = one.closest("details:not([open])");
    const hidden = closed && closed.querySelector("summary") !== one;
    if (hidden || getComputedStyle(one).visibility === "hidden" || box.width === 0) continue;
    one.dataset.walk = String(count);
    count += 1;
  }
  return count;
};

/** Where the walk is, and whether that is to be seen. */
const look = () => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { at: one.dataset.walk, seen: (outlined || style.boxShadow !== "none") && inside, html: one.outerHTML.slice(0, 160) };
};

await run(async (browser) => {
  const page = await tab(browser, top, { viewport: { width: 1280, height: 900 } });
  for (const path of kinds(folder)) {
    await page.goto(top + path);
    const count = await page.evaluate(number);
    const reached = new Set();
    for (let steps = 0; steps < count + 30; steps += 1) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(look);
      if (!here || here.at === undefined) continue;
      if (reached.has(here.at)) break;
      reached.add(here.at);
      check(here.seen, `${path}: nobody sees that this has the focus: ${here.html}`);
    }
    const left = await page.evaluate(
      (reached) => [...document.querySelectorAll("[data-walk]")].filter((one) => !reached.includes(one.dataset.walk)).map((one) => one.outerHTML.slice(0, 160)),
      [...reached],
    );
    check(left.length === 0, `${path}: Tab does not reach ${left.slice(0, 3).join("\n  ")} (${left.length} of ${count})`);
    check(count > 3, `${path}: nothing to use`);
  }
  // The first way leads past the head.
  await page.goto(top + "index.html");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#content$/).catch(() => check(false, "the first link does not lead to the content"));
});
