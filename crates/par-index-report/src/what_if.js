// The what-if panel: computes index, grade and rank for chosen points exactly as the command
// `what-if` does, with integers in billionths.
(() => {
  const panel = document.getElementById("what-if");
  const page = JSON.parse(document.getElementById("choices").textContent);
  const HUNDRED = 100000000000n;
  const read = (text) => {
    const parts = /^(-?)(\d{1,9})(?:[.,](\d{1,9}))?$/.exec(String(text).trim());
    if (!parts) return null;
    const value = BigInt(parts[2] + (parts[3] || "").padEnd(9, "0"));
    return parts[1] ? -value : value;
  };
  const plain = (value) => {
    const digits = String(value < 0n ? -value : value).padStart(10, "0");
    const places = digits.slice(-9).replace(/0+$/, "");
    return (value < 0n ? "-" : "") + digits.slice(0, -9) + (places && "." + places);
  };
  const halfAway = (part, whole) => {
    const half = ((part < 0n ? -part : part) * 2n + whole) / (whole * 2n);
    return part < 0n ? -half : half;
  };
  // A number in billionths as text with a fixed number of decimal places.
  const fixed = (value, digits) => plain(value).replace(/^(-?\d+)\.?(\d*)$/, (_, whole, rest) =>
    digits ? whole + "." + rest.padEnd(digits, "0") : whole);
  const rounded = (part, whole, digits) => {
    const unit = 10n ** BigInt(9 - digits);
    return halfAway(part * HUNDRED, whole * unit) * unit;
  };
  const points = (value, digits) => {
    const unit = 10n ** BigInt(9 - digits);
    return fixed(halfAway(value, unit) * unit, digits);
  };
  const said = (text) => (panel.dataset.comma === undefined ? text : text.replace(".", ","));

  const nodes = page.nodes.map(([parent, possible, obtained, open, passed]) => ({
    parent, passed, possible: read(possible), obtained: read(obtained), open: read(open),
  }));
  const total = {};
  for (const key of ["possible", "obtained", "open"]) total[key] = read(page.total[key]);
  // The other units as pairs [obtained, possible]. Within a group each is written as its distance
  // above the one before, counted in units of the group.
  const others = page.others.flatMap(([whole, unit, steps]) => {
    let at = 0n;
    return steps.split(" ").map((step) => [at += BigInt(step) * BigInt(unit), read(whole)]);
  });
  const leaves = page.leaves.map((leaf) => ({
    ...leaf, max: read(leaf.max), now: leaf.now ? read(leaf.now) : null,
    step: leaf.step ? read(leaf.step) : null, levels: leaf.levels ?? [],
  }));

  const ratio = (tally) => (tally.open === 0n && tally.possible > 0n ? [tally.obtained, tally.possible] : null);
  const above = (a, b) => a[0] * b[1] > b[0] * a[1];
  const same = (a, b) => a[0] * b[1] === b[0] * a[1];
  const reaches = (own, from) => own[0] * HUNDRED >= from * own[1];

  function rankOf(own) {
    let better = others.filter((other) => above(other, own));
    if (page.dense) {
      better.sort((a, b) => (above(a, b) ? 1 : above(b, a) ? -1 : 0));
      better = better.filter((one, n) => n === 0 || !same(one, better[n - 1]));
    }
    return better.length + 1;
  }

  function gradeOf(own, all) {
    if (page.quartiles) {
      if (!page.ranked) return null;
      const exact = ([part, whole]) => rounded(part, whole, 9);
      const values = [...others, own].map(exact).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      if (values.length < 4) return null;
      const bounds = [1, 2, 3].map((k) => {
        const at = k * (values.length - 1);
        const low = values[Math.floor(at / 4)];
        const next = values[Math.floor(at / 4) + 1] ?? low;
        return 4n * low + BigInt(at % 4) * (next - low);
      });
      const below = bounds.filter((bound) => 4n * exact(own) >= bound).length;
      return page.quartiles[3 - below] ?? null;
    }
    const holds = (floor) => !floor || floor[1].every((n) => {
      const at = ratio(all[n]);
      return all[n].passed || !at || reaches(at, read(floor[0]));
    });
    const band = page.bands.find((band) => reaches(own, read(band.from)) && holds(band.floor));
    return band ? band.label : null;
  }

  // The result of the unit with other points at some leaves; `steps` is a list of [leaf, points].
  function standing(steps) {
    const all = nodes.map((node) => ({ ...node }));
    const whole = { ...total };
    for (const [leaf, to] of steps) {
      const old = { ...all[leaf.node] };
      const now = { possible: leaf.max, obtained: to, open: 0n };
      const change = (tally) => { for (const key in now) tally[key] += now[key] - old[key]; };
      change(whole);
      for (let at = leaf.node; at !== null; at = all[at].parent) change(all[at]);
    }
    const own = ratio(whole);
    const grade = own && gradeOf(own, all);
    return {
      index: own && fixed(rounded(own[0], own[1], page.digits), page.digits),
      rank: own && page.ranked ? rankOf(own) : null,
      tied: Boolean(own && others.some((other) => same(other, own))),
      grade: grade ? grade[0] || grade[1] : null,
      label: grade ? grade[1] || grade[0] : null,
      obtained: whole.obtained, possible: whole.possible,
    };
  }

  function admitted(leaf, text) {
    const to = read(text);
    if (to === null || to < 0n || to > leaf.max) return null;
    return leaf.step !== null && to % leaf.step !== 0n ? null : to;
  }

  const cell = (kind, text, row) => {
    const made = document.createElement("td");
    made.className = kind;
    made.textContent = text;
    row.append(made);
    return made;
  };
  const body = panel.querySelector("tbody");
  const controls = leaves.map((leaf) => {
    const row = document.createElement("tr");
    cell("code", leaf.code, row);
    cell("text", leaf.name + (leaf.survey ? " (" + body.dataset.survey + ")" : ""), row);
    cell("figure", said(points(leaf.max, page.digits)), row).dataset.value = plain(leaf.max);
    const now = cell("figure", leaf.now === null ? "—" : said(points(leaf.now, page.digits)), row);
    if (leaf.now !== null) now.dataset.value = plain(leaf.now);
    const control = document.createElement(leaf.levels.length ? "select" : "input");
    control.dataset.code = leaf.code;
    control.setAttribute("aria-label", leaf.code + " " + leaf.name);
    if (leaf.levels.length) {
      if (leaf.now === null) control.append(new Option("—", ""));
      for (const [level, text] of leaf.levels) {
        control.append(new Option(said(level) + (text && ": " + text), level));
      }
    } else {
      control.inputMode = "decimal";
      control.size = 6;
      control.autocomplete = "off";
    }
    cell("text", "", row).append(control);
    body.append(row);
    return control;
  });

  const reset = () => controls.forEach((control, n) => {
    const now = leaves[n].now === null ? "" : plain(leaves[n].now);
    control.value = control.tagName === "INPUT" ? said(now) : now;
  });

  function show(side, then) {
    const put = (key, exact, text) => {
      const out = panel.querySelector("[data-" + side + "=" + key + "]");
      out.dataset.value = exact ?? "";
      out.textContent = text ?? "—";
    };
    // If points are the headline of the framework, the index is printed as points, as everywhere on
    // the page.
    const printed = () => (page.in_points
      ? said(points(then.obtained, page.digits))
      : said(then.index) + (panel.dataset.comma === undefined ? " %" : "%"));
    put("index", then.index, then.index && printed());
    put("grade", then.grade, then.label);
    put("rank", then.rank, then.rank && then.rank + (then.tied ? "=" : ""));
    put("points", plain(then.obtained), said(points(then.obtained, page.digits)) + "/" + said(points(then.possible, page.digits)));
  }

  const quoted = (text) => (/^[\w.=,-]+$/.test(text) ? text : "'" + text.replace(/'/g, "'\\''") + "'");
  function update() {
    const steps = [];
    controls.forEach((control, n) => {
      const leaf = leaves[n];
      const empty = control.value.trim() === "" && leaf.now === null;
      const to = empty ? null : admitted(leaf, control.value);
      const wrong = !empty && to === null && read(control.value) !== leaf.now;
      control.setAttribute("aria-invalid", String(wrong));
      control.title = wrong ? panel.dataset.wrong : "";
      control.closest("tr").classList.toggle("chosen", to !== null && to !== leaf.now);
      if (to !== null && to !== leaf.now) steps.push([leaf, to]);
    });
    show("then", standing(steps));
    const set = steps.map(([leaf, to]) => leaf.code + "=" + plain(to)).join(" ");
    const command = panel.querySelector("[data-command]");
    command.textContent = set && "par-index what-if … --unit " + quoted(page.unit) + " --set " + set;
    command.parentElement.hidden = !set;
  }

  panel.querySelector("[data-now=points]").parentElement.hidden = page.in_points;
  reset();
  show("now", standing([]));
  update();
  body.addEventListener("input", update);
  panel.querySelector("[data-reset]").addEventListener("click", () => { reset(); update(); });
  panel.hidden = false;
})();
