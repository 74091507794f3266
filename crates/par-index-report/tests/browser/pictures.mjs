// The pictures of pages in the documentation, taken of real output: `scripts/pictures`.

import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(import.meta.dirname, "../../../..");
const { chromium } = createRequire(join(root, "target/browser/"))("playwright-core");
const folder = mkdtempSync(join(tmpdir(), "par-index-pictures-"));
const COMMUNES = ["report", "-f", "hon-quan-2023", "samples/communes-2023.json"];
const UNIT = ["--unit", "sample-commune-01", "--lang", "vi"];

/** Each picture: its name, the call, what is shown from the top of which section on, how high. */
const PICTURES = [
  ["report", COMMUNES, "main", 660],
  ["report-unit", [...COMMUNES, ...UNIT], "main", 700],
  ["report-what-if", [...COMMUNES, ...UNIT], "section:has(#what-if)", 430],
];

mkdirSync(join(root, "docs/pictures"), { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
for (const [name, call, shown, height] of PICTURES) {
  const file = join(folder, `${name}.html`);
  execFileSync(process.env.PAR_INDEX ?? join(root, "target/debug/par-index"), [...call, "-o", file], { cwd: root, stdio: ["ignore", "ignore", "ignore"] });
  const tab = await browser.newPage({ viewport: { width: 1040, height: 900 } });
  await tab.goto(pathToFileURL(file).href);
  if (name === "report-what-if") {
    for (const [code, to] of [["1.3", "2"], ["1.4", "1.25"], ["2.2", "4"]]) await tab.selectOption(`[data-code="${code}"]`, to);
  }
  const box = await tab.locator(shown).first().boundingBox();
  const y = await tab.evaluate(() => window.scrollY) + box.y;
  const clip = { x: 0, y: Math.max(0, y - 8), width: 1040, height };
  await tab.screenshot({ path: join(root, `docs/pictures/${name}.png`), fullPage: true, clip });
  await tab.close();
}
await browser.close();
rmSync(folder, { recursive: true, force: true });
