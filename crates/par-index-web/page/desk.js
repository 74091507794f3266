// The desk: which files lie on it, what each is taken for, and what is asked of them.

import { Engine } from "./engine.js";
import { say, told } from "./words.js";

/** Larger files are refused with a sentence; the command reads them. */
export const LIMIT = 128 * 1024 * 1024;
export const MANIFEST = "par-index.toml";

/** Which files a question takes beside framework, inputs and units. */
const BESIDE = {
  weak: ["previous"], table: ["previous"], compare: ["previous"], paper: ["previous"],
  plan: ["efforts"], report: ["previous", "efforts"], "directive-papers": [],
};
const UNDATED = new Set(["compare", "diff"]);

export class Desk {
  engine = new Engine();
  files = new Map();
  known = null;
  ruler = "";
  basis = "final";
  /** Whether somebody chose which points count; else the stages that were read say so. */
  basisChosen = false;
  period = "";
  #ranked = null;
  #changed = 0;

  async open() {
    await this.engine.start();
    [this.known] = await this.engine.call({ do: "known" });
  }

  /** Everything that was made of the files is made anew. */
  touch() {
    this.#ranked = null;
    this.#changed += 1;
  }

  /** Tells apart the states of the desk. */
  get state() {
    return this.#changed;
  }

  /** Adds files, one after the other; `step` is told of each. */
  async add(all, step) {
    for (const [n, [name, file]] of all.entries()) {
      step?.(name, n + 1, all.length);
      await this.#put({ name, file, size: file.size, is: "aside", said: {} });
    }
    await this.#settle(all.map(([name]) => name), step);
    const stages = new Set([...this.files.values()].flatMap((one) => one.said.stages ?? []));
    if (!this.basisChosen) this.basis = stages.has("survey") || !stages.has("self") ? "final" : stages.has("appraised") ? "appraised" : "self";
    this.touch();
  }

  async #put(entry) {
    if (entry.size > LIMIT) {
      this.files.set(entry.name, { ...entry, problem: say("too_large", { limit: LIMIT >> 20 }) });
      return;
    }
    try {
      const [said] = await this.engine.call({ do: "put", name: entry.name }, entry.file);
      this.files.set(entry.name, said.error ? { ...entry, problem: told(said.error) } : entry);
    } catch {
      await this.mend();
      this.files.set(entry.name, { ...entry, problem: say("broken") });
    }
  }

  /** Finds out what files are; a ruler among them first, for it tells what the others say. */
  async #settle(names, step) {
    const open = () => names.filter((name) => !this.files.get(name)?.problem);
    const rulers = () => [...this.files.values()].filter((one) => one.is === "ruler").map((one) => one.name);
    for (const again of [false, true]) {
      const under = this.ruler ? [this.ruler] : rulers();
      // The second time only where a ruler turned up that the first did not know.
      if (again && (this.ruler || !under.length)) break;
      for (const [n, name] of open().entries()) {
        const entry = this.files.get(name);
        if (again && entry.is === "ruler") continue;
        step?.(name, n + 1, names.length);
        try {
          const [said] = await this.engine.call({ do: "look", name, rulers: under });
          Object.assign(entry, { said, is: said.is });
        } catch {
          await this.mend();
          this.files.set(name, { ...entry, is: "aside", problem: say("broken") });
        }
      }
    }
    if (this.ruler) return;
    // What most files were read under.
    const votes = new Map();
    for (const { said } of this.files.values()) if (said.ruler) votes.set(said.ruler, (votes.get(said.ruler) ?? 0) + 1);
    const [most] = [...votes].sort((a, b) => b[1] - a[1]);
    this.ruler = rulers().at(-1) ?? most?.[0] ?? "";
  }

  /** After the engine broke: a new one, with all that lay on the desk. */
  async mend() {
    await this.engine.start();
    for (const one of this.files.values()) {
      if (one.problem) continue;
      await this.engine.call({ do: "put", name: one.name }, one.file).catch(() => {});
    }
  }

  async remove(name) {
    this.files.delete(name);
    await this.engine.call({ do: "remove", name });
    if (this.ruler === name) this.ruler = "";
    this.touch();
  }

  async clear() {
    for (const name of [...this.files.keys()]) await this.remove(name);
    Object.assign(this, { ruler: "", period: "", basis: "final", basisChosen: false });
  }

  of(is) {
    return [...this.files.values()].filter((one) => one.is === is && !one.problem).map((one) => one.name);
  }

  get hasManifest() {
    return this.files.has(MANIFEST) && !this.files.get(MANIFEST).problem;
  }

  /** What is still missing before anything can be asked; a key of the words, or nothing. */
  get lacks() {
    if (this.hasManifest) return null;
    if (!this.of("input").length) return "need_input";
    return this.ruler ? null : "need_ruler";
  }

  /** A request with the files it is asked of, as the manifest of a folder would say them. */
  request(call, flags = {}, extra = {}) {
    const parts = {};
    if (!this.hasManifest) {
      parts.framework = this.ruler;
      parts.inputs = this.of("input");
      const [units] = this.of("units");
      if (units) parts.units = units;
      for (const part of BESIDE[call] ?? []) {
        const names = this.of(part);
        if (names.length) parts[part] = part === "efforts" ? names[0] : names;
      }
      if (this.basis !== "final" && !["check", "join", "intake", "verify"].includes(call)) parts.basis = this.basis;
    }
    if (this.period && !UNDATED.has(call)) parts.period = this.period;
    return { call, ...parts, ...flags, ...extra };
  }

  /** An answer: `{ head, bytes }`. */
  async ask(request) {
    const [head, bytes] = await this.engine.call({ do: "ask", request });
    return { head, bytes };
  }

  async json(request) {
    const { head, bytes } = await this.ask(request);
    return { head, result: JSON.parse(new TextDecoder().decode(bytes)) };
  }

  /** The units in the order of the ranking, once until something changes. */
  async units() {
    if (this.lacks) return [];
    this.#ranked ??= this.json(this.request("rank")).then(({ result }) => result.rows ?? []);
    return this.#ranked.catch((error) => {
      this.#ranked = null;
      throw error;
    });
  }

  /** The manifest that the command needs to say the same. */
  manifest() {
    const text = (value) => JSON.stringify(value);
    const list = (is) => `[${this.of(is).map(text).join(", ")}]`;
    const lines = [];
    if (this.basis !== "final") lines.push(`basis = ${text(this.basis)}`);
    if (this.period) lines.push(`period = ${text(this.period)}`);
    for (const key of ["units", "efforts"]) if (this.of(key).length) lines.push(`${key} = ${text(this.of(key)[0])}`);
    lines.push("", "[[index]]", `framework = ${text(this.ruler)}`, `inputs = ${list("input")}`);
    if (this.of("previous").length) lines.push(`previous = ${list("previous")}`);
    return `${lines.join("\n")}\n`;
  }
}
