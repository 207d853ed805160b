// The first screen answers: how much is open, what was won against the target, what
// is due; whatever the page, the ways to others are one line of one height.
// first.mjs REPORT TOP FOLDER TARGET LONGEST
import { check, kinds, run, tab } from "./common.mjs";
const [report, top, folder, target, longest] = process.argv.slice(2);

/** Where the parts of the opening end, px from the top; none where it is not there. */
const ends = () => {
  const end = (selector) => document.querySelector(selector)?.getBoundingClientRect().bottom ?? null;
  return {
    answer: end(".answer"), goal: end("svg.goal"), open: end(".glance > div:nth-child(1)"), won: end(".glance > div:nth-child(2)"),
    due: end("#todo"), wide: document.documentElement.scrollWidth, long: document.documentElement.scrollHeight,
  };
};

await run(async (browser) => {
  for (const colorScheme of ["light", "dark"]) {
    for (const [width, height] of [[1280, 720], [375, 667]]) {
      const page = await tab(browser, "file:///", { colorScheme, viewport: { width, height } });
      for (const url of [report, top + "index.html"]) {
        const name = `${url} ${colorScheme} ${width}`;
        await page.goto(url);
        const seen = await page.evaluate(ends);
        for (const part of ["answer", "open", "won", "due"].concat(target === "target" ? ["goal"] : [])) {
          check(seen[part] !== null, `${name}: there is no ${part}`);
          check(seen[part] <= height, `${name}: ${part} ends at ${seen[part]}`);
        }
        check((seen.goal !== null) === (target === "target"), `${name}: the target's bar`);
        check(seen.wide <= width, `${name}: ${seen.wide} px wide`);
        if (width === 1280 && Number(longest)) check(seen.long <= Number(longest), `${name}: ${seen.long} px long`);
        if (colorScheme === "light") console.log(name, JSON.stringify(seen));
      }
      const heights = new Set();
      for (const path of kinds(folder)) {
        await page.goto(top + path);
        const ways = await page.evaluate(() => {
          const line = document.querySelector(".ways");
          const links = [...line.querySelectorAll(":scope > ul > li")].map((one) => Math.round(one.getBoundingClientRect().top));
          return { height: document.querySelector(".sitehead").offsetHeight, over: line.scrollWidth - line.clientWidth, lines: new Set(links).size };
        });
        heights.add(ways.height);
        const plain = await page.evaluate(() => {
          const links = [...document.querySelectorAll('main a[href*="leads/"]')].filter((link) => link.checkVisibility());
          const looks = links.filter((link) => !getComputedStyle(link).textDecorationLine.includes("underline"));
          return looks.map((link) => link.textContent);
        });
        check(plain.length === 0, `${path}: these lead to a lead and do not look it: ${plain.slice(0, 3)}`);
        check(ways.lines === 1 && ways.over <= 0, `${path} ${width}: ${ways.lines} lines, ${ways.over} px too wide`);
      }
      check(heights.size === 1, `${width}: heights of the ways ${[...heights]}`);
      await page.context().close();
    }
  }
  // What is behind a word opens, one at a time, and leads on.
  const page = await tab(browser, top, { viewport: { width: 375, height: 667 } });
  await page.goto(top + "index.html");
  const words = page.locator(".ways summary");
  await words.first().click();
  const inner = page.locator(".ways details[open] a");
  const box = await inner.first().boundingBox();
  check(box.x >= 0 && box.x + box.width <= 375 && box.y > 60, `opens at ${JSON.stringify(box)}`);
  await words.nth(1).click();
  check((await page.locator(".ways details[open]").count()) === 1, "both are open");
  await words.first().click();
  await page.locator(".ways details[open] a", { hasText: /./ }).first().click();
  await page.waitForLoadState();
  check(!page.url().endsWith("index.html") || page.url().includes("months"), `${page.url()} is no other page`);
  check((await page.locator(".ways .here").count()) === 1, "where one is is not said");
});
