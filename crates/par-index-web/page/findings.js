// The findings about the data: errors first, each with the place of its cell.

import { download, make } from "./dom.js";
import { lang, say } from "./words.js";

const MOST = 60;
const ORDER = ["error", "warning", "note"];

/** The number of findings of each severity, as labels. */
export function counted(rows) {
  const names = { error: "errors_count", warning: "warnings_count", note: "notes_count" };
  const parts = ORDER.map((severity) => [severity, rows.filter((row) => row.severity === severity).length]);
  return parts.filter(([, count]) => count).map(([severity, count]) =>
    make("span", { class: `count ${severity}` }, `${count} ${say(names[severity])}`));
}

/** The place of a finding inside its file: sheet, then cell, line or JSON pointer. */
function place(row) {
  const cell = row.cell ? `${say("cell")} ${row.cell}` : row.line ? `${say("line")} ${row.line}` : row.pointer ?? "";
  return [row.sheet, cell].filter(Boolean).join(", ");
}

/** A table of the first findings (at most `MOST`), with a button that saves all of them as a file. */
export function list(app, rows, { files = true, save: saves = true } = {}) {
  const sorted = ORDER.flatMap((severity) => rows.filter((row) => row.severity === severity));
  const head = [say("severity"), ...(files ? [say("file")] : []), say("place"), say("whose"), say("says"), say("read"), say("wanted")];
  const row = (one) => make("tr", { class: `is-${one.severity}` },
    make("td", {}, make("span", { class: `count ${one.severity}` }, say(one.severity))),
    files ? make("td", { class: "path" }, one.file ?? "") : null,
    make("td", { class: "place" }, place(one)),
    make("td", {}, [one.name || one.unit, one.node].filter(Boolean).join(", ")),
    make("td", { class: "says" }, one.message, one.suggestion ? make("small", {}, one.suggestion) : null),
    make("td", {}, one.found ? make("q", {}, one.found) : ""),
    make("td", {}, one.expected ?? ""));
  const save = async () => {
    const { bytes, head: said } = await app.desk.ask(app.desk.request("check", { excel: true, lang: lang(), format: "csv" }));
    download("loi-canh-bao.csv", said.media, bytes);
  };
  return make("div", { class: "wide", tabindex: 0, role: "group", "aria-label": say("findings") },
    make("table", { class: "found" },
      make("thead", {}, make("tr", {}, head.map((text) => make("th", { scope: "col" }, text)))),
      make("tbody", {}, sorted.slice(0, MOST).map(row))),
    make("p", { class: "remark" },
      sorted.length > MOST ? `${sorted.length - MOST} ${say("more_findings")} ` : "",
      saves ? make("button", { type: "button", onclick: save }, say("as_csv")) : ""));
}
