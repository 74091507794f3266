// Figures of a page against those of results as JSON: every row of every table must be a row of a result.

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A number without what changes nothing: 2.50 is 2.5. */
export const plain = (value) => {
  const text = String(value);
  if (!NUMBER.test(text)) return null;
  const [whole, places = ""] = text.replace(/^-0(\.0*)?$/, "0").split(".");
  const rest = places.replace(/0+$/, "");
  return rest ? `${whole}.${rest}` : whole;
};

const integer = (text) => {
  const [, sign, whole, places = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const value = BigInt(whole + places.padEnd(9, "0"));
  return sign ? -value : value;
};

/** A number or a ratio `a/b` in percent, to so many places, half away from zero. */
export const percent = (exact, digits) => {
  const [part, whole] = exact.includes("/") ? exact.split("/").map(integer) : [integer(exact), 100n * 10n ** 9n];
  const unit = 10n ** BigInt(digits);
  const twice = part * 100n * unit * 2n;
  const size = ((twice < 0n ? -twice : twice) + whole) / (2n * whole);
  const text = String(size).padStart(digits + 1, "0");
  const said = digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
  return plain(twice < 0n && size ? `-${said}` : said);
};

/** All numbers that a row of a result holds. */
const numbers = (row) => {
  const found = new Set();
  const walk = (value) => {
    if (value === null || typeof value === "boolean") return;
    if (typeof value === "object") { Object.values(value).forEach(walk); return; }
    const one = plain(value);
    if (one !== null) found.add(one);
  };
  walk(row);
  return found;
};

/** What rows of pages may hold: each row of each result with what stands beside the rows. */
export const pools = (results, more = []) => [
  ...results.flatMap(({ rows, summary }) => {
    const last = rows.at(-1);
    const sums = last && (last.key === "total" || last.code === "total") ? numbers(last) : [];
    const beside = [...numbers(summary), ...sums];
    return [...rows, summary].map((row) => new Set([...numbers(row), ...beside]));
  }),
  ...more.map((row) => new Set(row.map(plain))),
];

/** Whether a figure of a page stands among those of a row: itself, both parts of a ratio, or its percentage. */
export const stands = (exact, pool, digits) => {
  if (!exact.includes("/")) return pool.has(plain(exact));
  const [part, whole] = exact.split("/").map(plain);
  return (pool.has(part) && pool.has(whole)) || pool.has(percent(exact, digits));
};
