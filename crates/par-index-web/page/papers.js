// Forms to send out, papers to sign, the ruler as a workbook: files that are made and saved.

import { choice, download, make, named } from "./dom.js";
import { lang, say, told } from "./words.js";
import { pack } from "./zip.js";

/** A paper: what it is called, what is asked, how it may be saved. */
const PAPERS = [
  { key: "paper_report", call: "report", ofUnit: true, ends: ["html", "docx"] },
  { key: "paper_all", call: "report", ends: ["html", "docx"] },
  { key: "paper_book", call: "table", flags: { annex: true }, ends: ["xlsx", "docx"] },
  { key: "paper_announcement", call: "paper", flags: { paper: "announcement" }, ends: ["docx", "html"] },
  { key: "paper_self", call: "paper", flags: { paper: "self" }, ofUnit: true, ends: ["docx", "html"] },
  { key: "paper_appraisal", call: "paper", flags: { paper: "appraisal" }, ofUnit: true, ends: ["docx", "html"] },
  { key: "paper_fall", call: "paper", flags: { paper: "fall" }, ofUnit: true, before: true, ends: ["docx", "html"] },
];

function paper(app, one, units) {
  const { desk } = app;
  const save = async (end) => {
    const own = one.ofUnit ? { unit: app.chosen.unit } : {};
    const request = desk.request(one.call, { ...one.flags, ...own });
    const { head, bytes } = await app.busy(say("writing"), () => desk.ask({ ...request, lang: lang(), format: end }));
    const name = [say(one.key), own.unit].filter(Boolean).join(" ");
    if (head.end === end) download(`${named(name)}.${end}`, head.media, bytes);
    else app.say(JSON.parse(new TextDecoder().decode(bytes)).message);
  };
  return make("tr", {}, make("th", { scope: "row" }, say(one.key)),
    make("td", {}, one.ofUnit ? units : ""),
    make("td", { class: "buttons" }, one.ends.map((end) => make("button", { type: "button", "data-paper": `${one.key}-${end}`,
      onclick: () => save(end) }, say(`as_${end}`)))));
}

/** Forms for the units of the list, in one archive. */
async function forms(app) {
  const { desk } = app;
  const asked = { call: "form", framework: desk.ruler, units: desk.of("units")[0], lang: lang(), ...(desk.period ? { period: desk.period } : {}) };
  const files = await app.busy(say("writing"), async (step) => {
    const [head] = await desk.engine.call({ do: "forms", request: asked });
    if (head.error) throw new Error(told(head.error));
    const made = [];
    for (const [n, name] of head.names.entries()) {
      step(name, n + 1, head.names.length);
      const [, bytes] = await desk.engine.call({ do: "form", at: n });
      made.push([name, bytes]);
    }
    return made;
  });
  if (files.length) download("bieu.zip", "application/zip", await pack(files).arrayBuffer());
}

async function imported(app, name) {
  const [head, bytes] = await app.busy(say("reading"), () => app.desk.engine.call({ do: "import", name, lang: lang() }));
  if (head.error) return app.say(told(head.error));
  app.say(head.text);
  download(`${named(name.replace(/\.\w+$/, ""))} bo-tieu-chi.xlsx`, head.media, bytes);
}

export async function papers(app) {
  const { desk, area } = app;
  const parts = [];
  if (!desk.lacks) {
    const rows = await app.busy(say("computing"), () => desk.units());
    if (!rows.some((row) => row.unit === app.chosen.unit)) app.chosen.unit = rows[0]?.unit ?? "";
    const units = () => choice("", rows.map((row) => [row.unit, row.name || row.unit]), app.chosen.unit, (value) => { app.chosen.unit = value; return app.again(); });
    const can = (one) => !one.before || desk.of("previous").length;
    const named = () => { const made = units(); made.querySelector("select").setAttribute("aria-label", say("of_unit")); return made; };
    parts.push(make("section", {}, make("h2", {}, say("papers")),
      make("div", { class: "wide", tabindex: 0, role: "group", "aria-label": say("papers") }, make("table", { class: "papers" }, make("tbody", {}, PAPERS.filter(can).map((one) => paper(app, one, named())))))));
  }
  const ready = desk.ruler && desk.of("units").length;
  parts.push(make("section", { id: "forms" }, make("h2", {}, say("forms")), make("p", {}, say("forms_text")),
    ready ? make("button", { type: "button", class: "first", onclick: () => forms(app) }, say("make_all")) : make("p", { class: "remark" }, say("forms_need"))));
  const tables = desk.of("decision");
  parts.push(make("section", { id: "decision" }, make("h2", {}, say("decision")), make("p", {}, say("decision_text")),
    tables.length ? tables.map((name) => make("p", {}, make("button", { type: "button", class: "first", onclick: () => imported(app, name) }, `${say("make_all")}: ${name}`)))
      : make("p", { class: "remark" }, say("decision_need"))));
  area.replaceChildren(...parts);
}
