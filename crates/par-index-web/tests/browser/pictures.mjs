// Takes pictures of the page for the documentation, or of every view into a folder: `node pictures.mjs [FOLDER|"" [FILE…]]`.

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { opening, root, tools } from "./common.mjs";

const { chromium } = tools("playwright-core");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const into = process.argv[2];
const docs = join(root, "docs/pictures");
if (into) mkdirSync(into, { recursive: true });
const given = process.argv.slice(3);

for (const width of into ? [1280, 390] : [1280]) {
  const tab = await opening(browser, { width });
  const picture = (name, folder = into) => tab.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: Boolean(into) });
  if (into) await picture("0-empty");
  if (given.length) await tab.give(...given);
  else await tab.demo();
  if (into) await picture("1-files");
  else await tab.screenshot({ path: join(docs, "page-files.png"), clip: { x: 0, y: 0, width: 1280, height: 760 } });
  for (const view of ["rank", "fields", "weak", "unit", "plan", "papers", "verify"]) {
    if (!into && view !== "unit") continue;
    await tab.view(view);
    if (into) await picture(`2-${view}`);
    else await tab.screenshot({ path: join(docs, "page-unit.png"), clip: { x: 0, y: 0, width: 1280, height: 760 } });
  }
  if (!into) continue;
  await tab.view("rank");
  await tab.locator("#shown td button.figure").nth(1).click();
  await tab.waitForSelector("#why[open]");
  await tab.screenshot({ path: join(into, `3-why-${width}.png`) });
  await tab.keyboard.press("Escape");
  await tab.click("#mode button >> nth=1");
  await tab.settled();
  await tab.screenshot({ path: join(into, `4-chairman-${width}.png`) });
}
await browser.close();
process.exit(0);
