// Follows every link of a site from its overview: links.mjs TOP FOLDER
import { check, pages, run, say, tab } from "./common.mjs";
const [top, folder] = process.argv.slice(2);
await run(async (browser) => {
  const page = await tab(browser, top);
  const waiting = [top + "index.html"];
  const seen = new Set(waiting);
  const fragments = [];
  const ids = new Map();
  while (waiting.length) {
    const url = waiting.pop();
    const answer = await page.goto(url).catch((error) => say(`${url}: ${error.message.split("\n")[0]}`));
    if (answer && answer.status() !== 200 && answer.status() !== 0) say(`${url}: ${answer.status()}`);
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id]")].map((one) => one.id),
      links: [...document.querySelectorAll("a[href], link[href], script[src]")].map((one) => ({
        href: one.href || one.src,
        written: one.getAttribute("href") ?? one.getAttribute("src"),
        rel: one.rel ?? "",
        is_link: one.tagName === "A",
      })),
    }));
    ids.set(url, new Set(found.ids));
    for (const { href, written, rel, is_link } of found.links) {
      if (!href.startsWith(top)) {
        // Elsewhere: never followed here, and told nothing.
        check(is_link && /^(https?|mailto|tel):/.test(href), `${url}: ${written} leads elsewhere`);
        check(!/^https?:/.test(href) || /noreferrer/.test(rel), `${url}: ${written} tells where it comes from`);
        continue;
      }
      check(!/^([a-z]+:|\/)/.test(written), `${url}: ${written} is not relative`);
      const [to, fragment] = href.split("#");
      // What a list is asked to show is no place on it.
      if (fragment && !fragment.includes("=")) fragments.push([url, to, decodeURIComponent(fragment)]);
      if (is_link && !seen.has(to)) {
        seen.add(to);
        waiting.push(to);
      }
    }
  }
  for (const [from, to, id] of fragments) check(ids.get(to)?.has(id), `${from}: ${to} has no place #${id}`);
  const unseen = pages(folder).filter((path) => !seen.has(top + path));
  check(unseen.length === 0, `nothing leads to ${unseen.slice(0, 9).join(", ")} (${unseen.length})`);
  check(seen.size > 20, `only ${seen.size} pages`);
  console.log(`${seen.size} pages, ${fragments.length} places`);
});
