// A dossier is opened once and asked as often as one likes. Run from the repository's root.
const { spawn } = require("node:child_process");
const { readFileSync } = require("node:fs");
const { createInterface } = require("node:readline");

const door = spawn(process.env.PAR_INDEX ?? "par-index", ["call", "--serve"], {
  stdio: ["pipe", "pipe", "inherit"],
});
const answers = createInterface({ input: door.stdout })[Symbol.asyncIterator]();

// One request a line, one answer a line, in the same order.
async function say(line) {
  door.stdin.write(line.trim() + "\n");
  const reply = JSON.parse((await answers.next()).value);
  if (reply.kind === "error") throw new Error(reply.message);
  return reply;
}
const ask = (call, flags = {}) =>
  say(JSON.stringify({ at: "samples", index: "communes", call, ...flags }));

(async () => {
  await say(readFileSync("examples/calling/open.json", "utf8"));
  const ranking = await ask("rank");
  for (const row of ranking.rows.slice(0, 3)) {
    const [weak] = (await ask("weak", { unit: row.unit, top: 1 })).rows;
    console.log([row.rank, row.unit, row.ratio, weak.code, weak.lost].join("\t"));
  }
  console.log(`seal ${ranking.seal}`);
  door.stdin.end();
})();
