// What the scenarios share: a browser, what is wrong, the pages of a site.
import { createRequire } from "node:module";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
const require = createRequire(process.env.CORONG_TEST_TOOLS + "/");
const { chromium } = require("playwright-core");
export const axe = require.resolve("axe-core/axe.min.js");

const wrong = [];
export const say = (text) => {
  wrong.push(text);
  console.log(text);
};
export const check = (holds, text) => {
  if (!holds) say(text);
};

/**
 * Runs a scenario and ends with whether anything was wrong. Where a browser's own
 * process dies, which happens on a machine with little memory, a new browser begins
 * again, twice at most; a page that kills each of them fails.
 */
export async function run(scenario) {
  for (let browsers = 1; ; browsers++) {
    const browser = await chromium.launch({ executablePath: process.env.CORONG_CHROMIUM, args: ["--no-sandbox"] });
    let died = false;
    const newContext = browser.newContext.bind(browser);
    browser.newContext = async (options) => {
      const context = await newContext(options);
      context.on("page", (page) =>
        page.on("crash", () => {
          died = true;
          browser.close();
        }),
      );
      return context;
    };
    try {
      await scenario(browser);
    } catch (error) {
      say(String(error.stack ?? error));
    }
    await browser.close();
    if (!died || browsers === 3) process.exit(wrong.length || died ? 1 : 0);
    console.log(`The browser's process died; browser ${browsers + 1} begins again.`);
    wrong.length = 0;
  }
}

/** A tab that tells of everything a page of ours never does. */
export async function tab(browser, top, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const own = new URL(top);
  page.on("request", (request) => {
    const url = new URL(request.url());
    const ours = own.protocol === "file:" ? url.href.startsWith(own.href) : url.origin === own.origin;
    if (!ours && url.protocol !== "data:") say(`${page.url()}: asks for ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    say(`${page.url()}: a dialog says ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("pageerror", (error) => say(`${page.url()}: ${error}`));
  page.on("console", (line) => {
    if (line.type() === "error") say(`${page.url()}: ${line.text()}`);
  });
  return page;
}

/** The paths of all pages below a folder. */
export function pages(folder, below = "") {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = below ? `${below}/${name}` : name;
    if (statSync(join(folder, path)).isDirectory()) return pages(folder, path);
    return path.endsWith(".html") ? [path] : [];
  });
}

/** One page of each kind, the one with the most in it: all at the top, some of each folder. */
export function kinds(folder, of_each = 2) {
  const all = pages(folder);
  const size = (path) => statSync(join(folder, path)).size;
  const folders = [...new Set(all.filter((path) => path.includes("/")).map((path) => path.split("/")[0]))];
  const largest = (top) =>
    all.filter((path) => path.startsWith(top + "/")).sort((a, b) => size(b) - size(a)).slice(0, of_each);
  return [...all.filter((path) => !path.includes("/")), ...folders.flatMap(largest)];
}
