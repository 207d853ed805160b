// Each kind of page, light and dark, wide and on a phone: axe-core finds nothing
// and nothing scrolls sideways. looks.mjs TOP FOLDER
import { axe, kinds, run, say, tab } from "./common.mjs";
const [top, folder] = process.argv.slice(2);
await run(async (browser) => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 375]) {
      const page = await tab(browser, top, { colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
      for (const path of kinds(folder)) {
        const name = `${path} ${colorScheme} ${width}`;
        await page.goto(top + path);
        await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) say(`${name}: scrolls sideways, ${wide} px`);
        await page.addScriptTag({ path: axe });
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], preload: false }));
        for (const { id, help, nodes } of found.violations) {
          const places = nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join("\n  ");
          say(`${name}: ${id}, ${help}, ${nodes.length} places\n  ${places}`);
        }
      }
      await page.context().close();
    }
  }
});
