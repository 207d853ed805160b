// On paper no heading is at a page's foot, no table's head is without its row, no
// note is over a table and no page but the last is half empty: pages are laid out as columns, which break by the same rules.
// paper.mjs URL...
import { check, run, tab } from "./common.mjs";

/** What is wrong of a page whose `main` is broken into columns as high as paper. */
const judge = () => {
  const main = document.querySelector("main");
  const box = main.getBoundingClientRect();
  const page = (rect) => Math.floor((rect.left - box.left + 1) / box.width);
  const wrong = [];
  const words = (one) => one.textContent.trim().replace(/\s+/g, " ").slice(0, 60);
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const seen = [];
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const rect = range.getClientRects()[0];
    const hidden = texts.currentNode.parentElement.closest(".vh, title, desc, details:not([open])");
    if (rect && rect.width > 0 && texts.currentNode.data.trim() && !hidden) seen.push([texts.currentNode, rect]);
  }
  let headings = 0;
  for (const one of main.querySelectorAll("h1, h2, h3, h4, .says, figcaption > .sub")) {
    const rects = [...one.getClientRects()];
    if (!rects.length || one.closest(".vh")) continue;
    const next = seen.find(([node]) => one.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING && !one.contains(node));
    headings += 1;
    // What explains a chart that is not there is followed by nothing of its own.
    if (one.matches(".sub") && next && !one.closest("figure").contains(next[0])) continue;
    if (next && page(next[1]) !== page(rects.at(-1))) wrong.push(`"${words(one)}" is at the foot, "${next[0].data.trim()}" on the next page`);
  }
  const tables = [...main.querySelectorAll("table")].filter((table) => table.checkVisibility());
  for (const table of tables) {
    const [head, row] = [table.tHead?.rows[0], table.tBodies[0]?.rows[0]];
    if (head && row && page(head.getBoundingClientRect()) !== page(row.getBoundingClientRect())) wrong.push(`the head "${words(head)}" is without its row`);
  }
  const rows = tables.flatMap((table) => [...table.rows]);
  for (const note of main.querySelectorAll(".note, .sub")) {
    for (const a of note.getClientRects()) {
      for (const row of rows.filter((row) => !row.contains(note))) {
        const b = row.getBoundingClientRect();
        const over = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
        if (over) wrong.push(`"${words(note)}" is over "${words(row)}"`);
      }
    }
    for (const row of rows) {
      const b = row.getBoundingClientRect();
      if (b.right > box.left + (page(b) + 1) * box.width + 2) wrong.push(`"${words(row)}" is cut at the edge`);
    }
  }
  const ends = [];
  for (const [, rect] of seen) ends[page(rect)] = Math.max(ends[page(rect)] ?? 0, rect.bottom - box.top);
  const blank = ends.map((end) => 1 - end / box.height);
  blank.slice(0, -1).forEach((part, at) => part > 0.5 && wrong.push(`page ${at + 1} is empty by ${Math.round(part * 100)}%`));
  return { blank: Math.max(0, ...blank.slice(0, -1)), wrong: [...new Set(wrong)], headings, tables: tables.length, pages: Math.max(...seen.map(([, rect]) => page(rect))) + 1 };
};

await run(async (browser) => {
  for (const url of process.argv.slice(2)) {
    // A4 without its margins; the style prints at four fifths.
    for (const height of [1290, 1180, 1390]) {
      const page = await tab(browser, "file:///", { viewport: { width: 695, height: 1032 }, bypassCSP: true });
      await page.emulateMedia({ media: "print" });
      await page.goto(url);
      await page.addStyleTag({ content: `main { height: ${height}px; columns: 1; column-width: auto; column-gap: 0; column-fill: auto; } header { display: none !important; }` });
      const { wrong, headings, tables, pages, blank } = await page.evaluate(judge);
      wrong.forEach((one) => check(false, `${url} at ${height}: ${one}`));
      console.log(`${url} at ${height}: ${headings} headings, ${tables} tables, ${pages} pages, at most ${Math.round(blank * 100)}% blank`);
      check(headings + tables > 0, `${url}: nothing is seen`);
      await page.context().close();
    }
  }
});
