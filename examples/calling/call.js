// One JSON request in, one JSON result out: the ranking inside one block, from Node.
// Run from the repository's root.
const { execFileSync } = require("node:child_process");
const { readFileSync } = require("node:fs");

const request = {
  call: "rank",
  framework: "hon-quan-2023",
  inputs: JSON.parse(readFileSync("samples/communes-2023.json", "utf8")),
  by_group: true,
};

// `call` exits 1 when a unit's data have errors: the result is there all the same.
const reply = JSON.parse(
  execFileSync(process.env.PAR_INDEX ?? "par-index", ["call"], { input: JSON.stringify(request) }),
);
for (const row of reply.rows.filter((row) => row.group === "town")) {
  console.log([row.rank ?? "-", row.name, row.ratio ?? row.state].join("\t"));
}
console.log(`seal ${reply.seal}`);
