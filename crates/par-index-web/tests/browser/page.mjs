// The page in Chromium, from disk and without any network: the same seals and bytes as the command, hostile
// files, keyboard, width of a phone, nothing that axe finds. `scripts/check page` runs it.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

import { end, folder, json, opening, page, root, run, set, test, tools } from "./common.mjs";

const { chromium } = tools("playwright-core");
const axe = readFileSync(tools.resolve("axe-core/axe.min.js"), "utf8");
const COMMUNES = ["-f", "hon-quan-2023", "samples/communes-2023.json"];
const UNIT = "sample-commune-01";
const SETS = (process.env.SETS ?? "63,700").split(",").map(Number);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const open = (more) => opening(browser, more);
const file = (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** The JSON of a question asked by the page of the files on its desk, as bytes. */
const asked = (tab, call, flags = {}) => tab.evaluate(async ([call, flags]) => {
  const { desk } = globalThis.parIndex;
  const { head, bytes } = await desk.ask(desk.request(call, flags));
  return { head, text: new TextDecoder().decode(bytes) };
}, [call, flags]);

await test("one file of at most 3 MB that may run nothing but itself", async () => {
  const size = statSync(page).size;
  assert.ok(size <= 3e6, `${size} bytes`);
  const text = readFileSync(page, "utf8");
  assert.match(text, /default-src 'none'; script-src 'sha256-[^']+' 'wasm-unsafe-eval'; worker-src blob:;/);
  assert.doesNotMatch(text.replace(/http:\/\/www\.w3\.org\/\S+/g, ""), /(?:src|href)="?https?:/);
});

await test("every word of the page is used, and every use is a word", async () => {
  const source = join(root, "crates/par-index-web/page");
  const { keys } = await import(join(source, "words.js"));
  const scripts = readdirSync(source).filter((name) => name.endsWith(".js") && name !== "words.js");
  const text = scripts.map((name) => readFileSync(join(source, name), "utf8")).join("\n");
  const said = new Set([...text.matchAll(/"([a-z]\w+)"/g)].map((one) => one[1]));
  const begun = [...text.matchAll(/`([a-z]+_)\$\{/g)].map((one) => one[1]);
  assert.deepEqual(keys.filter((key) => !said.has(key) && !begun.some((begin) => key.startsWith(begin)) && !["files", "rank", "fields", "weak", "unit", "plan", "years", "papers", "verify"].includes(key)), []);
  for (const [, key] of text.matchAll(/say\("(\w+)"/g)) assert.ok(keys.includes(key), key);
});

await test("every call over the samples gives the bytes of the command", async () => {
  const tab = await open();
  await tab.demo();
  const calls = [
    ["rank"], ["rank", { by_group: true }], ["rank", { node: "7" }], ["score"], ["score", { unit: UNIT }],
    ["weak"], ["weak", { unit: UNIT }], ["weak", { by: "lead" }], ["lost"], ["lost", { by: "unit" }], ["cuts"],
    ["table"], ["table", { level: "leaf", show: "ratio" }], ["strengths", { unit: UNIT }], ["explain", { unit: UNIT, node: "7.2" }], ["explain", { unit: UNIT }],
    ["versus", { unit: UNIT, other: "sample-commune-09" }], ["what-if", { unit: UNIT, repair_first: 3 }],
    ["what-if", { unit: UNIT, set: ["1.3=2", "7.2=4"] }], ["plan", { unit: UNIT, rank: 3 }], ["plan", { unit: UNIT, target: "85" }],
    ["check"], ["check", { draft: true }], ["join"], ["intake"], ["trend"], ["report"], ["report", { unit: UNIT }],
    ["paper", { paper: "announcement" }], ["paper", { paper: "self", unit: UNIT }], ["robustness"],
    ["forecast", { unit: UNIT, on: "2023-09-30" }],
  ];
  const placed = new Set(["paper"]);
  for (const [call, flags = {}] of calls) {
    const args = Object.entries(flags).flatMap(([key, value]) => {
      if (placed.has(key)) return [value];
      const flag = `--${key.replaceAll("_", "-")}`;
      return value === true ? [flag] : [flag, ...[value].flat().map(String)];
    });
    // The command names files as they were given to it.
    const here = call === "paper" ? [args[0], "-f", "hon-quan-2023", "communes-2023.json", ...args.slice(1)] : ["-f", "hon-quan-2023", "communes-2023.json", ...args];
    const wanted = run("-C", "samples", call, ...here, "--format", "json").toString();
    const { text } = await asked(tab, call, flags);
    assert.equal(text, wanted, `${call} ${JSON.stringify(flags)}`);
  }
  console.log(`     ${calls.length} calls`);
  await tab.done();
});

for (const units of SETS) {
  await test(`the seal of ${units} × 100 is that of the command`, async () => {
    const { ruler, table } = set(units);
    const [rulerFile, tableFile] = [file("made-up-100.json", ruler), file(`units-${units}.csv`, table)];
    const began = Date.now();
    const native = json("rank", "-f", rulerFile, tableFile);
    const command = Date.now() - began;
    const tab = await open();
    await tab.give(rulerFile, tableFile);
    const { result, time } = await tab.evaluate(async () => {
      const { desk } = globalThis.parIndex;
      await desk.mend();
      const began = performance.now();
      const { bytes } = await desk.ask(desk.request("rank"));
      const time = performance.now() - began;
      return { result: JSON.parse(new TextDecoder().decode(bytes)), time };
    });
    assert.equal(result.seal, native.seal);
    assert.equal(result.rows.length, units);
    assert.deepEqual(result.rows.map((row) => [row.rank, row.unit, row.ratio]), native.rows.map((row) => [row.rank, row.unit, row.ratio]));
    console.log(`     page ${Math.round(time)} ms, command ${command} ms`);
    await tab.view("rank");
    assert.equal(await tab.locator("#shown table tbody tr:not(.note)").count(), units);
    await tab.done();
  });
}

await test("a spoilt file is told at its cell, and the others are ranked", async () => {
  const { ruler, table } = set(12);
  const spoilt = table.replace(/^(2023,u-3(?:,[^,]*){4}),[^,]*/m, "$1,7.5");
  const tab = await open();
  await tab.give(file("made-up-100.json", ruler), file("so-lieu.csv", spoilt));
  const row = tab.locator("table.found tr.is-error").first();
  assert.match(await row.innerText(), /so-lieu\.csv[\s\S]*G4[\s\S]*7[.,]5/);
  await tab.view("rank");
  const text = await tab.locator("#shown").innerText();
  assert.match(text, /11/);
  await tab.done();
});

/** An archive by its parts, each deflated, with sizes as they are or as they are said to be. */
function archive(parts) {
  const all = [];
  const list = [];
  let place = 0;
  for (const [name, content, said = content.length] of parts) {
    const packed = deflateRawSync(content);
    const text = Buffer.from(name);
    const head = (signature, length, skip) => {
      const bytes = Buffer.alloc(length);
      bytes.writeUInt32LE(signature, 0);
      bytes.writeUInt16LE(20, skip);
      bytes.writeUInt16LE(8, skip + 4);
      bytes.writeUInt32LE(packed.length, skip + 14);
      bytes.writeUInt32LE(said, skip + 18);
      bytes.writeUInt16LE(text.length, skip + 22);
      return bytes;
    };
    const central = head(0x02014b50, 46, 6);
    central.writeUInt32LE(place, 42);
    all.push(head(0x04034b50, 30, 4), text, packed);
    list.push(central, text);
    place += 30 + text.length + packed.length;
  }
  const size = list.reduce((sum, one) => sum + one.length, 0);
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50, 0);
  last.writeUInt16LE(parts.length, 8);
  last.writeUInt16LE(parts.length, 10);
  last.writeUInt32LE(size, 12);
  last.writeUInt32LE(place, 16);
  return Buffer.concat([...all, ...list, last]);
}

const SPREAD = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const book = (sheet, said) => archive([
  ["[Content_Types].xml", "<Types/>"],
  ["xl/workbook.xml", `<workbook ${SPREAD} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`],
  ["xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'],
  ["xl/worksheets/sheet1.xml", sheet, said],
]);

await test("hostile files leave the page alive, each with a finding", async () => {
  const rows = (body) => `<worksheet ${SPREAD}><sheetData>${body}</sheetData></worksheet>`;
  const good = book(rows('<row r="1"><c r="A1" t="inlineStr"><is><t>unit</t></is></c></row>'));
  const hostile = {
    "bom-o.xlsx": book(rows(`<row r="1"><c r="A1" t="inlineStr"><is><t>${"a".repeat(150 << 20)}</t></is></c></row>`)),
    "bom-dong.xlsx": book(rows('<row r="1"><c r="A1"><v>1</v></c></row>'.repeat(2 << 20))),
    "long-nhau.xlsx": book(`<worksheet ${SPREAD}>${"<a>".repeat(8 << 20)}</worksheet>`),
    "noi-doi.xlsx": book(rows('<row r="1"><c r="A1"><v>1</v></c></row>'), 0xfffffff0),
    "cut.xlsx": good.subarray(0, good.length >> 1),
    "rac.xlsx": Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) & 255)),
    "khong.xlsx": Buffer.alloc(0),
    "cu.xls": Buffer.from("d0cf11e0a1b11ae1".padEnd(2000, "0"), "hex"),
    "sau.json": Buffer.from("[".repeat(1 << 20)),
    "so.json": Buffer.from(`[{"unit": {"id": "x"}, "entries": [{"code": "1.1.1", "self": {"points": 1e${"9".repeat(400)}}}]}]`),
    "nul.csv": Buffer.from("unit,1\0.1\n\0\0,\xff\xfe\n", "latin1"),
    "nen.zip": archive([["a.csv", "unit\nx\n"]]),
    "hinh.png": Buffer.from("89504e470d0a1a0a", "hex"),
  };
  // What can be read is read, and does nothing else.
  const harmless = {
    "cong-thuc.csv": Buffer.from('unit,1.1.1\n=cmd|" /C calc"!A0,1\n<img src=x onerror=alert(1)>,1\n'),
    "<img src=x onerror=alert(1)>.csv": Buffer.from("unit,1.1.1\nx,1\n"),
  };
  const tab = await open();
  await tab.demo();
  for (const [name, bytes] of Object.entries({ ...hostile, ...harmless })) await tab.give({ name, mimeType: "application/octet-stream", buffer: bytes });
  const told = await tab.evaluate((names) => names.map((name) => {
    const row = [...document.querySelectorAll("table.files tbody tr")].find((one) => one.cells[0].textContent === name);
    return [name, Boolean(row?.querySelector(".count.error, .problem, .count.warning"))];
  }), Object.keys(hostile));
  assert.deepEqual(told.filter(([, is]) => !is), []);
  // What is large is refused, and the page goes on.
  await tab.evaluate(async () => {
    const large = new File([new Uint8Array(200 << 20)], "lon.csv");
    await globalThis.parIndex.desk.add([["lon.csv", large]]);
    await globalThis.parIndex.go("files");
  });
  assert.match(await tab.locator("tr.error", { hasText: "lon.csv" }).innerText(), /128 MB/);
  // And the sample is ranked as if none of them were there.
  await tab.evaluate(async () => {
    const { desk } = globalThis.parIndex;
    for (const name of [...desk.files.keys()]) if (name !== "communes-2023.json") await desk.remove(name);
  });
  const { text } = await asked(tab, "rank");
  assert.equal(JSON.parse(text).seal, json("rank", ...COMMUNES).seal);
  await tab.done();
});

await test("an engine that breaks is started again, with the files that lay there", async () => {
  const tab = await open();
  await tab.demo();
  const seal = await tab.evaluate(async () => {
    const { desk } = globalThis.parIndex;
    const broken = desk.ask(desk.request("robustness", { replicates: 100000 })).catch((error) => error.constructor.name);
    desk.engine.stop();
    if (await broken !== "Broken") throw new Error("it went on");
    await desk.mend();
    const { head } = await desk.ask(desk.request("rank"));
    return head.seal;
  });
  assert.equal(seal, json("rank", ...COMMUNES).seal);
  await tab.done();
});

await test("a printed result is verified by its seal, a changed one is told", async () => {
  const print = run("rank", ...COMMUNES, "--format", "table", "--lang", "vi").toString();
  const bookFile = join(folder, "kq.xlsx");
  run("rank", ...COMMUNES, "-o", bookFile, "--lang", "vi");
  const [good, bad] = [file("in.txt", print), file("sua.txt", print.replace("84,10%", "85,10%"))];
  for (const [path, expected] of [[good, ".same"], [bookFile, ".same"], [bad, ".refused"]]) {
    const tab = await open();
    await tab.demo();
    await tab.give(path);
    await tab.view("verify");
    await tab.waitForSelector(`#shown ${expected}`);
    await tab.done();
  }
});

await test("a figure leads to the cell it was read from", async () => {
  const tab = await open();
  await tab.demo();
  await tab.view("rank");
  await tab.locator("#shown tr", { hasText: "xã mẫu 01" }).first().locator("td[data-value] button.figure").nth(1).click();
  await tab.waitForSelector("#why[open]");
  assert.match(await tab.locator("#why").innerText(), /78,00\/99,00/);
  // From the sum to a field, to a component, to the place it was read from.
  for (const part of ["7", "7.2"]) await tab.locator("#why td.code button", { hasText: new RegExp(`^${part.replace(".", "\\.")}$`) }).click();
  await tab.locator("#why", { hasText: "communes-2023.json" }).waitFor();
  await tab.keyboard.press("Escape");
  await tab.locator("#shown tr", { hasText: "xã mẫu 01" }).first().locator("td.name button").click();
  await tab.settled();
  const figure = tab.locator("#shown tr", { has: tab.locator("td.code", { hasText: /^7\.2$/ }) }).first().locator("button.figure").first();
  await figure.click();
  await tab.waitForSelector("#why[open]");
  assert.match(await tab.locator("#why").innerText(), /communes-2023\.json/);
  await tab.done();
});

await test("what-if by clicking levels says what the command says", async () => {
  const tab = await open();
  await tab.demo();
  await tab.evaluate((unit) => globalThis.parIndex.go("unit", { unit }), UNIT);
  await tab.settled();
  const panel = tab.locator("#what-if");
  for (const [code, to] of [["1.3", "2"], ["7.2", "4"]]) {
    const control = panel.locator(`[data-code="${code}"]`);
    if (await control.evaluate((one) => one.tagName) === "SELECT") await control.selectOption(to);
    else await control.fill(to);
  }
  const { summary } = json("what-if", ...COMMUNES, "--unit", UNIT, "--set", "1.3=2", "7.2=4");
  assert.equal(await panel.locator("[data-then=index]").getAttribute("data-value"), summary.index_after);
  assert.equal(await panel.locator("[data-then=rank]").getAttribute("data-value"), String(summary.rank_after));
  await tab.done();
});

/** What a press of a button saves. */
async function saved(tab, press) {
  const [download] = await Promise.all([tab.waitForEvent("download"), press()]);
  // What was saved goes with its window.
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

await test("workbooks, documents, forms and drafts are saved, and drafts are opened again", async () => {
  const tab = await open();
  await tab.demo();
  await tab.view("rank");
  const book = await saved(tab, () => tab.click("[data-save=xlsx]"));
  assert.equal(book.name, "xep-hang.xlsx");
  const copy = file("xep-hang.xlsx", book.bytes);
  assert.equal(json("verify", copy, ...COMMUNES).rows.length, 0);
  const page = await saved(tab, () => tab.click("[data-save=html]"));
  assert.ok(page.bytes.toString().startsWith("<!DOCTYPE html>"));
  await tab.view("files");
  await tab.give(file("don-vi.csv", "unit,name\nsample-commune-01,Xã Một\nsample-commune-02,Xã Hai\n"));
  await tab.view("papers");
  for (const paper of ["paper_report-html", "paper_report-docx", "paper_book-xlsx", "paper_announcement-docx", "paper_self-docx"]) {
    const made = await saved(tab, () => tab.click(`[data-paper=${paper}]`));
    assert.ok(made.bytes.length > 2000, paper);
  }
  const forms = await saved(tab, () => tab.click("#forms button.first"));
  // The end of an archive says how many files are in it.
  assert.equal(forms.bytes.readUInt16LE(forms.bytes.length - 12), 2);
  await tab.view("files");
  await tab.evaluate(() => { globalThis.parIndex.desk.basis = "self"; });
  const draft = await saved(tab, () => tab.locator("button", { hasText: "Lưu bản nháp" }).click());
  await tab.done();
  const again = await open();
  await again.give({ name: "par-index.zip", mimeType: "application/zip", buffer: draft.bytes });
  const { text } = await asked(again, "rank");
  const wanted = json("rank", ...COMMUNES, "--units", join(folder, "don-vi.csv"), "--basis", "self");
  assert.equal(JSON.parse(text).seal, wanted.seal);
  await again.done();
});

await test("two years side by side", async () => {
  const now = readFileSync(join(root, "samples/communes-2023.json"), "utf8");
  const before = file("nam-truoc.json", now.replaceAll('"year": 2023', '"year": 2022'));
  const tab = await open();
  await tab.demo();
  await tab.give(before);
  await tab.locator("table.files tr", { hasText: "nam-truoc.json" }).locator("select").selectOption("previous");
  await tab.settled();
  await tab.view("years");
  assert.match(await tab.locator("#shown").innerText(), /xã mẫu 09/);
  const { text } = await asked(tab, "compare");
  assert.equal(JSON.parse(text).seal, json("compare", ...COMMUNES, "--previous", before).seal);
  await tab.done();
});

await test("the table of a decision becomes a ruler that is mended and dropped again", async () => {
  const table = "TT;Nội dung;Điểm tối đa;Cách chấm\nI;CHỈ ĐẠO;1,5;\n1;Ban hành kế hoạch;0,5;Ban hành: 0,5; không ban hành: 0\n2;Thực hiện kế hoạch;1;Từ 90% trở lên: 1\nTổng cộng;;1,5;\n";
  const tab = await open();
  await tab.give(file("phu-luc.csv", table));
  assert.equal(await tab.locator("table.files select").inputValue(), "decision");
  await tab.view("papers");
  const book = await saved(tab, () => tab.click("#decision button.first"));
  await tab.waitForSelector("#decision-told table");
  await tab.view("files");
  await tab.give({ name: "khung.xlsx", mimeType: "application/zip", buffer: book.bytes });
  assert.equal(await tab.evaluate(() => globalThis.parIndex.desk.ruler), "khung.xlsx");
  await tab.done();
});

await test("the page stays awake while the engine works, and work can be stopped", async () => {
  const { ruler, table } = set(700);
  const tab = await open();
  await tab.give(file("made-up-100.json", ruler), file("units-700.csv", table));
  const longest = await tab.evaluate(async () => {
    const { desk } = globalThis.parIndex;
    let last = performance.now();
    let longest = 0;
    let on = true;
    const beat = () => { const now = performance.now(); longest = Math.max(longest, now - last); last = now; if (on) setTimeout(beat, 0); };
    beat();
    await desk.ask(desk.request("weak", { each: true, format: "csv" }));
    on = false;
    return longest;
  });
  assert.ok(longest < 1000, `${longest} ms`);
  await tab.done();
});

await test("the keyboard alone ranks, explains and saves", async () => {
  const tab = await open();
  const press = async (wanted) => {
    for (let n = 0; n < 120; n += 1) {
      await tab.keyboard.press("Tab");
      if (await tab.evaluate((wanted) => document.activeElement.matches(wanted), wanted)) return tab.keyboard.press("Enter");
    }
    throw new Error(`${wanted} is not reached`);
  };
  await press("#demo");
  await tab.waitForSelector("table.files");
  await tab.settled();
  await press("[data-view=rank]");
  await tab.waitForSelector("#shown table");
  await tab.settled();
  await press("#shown td button.figure");
  await tab.waitForSelector("#why[open]");
  await tab.keyboard.press("Escape");
  assert.ok(!await tab.locator("#why[open]").count());
  await Promise.all([tab.waitForEvent("download"), press("[data-save=xlsx]")]);
  await tab.done();
});

await test("nothing that axe finds, nothing wider than the window, in both languages and widths", async () => {
  for (const width of [1280, 390]) {
    for (const language of ["vi", "en"]) {
      const tab = await open({ width });
      if (language === "en") await tab.click("#language button >> nth=1");
      const look = async (name) => {
        const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${name} ${width}: ${wide}`);
        await tab.evaluate(axe);
        const found = await tab.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
        const told = found.violations.map((one) => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 200), one.nodes[0].failureSummary]);
        assert.deepEqual(told, [], `${name} ${width} ${language}`);
      };
      await look("empty");
      await tab.demo();
      await tab.give(file("don-vi.csv", "unit,name\nsample-commune-01,Xã Một\n"));
      await look("files");
      for (const view of ["rank", "fields", "weak", "unit", "plan", "years", "papers", "verify"]) {
        await tab.view(view);
        await look(view);
      }
      if (language === "en") {
        const text = await tab.evaluate(() => document.body.innerText);
        assert.match(text, /No data leave it/);
      }
      await tab.view("rank");
      await tab.locator("#shown td button.figure").first().click();
      await tab.waitForSelector("#why[open]");
      await look("why");
      await tab.keyboard.press("Escape");
      await tab.click("#mode button >> nth=1");
      await tab.settled();
      await look("chairman");
      await tab.done();
    }
  }
});

await browser.close();
end();
