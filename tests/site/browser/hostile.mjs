// Opens the pages of leads whose every text is hostile: nothing runs, all of it
// is text. hostile.mjs TOP FILE, a JSON list of {id, title, name, notes, marker}
import { readFileSync } from "node:fs";
import { check, run, say, tab } from "./common.mjs";
const [top, file] = process.argv.slice(2);
const leads = JSON.parse(readFileSync(file, "utf8"));

// Both sides say spaces, and what cannot be seen, in the same way.
const plain = (text) =>
  text
    .replace(/‹U\+[0-9A-F]{4,6}›|[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\u2028\u2029\ufeff\u00a0]/gu, " ")
    .replace(/\s+/g, " ");

await run(async (browser) => {
  const page = await tab(browser, top);
  await page.addInitScript(() => { window.ran = undefined; });
  const look = async (name) => {
    const found = await page.evaluate(() => {
      const all = [...document.querySelectorAll("*")];
      const handlers = all.filter((one) => [...one.attributes].some(({ name }) => /^on/i.test(name)));
      const odd = all.filter((one) => /^(IFRAME|OBJECT|EMBED|FORM|IMG|VIDEO|AUDIO|BASE|MARQUEE|MATH)$/i.test(one.tagName));
      const links = all.filter((one) => /^\s*(javascript|data|vbscript):/i.test(one.getAttribute("href") ?? one.getAttribute("src") ?? one.getAttribute("xlink:href") ?? ""));
      return { ran: window.ran, bad: [...handlers, ...odd, ...links].map((one) => one.outerHTML.slice(0, 120)), text: document.body.textContent };
    });
    check(found.ran === undefined, `${name}: a script ran: ${found.ran}`);
    check(found.bad.length === 0, `${name}: ${found.bad[0]}`);
    return plain(found.text);
  };
  for (const { id, title, name, notes, marker } of leads) {
    await page.goto(`${top}leads/${id}.html`);
    const text = await look(id);
    check(text.includes(plain(title).trim()), `${id}: the title is not there: ${title}`);
    check(text.includes(plain(name).trim()), `${id}: the name is not there: ${name}`);
    check(text.includes(marker), `${id}: the notes are not there: ${notes}`);
  }
  // Lists draw titles by script: all of them, not what is open alone, some at a time.
  for (const path of ["index.html", "board.html", "leads.html#state=all", "companies.html", "agenda.html", "wins.html", "losses.html"]) {
    const answer = await page.goto(top + path);
    if (!answer || (answer.status() !== 200 && answer.status() !== 0)) say(`${path}: no page`);
    while (path.startsWith("leads.html") && (await page.locator("#more button").count())) await page.locator("#more button").click();
    const text = await look(path);
    if (!path.startsWith("leads.html")) continue;
    for (const { id, title } of leads) check(text.includes(plain(title).trim()), `${path}: ${id} is not there`);
  }
  await page.goto(top + "agenda.html");
  for (const { title } of leads.slice(0, 60)) {
    await page.locator("#find input").fill(title.slice(0, 12));
    await page.waitForTimeout(15);
  }
  await look("the search");
});
