// The npm package in Node: `npm pack`, unpacked, imported by its name, the example of its page, the command's seal.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { command, root } from "./browser/common.mjs";

const folder = mkdtempSync(join(tmpdir(), "par-index-npm-"));
const source = join(folder, "source");
cpSync(join(root, "crates/par-index-web/npm"), source, { recursive: true });
cpSync(join(root, "target/web/par_index.wasm"), join(source, "par_index.wasm"));
const packed = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { cwd: source, stdio: ["ignore", "pipe", "ignore"] }));
const own = join(folder, "user/node_modules/par-index");
mkdirSync(own, { recursive: true });
execFileSync("tar", ["-xzf", join(folder, packed[0].filename), "-C", own, "--strip-components=1"]);
const example = /```js\n([\s\S]+?)```/.exec(readFileSync(join(own, "README.md"), "utf8"))[1];
const more = `
import assert from "node:assert/strict";
assert.equal(book.bytes[0], 80);
assert.equal(office.look("xa.json").is, "input");
assert.equal(office.ask({ call: "no-such" }).kind, "error");
assert.throws(() => office.put("../up", ""), { name: "Error" });
assert.equal(office.remove("xa.json"), true);
assert.throws(() => office.file("xa.json"), /no file/);
`;
writeFileSync(join(folder, "user/test.mjs"), example + more);
const said = execFileSync(process.execPath, ["test.mjs"], { cwd: join(folder, "user") }).toString();
const native = JSON.parse(execFileSync(command, ["rank", "-f", "hon-quan-2023", "samples/communes-2023.json", "--format", "json"], { cwd: root, maxBuffer: 1 << 28 }));
assert.equal(said, `${native.rows[0].unit} ${native.seal}\n`);
console.log(`ok   the npm package of ${packed[0].files.length} files, ${(packed[0].size / 1e6).toFixed(2)} MB, gives the command's seal`);
rmSync(folder, { recursive: true, force: true });
