// Opens pages as files and asks axe-core, at two widths, light and dark.
import { createRequire } from "node:module";
const require = createRequire(process.env.CORONG_TEST_TOOLS + "/");
const { chromium } = require("playwright-core");
const browser = await chromium.launch({ executablePath: process.env.CORONG_CHROMIUM, args: ["--no-sandbox"] });
let bad = 0;
const say = (text) => { bad += 1; console.log(text); };
for (const page of process.argv.slice(2)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 375]) {
      const name = `${page} ${colorScheme} ${width}`;
      const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
      const tab = await context.newPage();
      tab.on("request", (request) => {
        if (!request.url().startsWith("file:")) say(`${name}: asks for ${request.url()}`);
      });
      tab.on("console", (line) => { if (line.type() === "error") say(`${name}: ${line.text()}`); });
      await tab.goto("file://" + page);
      await tab.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) say(`${name}: scrolls sideways, ${wide} px`);
      await tab.addScriptTag({ path: require.resolve("axe-core/axe.min.js") });
      const found = await tab.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const violation of found.violations) {
        const nodes = violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join("\n  ");
        say(`${name}: ${violation.id}, ${violation.help}, ${violation.nodes.length} places\n  ${nodes}`);
      }
      await context.close();
    }
  }
}
await browser.close();
process.exit(bad ? 1 : 0);
