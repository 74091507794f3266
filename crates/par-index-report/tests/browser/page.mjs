// Pages in a real browser: figures equal to the JSON, sorting, keyboard, the what-if panel against the
// command, no request, no error, nothing that axe finds. `scripts/check browser` runs it.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { percent, plain, pools, stands } from "./figures.mjs";

const root = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../../../..");
const tools = createRequire(join(root, "target/browser/"));
const { chromium } = tools("playwright-core");
const axe = readFileSync(tools.resolve("axe-core/axe.min.js"), "utf8");
const command = join(root, "target/debug/par-index");
const folder = mkdtempSync(join(tmpdir(), "par-index-pages-"));
const WIDTHS = [1280, 390];
const CHOICES = Number(process.env.CHOICES ?? 1000);

const COMMUNES = ["-f", "hon-quan-2023", "samples/communes-2023.json"];
const PAPI = ["-f", "papi-2021", "samples/papi-2023.json"];
const MINISTRIES = ["-f", "vn-ministry-2023", "samples/ministries-2023.json"];
const UNIT = ["--unit", "sample-commune-01"];
const LETTER = ["--letter", "hon-quan-2023", "--on", "2023-10-15"];
const EFFORTS = ["--efforts", "samples/efforts-2023.csv"];

const run = promisify(execFile);
const options = { cwd: root, maxBuffer: 1 << 28 };

/** The result of a call as an object. */
async function json(...args) {
  const said = await run(command, [...args, "--format", "json"], options).catch((error) => error);
  return JSON.parse(said.stdout);
}

/** A page of a call, in a file. */
function page(name, ...args) {
  const file = join(folder, `${name}.html`);
  try {
    execFileSync(command, [...args, "-o", file], { ...options, stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    // A page of inputs with findings is written all the same.
    assert.equal(error.status, 1, String(error.stderr));
  }
  return file;
}

let passed = 0;
const wrong = [];
async function test(name, body) {
  try {
    await body();
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    wrong.push(name);
    console.log(`FAIL ${name}\n${error.stack ?? error}`);
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Opens a page and holds it to asking for nothing and complaining of nothing. */
async function open(file, { width = 1280, script = true } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: script });
  const tab = await context.newPage();
  const told = [];
  tab.on("request", (one) => { if (!one.url().startsWith(pathToFileURL(file).href)) told.push(`request ${one.url()}`); });
  tab.on("console", (one) => told.push(`console ${one.text()}`));
  tab.on("pageerror", (one) => told.push(`error ${one.message}`));
  tab.on("dialog", (one) => { told.push(`dialog ${one.message()}`); one.dismiss(); });
  await tab.goto(pathToFileURL(file).href);
  tab.quiet = () => assert.deepEqual(told, []);
  tab.done = async () => { tab.quiet(); await context.close(); };
  return tab;
}

/** The exact figures of a page: of the rows of tables, of the cells of pictures and of the tables beside. */
const figures = (tab) => tab.evaluate(() => {
  const exact = (parts) => [...parts].map((one) => one.dataset.value).filter((one) => one !== undefined);
  const own = (table) => !table.closest("figure") && !table.closest("#what-if");
  const rows = [...document.querySelectorAll("table")].filter(own)
    .flatMap((table) => [...table.rows].map((row) => ({ values: exact(row.cells), text: row.innerText })));
  const charts = [...document.querySelectorAll("figure")].map((figure) => ({
    title: figure.querySelector("figcaption").textContent,
    drawn: exact(figure.querySelectorAll("svg [data-value]")),
    beside: exact(figure.querySelectorAll("table [data-value]")),
    grid: figure.classList.contains("grid"),
  }));
  return { rows: rows.filter((row) => row.values.length), charts };
});

const whole = page("whole", "report", ...COMMUNES);
const letter = page("letter", "report", ...COMMUNES, ...LETTER, "--lang", "vi");
const unit = page("unit", "report", ...COMMUNES, ...UNIT, ...EFFORTS, "--lang", "vi");
const papi = page("papi", "report", ...PAPI);
const ministries = page("ministries", "report", ...MINISTRIES, "--lang", "vi");
const asked = [["rank"], ["weak"], ["weak", ...UNIT], ["weak", "--by", "lead"], ["lost"], ["lost", "--by", "unit"],
  ["score", ...UNIT], ["table"], ["table", "--level", "leaf"], ["intake"], ["explain", ...UNIT],
  ["strengths", ...UNIT], ["versus", ...UNIT, "--other", "sample-commune-02"]];

const each = JSON.parse(execFileSync(command, ["rank", ...COMMUNES, "--format", "json"], options)).rows;
const codes = [...new Set((await json("score", ...COMMUNES, ...UNIT)).rows.map((row) => row.code))];

/** The results that the report on a unit is made of; with what it adds up itself. */
async function ofUnit() {
  const calls = [["score", ...UNIT], ["rank"], ["weak", ...UNIT], ["lost", ...UNIT],
    ["what-if", ...UNIT, "--repair-first", "3"], ["plan", ...UNIT, "--grade", "Tốt", ...EFFORTS],
    ...codes.map((code) => ["explain", ...UNIT, "--node", code])];
  const results = await Promise.all(calls.map(([name, ...rest]) => json(name, ...COMMUNES, ...rest)));
  // Behind each step stand the points that all steps up to it make, and those possible.
  const own = results[1].rows.find((row) => row.unit === UNIT[1]);
  let sum = Number(own.obtained);
  const steps = results[4].rows.map((row) => {
    sum += Number(row.gain);
    return [row.gain, String(Math.round(sum * 1e6) / 1e6), own.possible];
  });
  const places = results[1].rows.map((row) => ({ ...row, rank_of_field: null }));
  // Where a field of the unit stands among the others.
  const fields = (await json("table", ...COMMUNES, "--level", "field", "--show", "rank")).rows;
  const ranks = fields.find((row) => row.unit === UNIT[1]);
  for (const row of results[0].rows) row.place = ranks[row.code] ?? (row.code === "total" ? own.rank : null);
  return pools([...results, { rows: places, summary: null }], steps);
}

async function ofAll(data, units) {
  const calls = [["rank"], ["table"], ["weak"], ["weak", "--by", "lead"], ["lost", "--by", "unit"], ["intake"]];
  const more = units.flatMap((row) => [["score", "--unit", row.unit], ["weak", "--unit", row.unit]]);
  const results = await Promise.all([...calls, ...more].map(([name, ...rest]) => json(name, ...data, ...rest)));
  const table = (await json("table", ...data, "--level", "field", "--show", "rank")).rows;
  results.slice(calls.length).forEach((result) => result.rows.forEach((row) => {
    const own = table.find((one) => one.unit === row.unit);
    if (own && row.code) row.place = own[row.code] ?? (row.code === "total" ? own.rank : null);
  }));
  return pools(results);
}

/** Holds every row of every table on a page to the rows of results. */
async function holds(file, all, least) {
  const tab = await open(file);
  const { rows } = await figures(tab);
  const strange = rows.filter(({ values }) => !all.some((pool) => values.every((one) => stands(one, pool, 2))));
  assert.deepEqual(strange, []);
  const count = rows.reduce((sum, row) => sum + row.values.length, 0);
  assert.ok(count >= least, `${count} figures`);
  console.log(`     ${count} figures in ${rows.length} rows`);
  await tab.done();
}

await test("every figure of the report on all units is one of its results", async () => {
  await holds(whole, await ofAll(COMMUNES, each), 900);
});

await test("every figure of the report on a unit is one of its results", async () => {
  await holds(unit, await ofUnit(), 200);
});

await test("every figure of the headline and of the traces is one of the unit's results", async () => {
  const all = await ofUnit();
  const lost = await json("lost", ...COMMUNES, ...UNIT);
  const [own] = (await json("rank", ...COMMUNES)).rows.filter((row) => row.unit === UNIT[1]);
  const ranked = each.filter((row) => row.rank !== null).length;
  const card = new Set([...pools([lost], [[own.rank, ranked, own.obtained, own.possible, "1.2", "1"]])].flatMap((pool) => [...pool]));
  const tab = await open(unit);
  const said = await tab.evaluate(() => [...document.querySelectorAll("main > section:first-child [data-values], details.fold [data-values]")]
    .map((one) => ({ values: one.dataset.values.split(" "), text: one.textContent })));
  // What was given at appraisal is a loss below zero; the sentence says so with its sign and its word.
  const there = (one, pool) => stands(one, pool, 2) || stands(`-${one}`, pool, 2);
  const strange = said.filter(({ values }) => ![...all, card].some((pool) => values.every((one) => there(one, pool))));
  assert.deepEqual(strange, []);
  assert.ok(said.length > 100, String(said.length));
  console.log(`     ${said.length} sentences`);
  await tab.done();
});

await test("every figure of the page of a question is one of its rows", async () => {
  for (const [name, ...rest] of asked) {
    const file = page("asked", name, ...COMMUNES, ...rest);
    const table = (await json("table", ...COMMUNES, "--level", "field", "--show", "rank")).rows;
    const result = await json(name, ...COMMUNES, ...rest);
    result.rows.forEach((row) => {
      const own = table.find((one) => one.unit === row.unit);
      if (own && row.code) row.place = own[row.code] ?? own.rank;
    });
    const extra = name === "intake" ? [] : result.rows;
    await holds(file, pools([result, { rows: extra, summary: null }, await json("rank", ...COMMUNES)]), 1)
      .catch((error) => { throw new Error(`${name} ${rest}`, { cause: error }); });
  }
});

await test("every row of the ranking is on the page, in its order", async () => {
  const tab = await open(whole);
  const shown = await tab.evaluate(() => {
    const table = [...document.querySelectorAll("section > .wide > table")].find((one) => one.rows[0].innerText.includes("to next"));
    return [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.dataset.value ?? null).filter(Boolean));
  });
  const wanted = each.map((row) => [row.rank, row.ratio && `${row.obtained}/${row.possible}`, row.points_to_next]
    .filter((one) => one !== null && one !== undefined).map(String));
  assert.deepEqual(shown, wanted);
  await tab.done();
});

await test("a picture shows what its table says, and both what the results say", async () => {
  for (const file of [whole, letter, unit, papi, ministries]) {
    const tab = await open(file);
    const { charts } = await figures(tab);
    assert.ok(charts.length > 2, file);
    for (const { title, drawn, beside, grid } of charts) {
      if (grid) continue;
      const there = new Set(beside);
      assert.deepEqual(drawn.filter((one) => !there.has(one)), [], title);
      assert.ok(drawn.length > 0, title);
    }
    await tab.done();
  }
  const tab = await open(whole);
  const { charts } = await figures(tab);
  const [ranks, steps] = charts;
  const ranked = each.filter((row) => row.rank !== null);
  assert.deepEqual(ranks.drawn.map((one) => percent(one, 2)), ranked.map((row) => plain(row.ratio)));
  const lost = (await json("lost", ...COMMUNES, "--by", "unit")).rows.at(-1);
  const named = ["not_met", "cut_1", "cut_2", "missing_evidence", "survey", "missing_report", "not_applicable", "deduction", "bonus"];
  const causes = named.map((key) => plain(lost[key])).filter((one) => one !== "0");
  assert.deepEqual(steps.beside.slice(1, 1 + causes.length).map(plain), causes);
  const heat = charts.find((chart) => chart.grid);
  const table = (await json("table", ...COMMUNES, "--level", "field", "--show", "ratio")).rows;
  const ratios = table.flatMap((row) => Object.keys(row).filter((key) => /^\d+$/.test(key)).map((key) => row[key]));
  assert.deepEqual(heat.beside.map((one) => percent(one, 2)), ratios.filter((one) => one !== null).map(plain));
  await tab.done();
});

await test("no request, no word on the console, nothing wider than the window, nothing that axe finds", async () => {
  const evil = `<script>alert(1)</script>"' onload=x \u202e&amp; `;
  const text = readFileSync(join(root, "samples/communes-2023.json"), "utf8");
  const hostile = join(folder, "hostile.json");
  const put = (name) => JSON.stringify(name).slice(1, -1);
  writeFileSync(hostile, text.replaceAll("sample commune 01", put(evil)).replaceAll("xã mẫu 01", put(evil))
    .replaceAll("sample commune 02", "long ".repeat(60)).replaceAll("xã mẫu 02", "a".repeat(300)));
  const data = ["-f", "hon-quan-2023", hostile];
  const one = page("hostile-one", "report", ...data, ...UNIT, "--lang", "vi");
  const all = page("hostile-all", "report", ...data);
  for (const file of [whole, letter, unit, papi, ministries, one, all]) {
    for (const width of WIDTHS) {
      const tab = await open(file, { width });
      await tab.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${file} ${width}: ${wide}`);
      await tab.evaluate(axe);
      const found = await tab.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      const told = found.violations.map((one) => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 200), one.nodes[0].failureSummary]);
      assert.deepEqual(told, [], `${file} ${width}`);
      await tab.done();
    }
  }
});

await test("tables sort by pointer and by keyboard, and filter", async () => {
  const tab = await open(whole);
  const table = tab.locator("table.sortable", { hasText: "to next" }).first();
  const column = async () => (await table.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => row.cells[row.cells.length - 4].dataset.value ?? null)));
  const first = await column();
  const known = (all) => all.filter((one) => one !== null).map((one) => { const [a, b] = one.split("/"); return a / b; });
  const button = table.locator("th button", { hasText: "index" });
  await button.click();
  const up = known(await column());
  assert.deepEqual(up, [...up].sort((a, b) => a - b));
  await button.focus();
  await tab.keyboard.press("Enter");
  const down = known(await column());
  assert.deepEqual(down, [...down].sort((a, b) => b - a));
  assert.equal(await table.locator("th[aria-sort]").getAttribute("aria-sort"), "descending");
  await tab.keyboard.press("Space");
  assert.deepEqual(await column(), first);
  // On paper a heading is no button: what repeats headings on each sheet leaves buttons out.
  await tab.emulateMedia({ media: "print" });
  assert.equal(await button.evaluate((one) => getComputedStyle(one).display), "contents");
  await tab.emulateMedia({ media: "screen" });
  // From the top of the page on every control is reached by the key alone.
  await tab.evaluate(() => window.scrollTo(0, 0));
  const reached = new Set();
  await tab.keyboard.press("Tab");
  for (let n = 0; n < 80; n += 1) {
    reached.add(await tab.evaluate(() => document.activeElement.tagName));
    await tab.keyboard.press("Tab");
  }
  for (const tag of ["A", "SUMMARY", "BUTTON"]) assert.ok(reached.has(tag), tag);
  const box = tab.locator("section", { has: table }).last().locator("label.filter input");
  await box.fill("COMMUNE 09");
  assert.equal(await table.locator("tbody tr:visible").count(), 1);
  await box.fill("");
  assert.equal(await table.locator("tbody tr:visible").count(), first.length);
  await tab.done();
});

await test("of a long table the first rows are drawn, it sorts by what its cells say, and all of it can be had", async () => {
  const files = { ruler: join(folder, "long-f.csv"), inputs: join(folder, "long.csv") };
  writeFileSync(files.ruler, "code,parent,max,scorer\nT,,3,\n1,T,2,appraisal\n2,T,1,appraisal\n");
  const rows = Array.from({ length: 700 }, (_, n) => `u${n},xã ${n},${n % 200 / 100},${n % 7 / 10}`);
  writeFileSync(files.inputs, `unit,name,1,2\n${rows.join("\n")}\n`);
  const file = page("long", "rank", "-f", files.ruler, files.inputs, "--year", "2023", "--lang", "vi");
  const tab = await open(file);
  const table = tab.locator("table.long");
  const drawn = () => table.locator("tbody tr:visible").count();
  assert.equal(await drawn(), 201);
  const column = (n) => table.locator("tbody tr").evaluateAll((all, at) => all.map((row) => row.cells[at].textContent), n);
  await table.locator("th button", { hasText: "điểm cần thêm" }).click();
  const known = (await column(4)).map((text) => Number(text.replace(",", "."))).filter((one) => !Number.isNaN(one));
  assert.ok(known.length > 600);
  assert.deepEqual(known, [...known].sort((a, b) => a - b));
  await tab.locator("label.filter input").fill("xã 69");
  assert.equal(await drawn(), 11);
  await tab.locator("label.filter input").fill("");
  assert.equal(await drawn(), 201);
  await tab.locator("button", { hasText: "700" }).click();
  assert.equal(await drawn(), 700);
  await tab.evaluate(axe);
  assert.deepEqual((await tab.evaluate(() => axe.run(document, { resultTypes: ["violations"] }))).violations.map((one) => one.id), []);
  await tab.done();
  const plain_ = await open(file, { script: false });
  assert.equal(await plain_.locator("table.long tbody tr:visible").count(), 700);
  await plain_.done();
});

await test("a code leads to where its figure comes from, a unit to what is told of it", async () => {
  const tab = await open(unit);
  await tab.locator("td.code a", { hasText: /^1\.3$/ }).first().click();
  const open_ = await tab.evaluate(() => document.getElementById(location.hash.slice(1)).closest("details").open);
  assert.ok(open_);
  assert.match(await tab.locator("details.fold[open]").first().innerText(), /1\.3/);
  await tab.done();
  const all = await open(whole);
  await all.locator("td.name a", { hasText: "sample commune 09" }).first().click();
  assert.match(await all.locator("details.fold[open]").first().innerText(), /sample commune 09[\s\S]*91\.37/);
  await all.done();
});

await test("without script all figures stand there, and the panel says what it lacks", async () => {
  const count = (tab) => tab.locator("table:not(#what-if table) [data-value]").count();
  const [with_, without] = [await open(unit), await open(unit, { script: false })];
  assert.equal(await count(with_), await count(without));
  assert.ok(await without.locator("h1").isVisible());
  assert.ok(await without.locator("noscript p").isVisible());
  assert.ok(!await without.locator("#what-if").isVisible());
  assert.ok(await with_.locator("#what-if").isVisible());
  await with_.done();
  await without.done();
});

/** Numbers that look random and are the same every time. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

await test(`the panel says what the command says, on ${CHOICES} random choices`, async () => {
  const sets = [
    [COMMUNES, ["sample-commune-01", "sample-commune-10", "sample-commune-04", "sample-commune-13"], []],
    [COMMUNES, ["sample-commune-12"], ["--policy", "ties=dense"]],
    [COMMUNES, ["sample-commune-07"], ["--by-group"]],
    [COMMUNES, ["sample-commune-01"], ["--basis", "self"]],
    [PAPI, null, []],
    [MINISTRIES, null, []],
  ];
  const cases = [];
  for (const [data, units, flags] of sets) {
    const rows = (await json("rank", ...data)).rows;
    for (const id of units ?? [rows[1].unit, rows.at(-2).unit]) cases.push([data, id, flags]);
  }
  const draw = random(20231015);
  let tried = 0;
  let moved = 0;
  for (const [n, [data, id, flags]] of cases.entries()) {
    const tab = await open(page(`choose-${n}`, "report", ...data, ...flags, "--unit", id));
    const leaves = await tab.evaluate(() => JSON.parse(document.getElementById("choices").textContent).leaves
      .map((leaf) => ({ step: null, levels: [], ...leaf })));
    const many = Math.ceil((CHOICES - tried) / (cases.length - n));
    const chosen = Array.from({ length: many }, () => {
      const steps = new Map();
      for (let k = 1 + draw(6); k > 0; k -= 1) {
        const leaf = leaves[draw(leaves.length)];
        const at = leaf.step === null ? 100 : Math.round(Number(leaf.max) / Number(leaf.step));
        const typed = leaf.step === null
          ? String(Math.floor(Number(leaf.max) * draw(at + 1)) / 100)
          : String(Number(leaf.step) * draw(at + 1));
        const to = leaf.levels.length ? leaf.levels[draw(leaf.levels.length)][0] : typed;
        steps.set(leaf.code, plain(to));
      }
      return [...steps];
    });
    const shown = await tab.evaluate((all) => all.map((steps) => {
      document.querySelector("[data-reset]").click();
      for (const [code, to] of steps) {
        const control = document.querySelector(`#what-if [data-code="${code}"]`);
        control.value = to;
        if (control.value !== to) throw new Error(`${code} takes no ${to}`);
        control.dispatchEvent(new Event("input", { bubbles: true }));
      }
      const then = (key) => document.querySelector(`[data-then=${key}]`).dataset.value || null;
      const wrong = document.querySelectorAll("#what-if [aria-invalid=true]").length;
      return { index: then("index"), grade: then("grade"), rank: then("rank"), wrong };
    }), chosen);
    const said = [];
    for (let at = 0; at < chosen.length; at += 4) {
      said.push(...await Promise.all(chosen.slice(at, at + 4).map((steps) =>
        json("what-if", ...data, ...flags, "--unit", id, "--set", ...steps.map(([code, to]) => `${code}=${to}`)))));
    }
    chosen.forEach((steps, at) => {
      const { summary } = said[at];
      const wanted = { index: summary.index_after, grade: summary.grade_after, rank: summary.rank_after === null ? null : String(summary.rank_after), wrong: 0 };
      assert.deepEqual(shown[at], wanted, `${id} ${flags} ${JSON.stringify(steps)}`);
      moved += summary.index_before !== summary.index_after;
    });
    tried += chosen.length;
    await tab.done();
  }
  assert.equal(tried, CHOICES);
  assert.ok(moved > CHOICES / 2, `${moved} choices changed the index`);
  console.log(`     ${tried} choices, ${moved} of them move the index`);
});

await test("the panel refuses what no rule gives, and takes a comma", async () => {
  const tab = await open(unit);
  const control = tab.locator("#what-if input").first();
  const then = () => tab.locator("[data-then=index]").getAttribute("data-value");
  const before = await then();
  for (const text of ["99", "-1", "x", "1.2345678901"]) {
    await control.fill(text);
    assert.equal(await control.getAttribute("aria-invalid"), "true", text);
    assert.equal(await then(), before);
  }
  await control.fill("1,5");
  const comma = await then();
  await control.fill("1.5");
  assert.equal(await then(), comma);
  assert.notEqual(comma, before);
  assert.match(await tab.locator("[data-command]").innerText(), /--set \S+=1\.5$/);
  await tab.locator("[data-reset]").click();
  assert.equal(await then(), before);
  await tab.done();
});

await browser.close();
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${wrong.length} failed`);
process.exitCode = wrong.length ? 1 : 0;
