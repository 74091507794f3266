// The desk: the files that the user has given, the role that each one plays, and the requests that
// are made of them.

import { Engine } from "./engine.js";
import { say, told } from "./words.js";

/**
 * The largest file accepted, in bytes; a larger one is refused with a message, and the command can
 * read it.
 */
export const LIMIT = 128 * 1024 * 1024;
export const MANIFEST = "par-index.toml";

/** The roles of files that a question takes beside framework, inputs and units. */
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
  /** Whether the user chose which points count; if not, the stages found in the files decide. */
  basisChosen = false;
  period = "";
  #ranked = null;
  #changed = 0;

  async open() {
    this.engine.start();
    [this.known] = await this.engine.call({ do: "known" });
  }

  /** Drops everything computed from the files, after any of them changed. */
  touch() {
    this.#ranked = null;
    this.#changed += 1;
  }

  /** A number that changes with every change of the desk. */
  get state() {
    return this.#changed;
  }

  /** Adds files one after the other; the callback `step` is told the name and number of each. */
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

  /**
   * Finds out the role of each file. Frameworks among the files come first, because the other files
   * are read under them.
   */
  async #settle(names, step) {
    const open = () => names.filter((name) => !this.files.get(name)?.problem);
    const rulers = () => [...this.files.values()].filter((one) => one.is === "ruler").map((one) => one.name);
    for (const again of [false, true]) {
      const under = this.ruler ? [this.ruler] : rulers();
      // A second pass is needed only if the first found a framework that it did not know at the
      // start.
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
    // Without a framework file, the framework under which most files could be read is chosen.
    const votes = new Map();
    for (const { said } of this.files.values()) if (said.ruler) votes.set(said.ruler, (votes.get(said.ruler) ?? 0) + 1);
    const [most] = [...votes].sort((a, b) => b[1] - a[1]);
    this.ruler = rulers().at(-1) ?? most?.[0] ?? "";
  }

  /** Starts a new engine after the old one broke, and gives it all files of the desk. */
  async mend() {
    this.engine.start();
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

  /** The key of the sentence that says what is missing before a question can be asked; null if nothing is. */
  get lacks() {
    if (this.hasManifest) return null;
    if (!this.of("input").length) return "need_input";
    return this.ruler ? null : "need_ruler";
  }

  /**
   * The request for a question, with the files it is asked of. If a manifest is on the desk, the
   * manifest names the files.
   */
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

  /** Asks a question; the answer is `{ head, bytes }`. */
  async ask(request) {
    const [head, bytes] = await this.engine.call({ do: "ask", request });
    return { head, bytes };
  }

  async json(request) {
    const { head, bytes } = await this.ask(request);
    return { head, result: JSON.parse(new TextDecoder().decode(bytes)) };
  }

  /** The rows of the ranking in its order, computed once until something changes. */
  async units() {
    if (this.lacks) return [];
    this.#ranked ??= this.json(this.request("rank")).then(({ result }) => result.rows ?? []);
    return this.#ranked.catch((error) => {
      this.#ranked = null;
      throw error;
    });
  }

  /** The text of a manifest with which the command gives the same answers as this page. */
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
