// Eight tabs of one browser, which opens six connections to one server at most.
// tabs.mjs TOP WORKSPACE LEAD, a path below the workspace
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, run, tab } from "./common.mjs";
const [top, workspace, lead] = process.argv.slice(2);
const file = join(workspace, lead);
const before = readFileSync(file, "utf8");
const url = `${top}leads/${lead.split("/").pop().replace(".yaml", "")}.html`;
const edit = (title) => writeFileSync(file, before.replace(/^title: .*/m, `title: ${title}`));
const open = async (page) => {
  const answer = await page.goto(url, { timeout: 20_000 });
  check(answer?.status() === 200, `a tab got ${answer?.status()}`);
};
const says = (page, words, timeout = 20_000) => {
  const there = (words) => document.body.innerText.includes(words);
  return page.waitForFunction(there, words, { timeout, polling: 100 }).then(() => true, () => false);
};

await run(async (browser) => {
  const first = await tab(browser, top);
  // What a browser says of a tab behind others, for it shows them all here.
  await first.context().addInitScript(() => {
    let hidden = false;
    Object.defineProperty(document, "hidden", { get: () => hidden });
    globalThis.hide = (now) => {
      hidden = now;
      document.dispatchEvent(new Event("visibilitychange"));
    };
  });
  const tabs = [first];
  await open(first);
  while (tabs.length < 8) {
    tabs.push(await first.context().newPage());
    await open(tabs.at(-1));
  }

  const all = async (pages, title) => {
    edit(title);
    const shown = await Promise.all(pages.map((page) => says(page, title)));
    shown.forEach((there, at) => check(there, `tab ${at} of ${pages.length} never shows: ${title}`));
  };
  await all(tabs, "Edited once");
  await all(tabs, "Edited twice");

  // Whichever goes, the others go on.
  for (const at of [0, 3]) {
    await tabs[at].close();
    tabs.splice(at, 1);
    await all(tabs, `Edited with ${tabs.length} tabs`);
  }
  for (const page of tabs.slice(0, 3)) await page.goto("about:blank");
  await all(tabs.slice(3), "Edited with three tabs");
  for (const page of tabs.slice(0, 3)) await open(page);
  await all(tabs, "Edited with six tabs again");

  // One that is not in sight holds nothing and catches up when it is shown.
  const [away, ...others] = tabs;
  await away.evaluate(() => hide(true));
  await all(others, "Edited behind it");
  check(!(await says(away, "Edited behind it", 500)), "a tab out of sight loads anew");
  await away.evaluate(() => hide(false));
  check(await says(away, "Edited behind it"), "it does not catch up");

  // All out of sight: nobody listens, and the one that is shown does.
  for (const page of tabs) await page.evaluate(() => hide(true));
  edit("Edited behind all");
  await tabs[2].waitForTimeout(500);
  await tabs[2].evaluate(() => hide(false));
  check(await says(tabs[2], "Edited behind all"), "the one in sight does not catch up");
  await all([tabs[2]], "Edited in sight of one");
});
