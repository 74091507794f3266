// Packs the page: one HTML file of the engine, the script, the style. `node pack.mjs ENGINE.wasm OUT.html`.
// The same input gives the same bytes.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const report = join(here, "../par-index-report/src");
const read = (...path) => readFileSync(join(here, ...path), "utf8");

/** The scripts of reports, as functions that run whenever a report is put into the page. */
function reports() {
  const body = (file) => readFileSync(join(report, file), "utf8");
  return `function reportScript() {\n${body("script.js")}}\nfunction whatIfScript() {\n${body("what_if.js")}}\n`;
}

/** One script of a module and all that it imports, each once and before whoever needs it. */
function joined(first) {
  const done = new Set();
  const names = new Map();
  const parts = [];
  const add = (file) => {
    if (done.has(file)) return;
    done.add(file);
    const text = file.endsWith("/page/report.js") ? reports() : readFileSync(file, "utf8");
    const own = text.replace(/^import [^;]*? from "(.+?)";\n/gm, (_, from) => {
      add(resolve(dirname(file), from));
      return "";
    }).replace(/^export /gm, "");
    // All stand in one scope.
    for (const [, name] of own.matchAll(/^(?:async )?(?:function|class|const|let) (\w+)/gm)) {
      if (names.has(name)) throw new Error(`${name} stands in ${names.get(name)} and in ${file}`);
      names.set(name, file);
    }
    parts.push(own);
  };
  add(join(here, first));
  const whole = parts.join("\n");
  if (/<\/script|<!--/i.test(whole)) throw new Error("a script would end before its end");
  return whole;
}

const [, , engine, out] = process.argv;
const wasm = readFileSync(engine);
const script = joined("page/main.js");
const worker = joined("page/worker.js");
const style = readFileSync(join(report, "style.css"), "utf8") + read("page/style.css");
const version = /^version = "(.+)"$/m.exec(read("../../Cargo.toml"))[1];
const hash = createHash("sha256").update(script).digest("base64");
// Only this script runs, nothing is fetched, nothing is sent: not even a form.
const policy = [
  "default-src 'none'",
  `script-src 'sha256-${hash}' 'wasm-unsafe-eval'`,
  "worker-src blob:",
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");
const packed = gzipSync(wasm, { level: 9 }).toString("base64");
const parts = { policy, style, version, engine: packed, worker, script };
const page = read("page/index.html").replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
writeFileSync(out, page);
const mebi = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
console.log(`${out}: ${mebi(page.length)} (engine ${mebi(wasm.length)}, packed ${mebi(packed.length)})`);
console.log(`sha256 ${createHash("sha256").update(page).digest("hex")}`);
