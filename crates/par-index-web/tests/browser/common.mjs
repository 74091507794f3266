// What the tests of the page share: the command, the browser, files that are made up.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../../..");
export const tools = createRequire(join(root, "target/browser/"));
export const page = join(root, "target/web/par-index.html");
export const folder = mkdtempSync(join(tmpdir(), "par-index-page-"));
export const command = process.env.PAR_INDEX ?? join(root, "target/debug/par-index");

const options = { cwd: root, maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "pipe"] };

/** What the command prints. */
export function run(...args) {
  try {
    return execFileSync(command, args, options);
  } catch (error) {
    if (error.stdout === undefined || ![0, 1, 4].includes(error.status)) throw error;
    return error.stdout;
  }
}

export const json = (...args) => JSON.parse(run(...args, "--format", "json"));

let passed = 0;
const wrong = [];

/** One test; the others go on when it fails. */
export async function test(name, body) {
  if (process.env.ONLY && !name.includes(process.env.ONLY)) return;
  try {
    const began = Date.now();
    await body();
    passed += 1;
    console.log(`ok   ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    wrong.push(name);
    console.log(`FAIL ${name}\n${error.stack ?? error}`);
  }
}

export function end() {
  rmSync(folder, { recursive: true, force: true });
  console.log(`${passed} passed, ${wrong.length} failed`);
  process.exitCode = wrong.length ? 1 : 0;
}

/** Numbers that look random and are the same every time. */
export function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

/** A ruler of 8 fields and 100 typed leaves, and a wide table of so many units: made up, the same every time. */
export function set(units) {
  const draw = random(units);
  const fields = Array.from({ length: 8 }, (_, n) => ({
    code: `${n + 1}`, name: { vi: `Lĩnh vực ${n + 1}` }, children: Array.from({ length: n < 4 ? 13 : 12 }, (_, k) => ({
      code: `${n + 1}.${k + 1}`, name: { vi: `Tiêu chí ${n + 1}.${k + 1}` }, max: "1",
      scorer: (n + k) % 5 === 0 ? "survey" : "appraisal", rule: { kind: "direct" },
    })),
  }));
  const nodes = fields.map((one) => ({ ...one, max: `${one.children.length}` }));
  const ruler = {
    schema_version: 1, kind: "framework", id: "made-up-100", title: { vi: "Bộ tiêu chí thử" }, index: "par",
    provenance: "illustrative", total: "100",
    policies: { not_applicable: "rescale", no_survey: "rescale", missing: "incomplete", ties: "competition", award: { digits: 2 }, print: { digits: 2, as: "percent" } },
    grades: [], agencies: [], nodes,
  };
  const codes = nodes.flatMap((one) => one.children.map((leaf) => leaf.code));
  const point = () => { const n = draw(101); return n === 100 ? "1" : `0.${String(n).padStart(2, "0")}`; };
  const rows = Array.from({ length: units }, (_, n) => ["2023", `u-${n + 1}`, ...codes.map(point)].join(","));
  return { ruler: JSON.stringify(ruler), table: [["year", "unit", ...codes].join(","), ...rows, ""].join("\n") };
}

/** Opens the page in Chromium without any network; `done` holds it to no request and no word on the console. */
export async function opening(browser, { width = 1280 } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, offline: true, acceptDownloads: true });
  const tab = await context.newPage();
  const told = [];
  const own = (url) => url === pathToFileURL(page).href || url.startsWith("blob:");
  tab.on("request", (one) => { if (!own(one.url().split("#")[0])) told.push(`request ${one.url()}`); });
  tab.on("console", (one) => told.push(`console ${one.text()}`));
  tab.on("pageerror", (one) => told.push(`error ${one.message}`));
  tab.on("dialog", (one) => { told.push(`dialog ${one.message()}`); one.dismiss(); });
  await tab.goto(pathToFileURL(page).href);
  await tab.waitForSelector("body[data-ready]", { timeout: 60000 });
  tab.told = told;
  /** Waits until a view stands there. */
  tab.settled = () => tab.waitForSelector("#area[aria-busy=false]", { timeout: 600000 });
  tab.view = async (name) => { await tab.click(`[data-view=${name}]`); await tab.settled(); };
  tab.give = async (...files) => {
    // What stands there now goes once the files are read.
    await tab.evaluate(() => { document.querySelector("#drop").dataset.old = ""; });
    await tab.setInputFiles("#drop input[type=file] >> nth=0", files);
    await tab.waitForFunction(() => !document.querySelector("[data-old]") && document.querySelector("#area[aria-busy=false]") && document.querySelector("#busy").hidden, null, { timeout: 600000 });
  };
  tab.demo = async () => { await tab.click("#demo"); await tab.waitForSelector("table.files"); await tab.settled(); };
  tab.done = async () => { assert.deepEqual(told, []); await context.close(); };
  return tab;
}

export const text = (path) => readFileSync(join(root, path), "utf8");
