// The view of papers: makes and saves forms to send out, papers to sign, and the framework as a
// workbook.

import { choice, download, make, named } from "./dom.js";
import { list } from "./findings.js";
import { lang, say } from "./words.js";
import { pack } from "./zip.js";

/** The papers: the key of the name, the question with its flags, and the file formats offered. */
const PAPERS = [
  { key: "paper_report", call: "report", ofUnit: true, ends: ["html", "docx"] },
  { key: "paper_repair", call: "directive-papers", flags: { paper: "repair" }, ofUnit: true, letter: true, ends: ["docx", "html"] },
  { key: "paper_all", call: "report", ends: ["html", "docx"] },
  { key: "paper_book", call: "table", flags: { annex: true }, ends: ["xlsx", "docx"] },
  { key: "paper_announcement", call: "paper", flags: { paper: "announcement" }, ends: ["docx", "html"] },
  { key: "paper_self", call: "paper", flags: { paper: "self" }, ofUnit: true, ends: ["docx", "html"] },
  { key: "paper_appraisal", call: "paper", flags: { paper: "appraisal" }, ofUnit: true, ends: ["docx", "html"] },
  { key: "paper_fall", call: "paper", flags: { paper: "fall" }, ofUnit: true, before: true, ends: ["docx", "html"] },
];

/**
 * The id or name of the letter: the last letter file on the desk, else the embedded letter of the
 * chosen framework.
 */
const letterOf = (desk) => desk.of("letter").at(-1) ?? desk.known.letters.find((id) => id === desk.ruler);

function paper(app, one) {
  const { desk } = app;
  const save = async (end) => {
    const own = one.ofUnit ? { unit: app.chosen.unit } : {};
    const letter = one.letter ? { directive: letterOf(desk) } : {};
    const request = desk.request(one.call, { ...one.flags, ...own, ...letter });
    const { head, bytes } = await app.busy(say("writing"), () => desk.ask({ ...request, lang: lang(), format: end }));
    const name = [say(one.key), own.unit].filter(Boolean).join(" ");
    if (head.end === end) download(`${named(name)}.${end}`, head.media, bytes);
    else app.say(JSON.parse(new TextDecoder().decode(bytes)).message);
  };
  return make("tr", {}, make("th", { scope: "row" }, say(one.key)),
    make("td", {}, one.ofUnit ? app.chosen.unit : ""),
    make("td", {}, make("div", { class: "buttons" }, one.ends.map((end) => make("button", { type: "button", "data-paper": `${one.key}-${end}`,
      onclick: () => app.guarded(() => save(end)) }, say(`as_${end}`))))));
}

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/**
 * Calls a function of the engine that makes files from files; returns its answer as an object, or
 * throws its error.
 */
async function made(app, request) {
  const [, bytes] = await app.desk.engine.call({ do: "make", request: { ...request, lang: lang() } });
  const answer = JSON.parse(new TextDecoder().decode(bytes));
  if (answer.kind === "error") throw new Error(answer.message);
  return answer;
}

/** Saves the forms of all units in the register as one ZIP archive. */
async function forms(app) {
  const { desk } = app;
  const [units] = desk.of("units");
  const asked = { call: "form", framework: desk.ruler, units, ...(app.chosen.year ? { period: app.chosen.year } : {}) };
  const names = desk.files.get(units).said.ids ?? [];
  const files = await app.busy(say("writing"), async (step) => {
    const all = [];
    for (const [n, unit] of names.entries()) {
      step(unit, n + 1, names.length);
      for (const form of (await made(app, { ...asked, unit })).forms) all.push([form.name, bytesOf(form.xlsx)]);
    }
    return all;
  });
  if (files.length) download("bieu.zip", "application/zip", await pack(files).arrayBuffer());
}

const BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Saves the framework read from a decision's table as a workbook, and lists what the user has to check. */
async function imported(app, name) {
  const book = await app.busy(say("reading"), async () => {
    const read = await made(app, { call: "framework-import", tables: [name] });
    const { xlsx } = await made(app, { call: "framework-export", framework: read.framework });
    return { ...read, xlsx };
  });
  download(`${named(name.replace(/\.\w+$/, ""))} bo-tieu-chi.xlsx`, BOOK, bytesOf(book.xlsx));
  const told = document.getElementById("decision-told");
  told.replaceChildren(make("p", { class: "strong" }, `${book.leaves} ${say("leaves")}; ${book.unsure.length} ${say("unsure")}`),
    list(app, [...book.unsure, ...book.findings, ...book.understood], { save: false }));
}

/** Saves the chosen framework as a workbook. */
async function exported(app) {
  const { name, xlsx } = await app.busy(say("writing"), () => made(app, { call: "framework-export", framework: app.desk.ruler }));
  download(name, BOOK, bytesOf(xlsx));
}

/** The text field for the period of the forms. */
function year(app) {
  const box = make("input", { type: "text", size: 8, inputmode: "numeric", autocomplete: "off", value: app.chosen.year,
    onchange: () => { app.chosen.year = box.value.trim(); } });
  return make("label", { class: "choice" }, `${say("period")} `, box);
}

export async function papers(app) {
  const { desk, area } = app;
  const parts = [];
  if (!desk.lacks) {
    const rows = await app.busy(say("computing"), () => desk.units());
    if (!rows.some((row) => row.unit === app.chosen.unit)) app.chosen.unit = rows[0]?.unit ?? "";
    const unit = choice(say("of_unit"), rows.map((row) => [row.unit, row.name || row.unit]), app.chosen.unit,
      (value) => { app.chosen.unit = value; return app.again(); });
    const can = (one) => (!one.before || desk.of("previous").length) && (!one.letter || letterOf(desk));
    parts.push(make("section", {}, make("h2", {}, say("papers")), make("p", {}, unit),
      make("div", { class: "wide", tabindex: 0, role: "group", "aria-label": say("papers") }, make("table", { class: "papers" }, make("tbody", {}, PAPERS.filter(can).map((one) => paper(app, one)))))));
  }
  const ready = desk.ruler && desk.of("units").length;
  parts.push(make("section", { id: "forms" }, make("h2", {}, say("forms")), make("p", {}, say("forms_text")),
    ready ? make("p", { class: "buttons" }, year(app), make("button", { type: "button", class: "first", onclick: () => app.guarded(() => forms(app)) }, say("make_all")))
      : make("p", { class: "remark" }, say("forms_need")),
    desk.ruler ? make("p", {}, make("button", { type: "button", onclick: () => app.guarded(() => exported(app)) }, say("ruler_book"))) : null));
  const tables = desk.of("decision");
  parts.push(make("section", { id: "decision" }, make("h2", {}, say("decision")), make("p", {}, say("decision_text")),
    tables.length ? tables.map((name) => make("p", {}, make("button", { type: "button", class: "first", onclick: () => app.guarded(() => imported(app, name)) }, `${say("make_all")}: ${name}`)))
      : make("p", { class: "remark" }, say("decision_need")),
    make("div", { id: "decision-told" })));
  area.replaceChildren(...parts);
}
