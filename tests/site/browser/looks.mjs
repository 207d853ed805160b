// Each kind of page, light and dark, wide and on a phone: axe-core finds nothing
// and nothing scrolls sideways; printed, every mark of a chart is still there.
// looks.mjs TOP FOLDER
import { axe, check, kinds, run, say, tab } from "./common.mjs";
const [top, folder] = process.argv.slice(2);

/** The marks of each chart that can be seen and do not depend on its width. */
const marks = () =>
  [...document.querySelectorAll("svg.chart")].map((chart) => {
    const own = [...chart.querySelectorAll("rect, circle, path, line")].filter((one) => !one.closest(".w, .p"));
    return own.filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 0).length;
  });

await run(async (browser) => {
  const paper = await tab(browser, top, { viewport: { width: 700, height: 900 } });
  let drawn = 0;
  for (const path of kinds(folder)) {
    await paper.emulateMedia({ media: "screen" });
    await paper.goto(top + path);
    const seen = await paper.evaluate(marks);
    await paper.emulateMedia({ media: "print" });
    const printed = await paper.evaluate(marks);
    check(String(printed) === String(seen), `${path}: of ${seen} marks ${printed} are printed`);
    drawn += seen.reduce((sum, one) => sum + one, 0);
  }
  check(drawn > 30, `only ${drawn} marks in all charts`);
  await paper.context().close();
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
