// Puts the page that the library makes of a result into this page, and links each figure to its
// explanation.

import { download, make, named } from "./dom.js";
import { reportScript, whatIfScript } from "./report.js";
import { lang, say } from "./words.js";

const text = (bytes) => new TextDecoder().decode(bytes);

/** The file formats in which a result can be saved. */
const FORMATS = [["xlsx", "as_xlsx"], ["docx", "as_docx"], ["html", "as_html"], ["csv", "as_csv"], ["json", "as_json"]];

/** Puts the main part of a page of the library into an element, with the line of the seal below it. */
export function insert(html, area) {
  const parsed = new DOMParser().parseFromString(text(html), "text/html");
  const main = parsed.querySelector("main");
  if (!document.querySelector("svg.patterns")) document.body.prepend(document.importNode(parsed.querySelector("svg.patterns"), true));
  Object.assign(document.body.dataset, parsed.body.dataset);
  area.replaceChildren(...[...main.childNodes].map((node) => document.importNode(node, true)));
  const seal = parsed.querySelector("footer p");
  if (seal) area.append(make("p", { class: "seal" }, seal.textContent));
  return area;
}

/** Asks a question and shows its page, with buttons to save it and to explain its figures. */
export async function show(app, area, request, { name, unit = null, formats = FORMATS } = {}) {
  const { desk } = app;
  const { head, bytes } = await desk.ask({ ...request, lang: lang(), format: "html" });
  if (head.end !== "html") {
    area.replaceChildren(refused(bytes));
    return head;
  }
  insert(bytes, area);
  area.prepend(bar(app, request, name ?? request.call, formats));
  reportScript();
  if (area.querySelector("#what-if")) whatIfScript();
  if (area.querySelector("[data-unit], td.code") || unit) explained(app, area, unit);
  return head;
}

/** The message that says why a question was not answered, with its findings. */
function refused(bytes) {
  const error = JSON.parse(text(bytes));
  const findings = (error.findings ?? []).map((one) => make("li", { class: one.severity }, one.message ?? ""));
  return make("section", { class: "refused", role: "alert" }, make("p", { class: "strong" }, error.message ?? ""), make("ul", {}, findings));
}

/** The buttons that save a result in each format, and one that prints it. */
function bar(app, request, name, formats) {
  const save = async (end) => {
    const how = end === "csv" ? { excel: true } : {};
    const { head, bytes } = await app.busy(say("writing"), () =>
      app.desk.ask({ ...request, ...how, lang: lang(), format: end }));
    if (head.end === end) download(`${named(name)}.${end}`, head.media, bytes);
    else app.area.prepend(refused(bytes));
  };
  return make("div", { class: "bar", role: "group", "aria-label": say("downloads") },
    make("span", {}, say("downloads"), ":"),
    formats.map(([end, key]) => make("button", { type: "button", "data-save": end, onclick: () => app.guarded(() => save(end)) }, say(key))),
    make("button", { type: "button", onclick: () => print() }, say("print")));
}

/** Turns each figure in a row about a unit and a node into a button that explains the figure. */
function explained(app, area, unit) {
  const code = (text) => (/^\d+(\.\d+)*$/.test(text?.trim() ?? "") ? text.trim() : null);
  for (const table of area.querySelectorAll("table")) {
    if (table.closest("#what-if, figure, details.data")) continue;
    const columns = [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => code(cell.textContent));
    for (const row of table.tBodies[0]?.rows ?? []) {
      const whose = row.dataset.unit ?? unit;
      if (!whose) continue;
      const own = code(row.querySelector("td.code")?.textContent);
      if (!own && !row.dataset.unit && !row.classList.contains("strong")) continue;
      [...row.cells].forEach((cell, n) => {
        if (!cell.matches("td[data-value], .long td:not(.text, .code, .mark, .bar, :empty)") || cell.querySelector("a, button")) return;
        const node = own ?? columns[n] ?? "total";
        const button = make("button", { type: "button", class: "figure", title: `${say("why")}: ${node}`,
          onclick: () => app.guarded(() => app.explain(whose, node)) });
        button.append(...cell.childNodes);
        cell.append(button);
      });
      const name = row.querySelector("td.name, .long th");
      if (row.dataset.unit && name && !name.querySelector("a, button")) {
        const button = make("button", { type: "button", class: "figure",
          onclick: () => app.go("unit", { unit: row.dataset.unit }) });
        button.append(...name.childNodes);
        name.append(button);
      }
    }
  }
}
