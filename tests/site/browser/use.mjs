// Sorting, filtering and search, by keyboard and by what is shown. use.mjs TOP
import { check, run, tab } from "./common.mjs";
const [top] = process.argv.slice(2);
await run(async (browser) => {
  const page = await tab(browser, top);
  const rows = () => page.locator("#leads tbody tr");
  const titles = () => page.locator("#leads tbody th a").allTextContents();
  const numbers = async (column) => {
    const texts = await page.locator(`#leads tbody tr td:nth-child(${column})`).allTextContents();
    return texts.map((text) => text.replace(/[^0-9]/g, "")).filter(Boolean).map(Number);
  };
  const rising = (list) => list.every((one, at) => at === 0 || list[at - 1] <= one);

  await page.goto(top + "leads.html");
  // It opens with what is open, and says what that is worth; all are asked for.
  const told = async () => (await page.locator("#shown").textContent()).replace(/\s+/g, " ");
  const opened = await rows().count();
  const state = page.locator("#filters select").nth(2);
  check((await state.inputValue()) === "open", `opens with ${await state.inputValue()}`);
  const worth = async () => {
    const texts = await page.locator('#leads tbody td[data-label="Nilai"], #leads tbody td[data-label="Value"]').allTextContents();
    return texts.map((text) => Number(text.replace(/[^0-9]/g, ""))).reduce((sum, one) => sum + one, 0);
  };
  const digits = (text) => Number(text.split(",").slice(1).join(",").replace(/[^0-9]/g, ""));
  check(digits(await told()) === (await worth()), `open: ${await told()}, the rows ${await worth()}`);
  await state.selectOption("");
  check(page.url().endsWith("#state=all"), `${page.url()} does not say that all are shown`);
  const all = await rows().count();
  check(opened > 0 && opened < all, `${opened} of ${all} are open`);
  check(all > 20, `${all} leads`);
  check(digits(await told()) === (await worth()), `all: ${await told()}, the rows ${await worth()}`);
  const lower = (await titles()).map((title) => title.toLowerCase());
  check(rising(lower), "not by title at first");

  const head = (key) => page.locator(`#leads th[data-sort="${key}"]`);
  const age = await head("age").evaluate((one) => one.cellIndex + 1);
  await head("age").locator("button").focus();
  await page.keyboard.press("Enter");
  check((await head("age").getAttribute("aria-sort")) === "ascending", "age does not say that it sorts");
  check(rising(await numbers(age)), `not by age: ${await numbers(age)}`);
  await page.keyboard.press("Enter");
  check((await head("age").getAttribute("aria-sort")) === "descending", "age does not turn round");
  check(rising((await numbers(age)).reverse()), "not by age the other way round");
  check((await rows().count()) === all, "sorting loses leads");
  const value = await head("value").evaluate((one) => one.cellIndex + 1);
  await head("value").locator("button").click();
  check(rising((await numbers(value)).reverse()), "not by value, the largest first");

  const filters = page.locator("#filters");
  const stage = filters.locator("select").first();
  const label = (await stage.locator("option").nth(1).textContent()).trim();
  await stage.selectOption({ index: 1 });
  const chosen = await rows().count();
  const stages = await page.locator("#leads tbody tr td:nth-child(2)").allTextContents();
  check(chosen > 0 && chosen < all, `${chosen} of ${all} in ${label}`);
  check(stages.every((text) => text.startsWith(label)), `not all are in ${label}: ${stages}`);
  check((await page.locator("#shown").textContent()).includes(String(chosen)), "how many is not said");
  await stage.selectOption({ index: 0 });
  check((await rows().count()) === all, "not all are back");

  const some = (await titles())[3];
  const text = filters.locator("input[type=search]");
  await text.fill(some.toUpperCase());
  const found = await titles();
  check(found.includes(some) && found.length < all, `${some} finds ${found}`);
  await text.fill("no lead is called so");
  check((await rows().count()) === 0, "what matches nothing finds something");

  // What is chosen stands in the address: it is there again on the way back,
  // and for whoever is given it.
  await text.fill("");
  await stage.selectOption({ index: 2 });
  await filters.locator("select").nth(2).selectOption("open");
  await head("age").locator("button").click();
  const kept = await titles();
  check(kept.length > 0 && kept.length < all, `${kept.length} of ${all} are left`);
  const address = page.url();
  await page.locator("#leads tbody th a").first().click();
  await page.waitForURL(/\/leads\//);
  await page.goBack();
  await page.locator("#filters select").first().waitFor();
  check(String(await titles()) === String(kept), `after the way back: ${await titles()}, not ${kept}`);
  const other = await tab(browser, top);
  await other.goto(address);
  const given = await other.locator("#leads tbody th a").allTextContents();
  check(String(given) === String(kept), `${address} shows ${given}, not ${kept}`);
  check((await other.locator('#leads th[data-sort="age"]').getAttribute("aria-sort")) === "ascending", "the order is not said");
  await other.evaluate(() => addEventListener("hashchange", () => { window.moved = true; }));
  await other.locator(".skip").focus();
  await other.keyboard.press("Enter");
  await other.waitForFunction(() => window.moved).catch(() => check(false, "the skip link does nothing"));
  await other.keyboard.press("Tab");
  check(await other.evaluate(() => document.activeElement.closest("#content") !== null), "the skip link leads nowhere");
  await other.waitForURL(address).catch(() => check(false, "past the skip link the address has lost what was chosen"));
  const after = await other.locator("#leads tbody th a").allTextContents();
  check(String(after) === String(kept), `past the skip link: ${after}`);
  for (const odd of ["#stage=no-such&owner=%00&state=x&sort=-no", "#%", "#a=b&&=", "#sort=constructor"]) {
    const asked = await tab(browser, top);
    await asked.goto(top + "leads.html" + odd);
    const shown = await asked.locator("#leads tbody tr").count();
    check(shown === all, `${odd} shows ${shown} of ${all}`);
    await asked.context().close();
  }

  // Search from a page further down, by keyboard alone.
  await page.goto(top + "agenda.html");
  const search = page.locator("#find input");
  await search.focus();
  await page.keyboard.type(some.split(" ")[0].toLowerCase());
  await page.locator("#found a").first().waitFor();
  const results = await page.locator("#found a").allTextContents();
  check(results.some((result) => result.toLowerCase().includes(some.split(" ")[0].toLowerCase())), `${results}`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/leads\//);
  check((await page.locator("h1").count()) === 1, "the lead has no page");

  // A box takes what is on hold off the board, and puts it back.
  await page.goto(top + "board.html");
  const cards = () => page.locator(".card:visible").count();
  const everything = await cards();
  const parked = await page.locator(".card.held:visible").count();
  check(parked > 0 && parked < everything, `${parked} of ${everything} cards are on hold`);
  await page.locator("#without-held").focus();
  await page.keyboard.press("Space");
  check((await cards()) === everything - parked, `${await cards()} cards without those on hold`);
  check((await page.locator(".card.held:visible").count()) === 0, "what is on hold is still shown");
  await page.locator("label.without").click();
  check((await cards()) === everything, "what is on hold does not come back");

  // Without script too, all leads are on the pages.
  const plain = await tab(browser, top, { javaScriptEnabled: false });
  await plain.goto(top + "leads.html");
  check((await plain.locator("#leads tbody tr").count()) === Math.min(all, 200), "not all without script");
  const sums = await plain.locator("#shown").textContent();
  check(sums.startsWith(`${opened} `) && sums.split(";").length === 3, `without script the sums are ${sums}`);
  const first = await plain.locator("#leads tbody tr").evaluateAll((rows) => rows.map((row) => row.cells[1].textContent));
  const closed = first.map((stage) => /^(Menang|Kalah|Won|Lost)/.test(stage));
  check(closed.indexOf(true) === opened && closed.lastIndexOf(false) < opened, `open first: ${closed}`);
});
