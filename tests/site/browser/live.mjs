// A page of `corong serve` stays open while files change.
// live.mjs TOP WORKSPACE LEAD, a path below the workspace
import { readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, run, tab } from "./common.mjs";
const [top, workspace, lead] = process.argv.slice(2);
const file = join(workspace, lead);
const before = readFileSync(file, "utf8");
const id = lead.split("/").pop().replace(".yaml", "");

await run(async (browser) => {
  const page = await tab(browser, top, { viewport: { width: 800, height: 400 } });
  const shows = async (words, what) => {
    const begun = Date.now();
    const is_there = (words) => document.body.innerText.includes(words);
    await page.waitForFunction(is_there, words, { timeout: 20_000, polling: 5 }).catch(() => check(false, `never shown: ${what}`));
    return Date.now() - begun;
  };

  await page.goto(`${top}leads/${id}.html`);
  await page.evaluate(() => scrollTo(0, 150));
  const scrolled = await page.evaluate(() => scrollY);
  check(scrolled > 0, "the page cannot be scrolled");
  writeFileSync(file, before.replace(/^title: .*/m, "title: Edited while it was open"));
  console.log(`${await shows("Edited while it was open", "an edit")} ms until an edit was shown`);
  await page.waitForTimeout(100);
  check((await page.evaluate(() => scrollY)) === scrolled, "it lost its place");

  // What is typed and chosen stays, and so does the order.
  await page.goto(top + "leads.html");
  await page.locator('#leads th[data-sort="age"] button').click();
  await page.locator('#leads th[data-sort="age"] button').click();
  await page.locator("#filters input").fill("edited");
  check((await page.locator("#leads tbody tr").count()) === 1, "the filter finds more than one");
  writeFileSync(file, before.replace(/^title: .*/m, "title: Edited twice"));
  await shows("Edited twice", "a second edit");
  const typed = () => document.querySelector("#filters input")?.value === "edited";
  await page.waitForFunction(typed, null, { timeout: 5_000 }).catch(() => check(false, "what was typed is gone"));
  check((await page.locator("#leads tbody tr").count()) === 1, "the filter is gone");
  check((await page.locator('#leads th[data-sort="age"]').getAttribute("aria-sort")) === "descending", "the order is gone");

  // A broken lead shows what is wrong, and not what it was.
  await page.goto(`${top}leads/${id}.html`);
  writeFileSync(file, "title: [\n");
  await shows("syntax", "the broken file");
  const text = await page.locator("main").innerText();
  check(text.includes(lead), `the file is not named: ${text.slice(0, 300)}`);
  check(!text.includes("Edited twice"), "what it was is still shown");

  // A lead that is gone has no page, until it is back.
  page.removeAllListeners("console");
  unlinkSync(file);
  await shows("Halaman tidak ada", "that the lead is gone");
  writeFileSync(file, before);
  await shows(before.match(/^title: *(.*)$/m)[1].trim().replace(/^["']|["']$/g, ""), "that the lead is back");

  // So does a broken configuration.
  const configuration = join(workspace, "corong.yaml");
  const good = readFileSync(configuration, "utf8");
  writeFileSync(configuration, good.replace(/^currency: .*/m, "currency: <img src=x onerror=alert(1)>"));
  await shows("corong.yaml", "the broken configuration");
  check((await page.locator("pre img").count()) === 0, "what is wrong became markup");
  writeFileSync(configuration, good);
  await page.locator("#content").waitFor();

  // Nobody elsewhere reads it: a page of another origin gets nothing.
  const other = await (await browser.newContext()).newPage();
  await other.goto("data:text/html,<p>elsewhere");
  const got = await other.evaluate(async (top) => {
    const read = await fetch(top).then((answer) => answer.text()).catch(() => null);
    const drawn = await new Promise((done) => {
      const script = document.createElement("script");
      script.src = top + "leads.js";
      script.onload = () => done(true);
      script.onerror = () => done(false);
      document.body.append(script);
    });
    return { read, drawn };
  }, top);
  check(got.read === null && !got.drawn, `another origin reads it: ${JSON.stringify(got).slice(0, 200)}`);
});
