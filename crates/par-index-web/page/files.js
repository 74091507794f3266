// The first view: the user adds files and sees how each was understood, which framework applies,
// and what is wrong with the data.

import { MANIFEST } from "./desk.js";
import { choice, download, make, tick } from "./dom.js";
import { counted, list } from "./findings.js";
import { lang, say, told } from "./words.js";
import { pack, unpack } from "./zip.js";

const KINDS = ["input", "previous", "units", "ruler", "decision", "efforts", "letter", "progress", "printed", "aside"];

/** The files that were dropped on the page, with their paths where a folder was dropped. */
export async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files].map((file) => [file.name, file]);
  const found = [];
  const walk = async (entry, path) => {
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed));
      found.push([path + entry.name, file]);
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) break;
      for (const one of some) await walk(one, `${path}${entry.name}/`);
    }
  };
  // If a single folder was dropped its name is left out of the paths.
  const alone = entries.length === 1 && entries[0].isDirectory;
  for (const entry of entries) await walk(entry, "");
  const prefix = alone ? `${entries[0].name}/` : "";
  return found.map(([name, file]) => [name.startsWith(prefix) ? name.slice(prefix.length) : name, file]);
}

/** The files chosen in a file dialog, with paths relative to the chosen folder. */
export const picked = (input) => [...input.files].map((file) =>
  [file.webkitRelativePath ? file.webkitRelativePath.split("/").slice(1).join("/") : file.name, file]);

/**
 * Puts files on the desk. A saved draft (ZIP) is replaced by the files it contains; hidden files
 * and lock files of office programs are skipped.
 */
export async function take(app, all) {
  const hidden = ([name]) => !name.split("/").some((part) => part.startsWith("~$") || part.startsWith("."));
  const files = [];
  for (const [name, file] of all.filter(hidden)) {
    const draft = /\.zip$/i.test(name) ? await unpack(file).catch(() => null) : null;
    if (draft) files.push(...draft.map(([own, bytes]) => [own, new File([bytes], own)]));
    else files.push([name, file]);
  }
  if (!files.length) return;
  await app.busy(say("reading"), (step) => app.desk.add(files, step));
  await app.go("files");
}

/** Shows the page with sample data of the library, at one click. */
export async function demonstrate(app) {
  await app.desk.clear();
  const [, bytes] = await app.desk.engine.call({ do: "file", name: "communes-2023" });
  await take(app, [["communes-2023.json", new File([bytes], "communes-2023.json")]]);
}

async function save(app) {
  const files = [];
  for (const one of app.desk.files.values()) {
    if (!one.problem) files.push([one.name, new Uint8Array(await one.file.arrayBuffer())]);
  }
  if (!app.desk.hasManifest && !app.desk.lacks) files.unshift([MANIFEST, new TextEncoder().encode(app.desk.manifest())]);
  download("par-index.zip", "application/zip", await pack(files).arrayBuffer());
}

/** The cell that says what was read from a file, or why nothing was. */
function holds(one) {
  if (one.problem) return make("strong", { class: "problem" }, one.problem);
  const { said } = one;
  if (said.long) return say("long_file");
  if (one.is === "input" || one.is === "previous") {
    if (!said.values) return make("strong", { class: "problem" }, say("nothing_read"));
    const names = said.names.map((unit) => told(unit) || unit.id).join(", ") + (said.units > said.names.length ? ", …" : "");
    const stages = said.stages.map((stage) => say(`stage_${stage}`)).join(", ");
    return [`${said.units} ${say("units_read")}: ${names}`, make("small", {},
      `${said.values} ${say("values_read")} (${stages}) · ${said.periods.join(", ")} · ${say("read_under")} ${said.ruler}`),
      said.not_read ? make("small", { class: "problem" }, `${said.not_read} ${say("not_read")}`) : ""];
  }
  if (said.units) return `${said.units} ${say("units_read")}`;
  if (said.leaves) return [told(said.title), make("small", {}, `${said.leaves} ${say("leaves")} · ${said.hash ?? ""}`)];
  return said.call ?? "";
}

function table(app, findings) {
  const { desk } = app;
  const head = ["file", "is", "holds", "found"].map((key) => make("th", { scope: "col" }, say(key)));
  const row = (one) => {
    const kinds = one.is === "manifest" || one.is === "result" ? [one.is] : KINDS;
    const kind = make("select", { "aria-label": `${say("is")}: ${one.name}`, disabled: Boolean(one.problem), onchange: async () => {
      one.is = kind.value;
      if (one.is === "ruler") desk.ruler = one.name;
      desk.touch();
      await app.go("files");
    } }, kinds.map((is) => make("option", { value: is, selected: is === one.is }, say(`is_${is}`))));
    const own = findings.filter((finding) => finding.file === one.name);
    return make("tr", { class: one.problem ? "error" : null },
      make("th", { scope: "row", class: "path" }, one.name),
      make("td", {}, kind),
      make("td", { class: "says" }, holds(one)),
      make("td", {}, counted(own)),
      make("td", {}, make("button", { type: "button", "aria-label": `${say("remove")}: ${one.name}`, title: say("remove"),
        onclick: async () => { await desk.remove(one.name); await app.go("files"); } }, "✕")));
  };
  return make("div", { class: "wide", tabindex: 0, role: "group", "aria-label": say("files") },
    make("table", { class: "files" }, make("thead", {}, make("tr", {}, head, make("td", {}))),
      make("tbody", {}, [...desk.files.values()].map(row))));
}

/** The choices of framework, of the points that count, and of the period. */
function chosen(app) {
  const { desk } = app;
  const change = (key) => async (value) => { desk[key] = value; desk.touch(); await app.go("files"); };
  const own = [...desk.files.values()].filter((one) => one.is === "ruler").map((one) => [one.name, `${one.name} (${told(one.said.title)})`]);
  const kind = (one) => say(`provenance_${one.provenance}`);
  const title = (one) => (told(one.title).includes(kind(one)) ? told(one.title) : `${told(one.title)} (${kind(one)})`);
  const embedded = desk.known.rulers.map((one) => [one.id, `${one.id} · ${title(one)}`]);
  const periods = [...new Set([...desk.files.values()].flatMap((one) => one.said.periods ?? []))].sort();
  return make("div", { class: "chosen" },
    choice(say("ruler"), [["", say("no_ruler")], ...own, ...embedded], desk.ruler, change("ruler")),
    choice(say("basis"), ["final", "appraised", "self"].map((key) => [key, say(`basis_${key}`)]), desk.basis, (value) => { desk.basisChosen = true; return change("basis")(value); }),
    periods.length > 1 ? choice(say("period"), [["", say("latest")], ...periods.map((one) => [one, one])], desk.period, change("period")) : null);
}

function entrance(app) {
  const pick = (folder) => {
    const input = make("input", { type: "file", multiple: true, webkitdirectory: folder, hidden: true,
      onchange: () => app.guarded(() => take(app, picked(input))) });
    return [input, make("button", { type: "button", class: folder ? null : "first", onclick: () => input.click() },
      say(folder ? "pick_folder" : "pick"))];
  };
  return make("section", { id: "drop", class: app.desk.files.size ? "small" : null },
    make("p", { class: "big" }, say("drop")),
    app.desk.files.size ? null : make("p", { class: "remark" }, say("kinds")),
    make("p", { class: "buttons" }, pick(false), pick(true),
      make("button", { type: "button", id: "demo", onclick: () => app.guarded(() => demonstrate(app)) }, say("demo"))));
}

export async function files(app) {
  const { desk, area } = app;
  const empty = desk.files.size === 0;
  const parts = [entrance(app)];
  if (empty) {
    parts.push(make("section", {}, make("h2", {}, say("first_steps")),
      make("ol", {}, [1, 2, 3].map((n) => make("li", {}, say(`step_${n}`))))));
    area.replaceChildren(...parts);
    return;
  }
  let rows = [];
  let refused = null;
  if (!desk.lacks) {
    const asked = desk.request("check", app.draft ? { draft: true } : {});
    const { result } = await app.busy(say("computing"), () => desk.json({ ...asked, lang: lang() }));
    if (result.kind === "error") refused = result;
    rows = result.kind === "error" ? result.findings ?? [] : result.findings ?? result.rows ?? [];
  }
  parts.push(make("section", {}, chosen(app),
    make("p", { class: "buttons" },
      make("button", { type: "button", onclick: () => app.guarded(() => save(app)), title: say("save_help") }, say("save")),
      make("button", { type: "button", onclick: async () => { await desk.clear(); await app.go("files"); } }, say("clear"))),
    make("p", { class: "remark" }, say("save_help"))));
  // The findings are shown above the list of files.
  parts.push(make("section", { id: "findings" }, make("h2", {}, say("findings"), " ", counted(rows)),
    desk.lacks ? make("p", { class: "strong" }, say(desk.lacks)) : null,
    refused ? make("p", { class: "strong problem" }, refused.message) : null,
    desk.lacks ? null : tick(say("findings_draft"), app.draft, async (on) => { app.draft = on; await app.go("files"); }),
    rows.length ? list(app, rows) : desk.lacks || refused ? null : make("p", {}, say("findings_none"))));
  parts.push(make("section", {}, make("h2", {}, `${say("files")} (${desk.files.size})`), table(app, rows)));
  area.replaceChildren(...parts);
}
