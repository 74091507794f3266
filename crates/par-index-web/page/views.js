// The views after the first: each asks the library a question and shows its page with the choices
// for it.

import { choice, make, tick } from "./dom.js";
import { list } from "./findings.js";
import { insert, show } from "./shown.js";
import { lang, say, told } from "./words.js";

/** The name of a ranked unit in the current language, else its id. */
const unitName = (row) => told({ vi: row.name, en: row.name_en ?? row.name }) || row.unit;

/** Shows a view: the choices above, the result of the request below. */
async function result(app, controls, request, more = {}) {
  const { area, desk } = app;
  const below = make("div", { id: "shown" });
  area.replaceChildren(controls.length ? make("section", { class: "controls" }, controls) : "", below);
  const head = await app.busy(say("computing"), () => show(app, below, request, more));
  if (head.code === 1 && head.end === "html" && head.errors) {
    below.prepend(make("p", { class: "strong problem" }, say("errors_left"), " ",
      make("button", { type: "button", onclick: () => app.go("files") }, say("files"))));
  }
  return { below, head, desk };
}

function missing(app, key) {
  app.area.replaceChildren(make("section", {}, make("p", { class: "strong" }, say(key)),
    make("button", { type: "button", class: "first", onclick: () => app.go("files") }, say("files"))));
}

/** A view that asks only if nothing is missing; otherwise it says what is missing. */
const needing = (view) => async (app) => {
  const lacks = app.desk.lacks;
  if (lacks) missing(app, lacks);
  else await view(app);
};

/** A drop-down list whose value is kept in `app.chosen`; a change asks the question again. */
function kept(app, label, key, options) {
  return choice(label, options, app.chosen[key], (value) => { app.chosen[key] = value; return app.again(); });
}

async function unitChoice(app, all = null) {
  const rows = await app.busy(say("computing"), () => app.desk.units());
  const options = rows.map((row) => [row.unit, `${row.rank ? `${row.rank}${row.tied ? "=" : ""} · ` : ""}${unitName(row)}`]);
  if (!all && !rows.some((row) => row.unit === app.chosen.unit)) app.chosen.unit = rows[0]?.unit ?? "";
  return kept(app, say("of_unit"), "unit", all ? [["", all], ...options] : options);
}

export const rank = needing(async (app) => {
  const group = tick(say("by_group"), app.chosen.by_group, (on) => { app.chosen.by_group = on; return app.again(); });
  await result(app, [group], app.desk.request("rank", app.chosen.by_group ? { by_group: true } : {}), { name: "xep-hang" });
});

export const fields = needing(async (app) => {
  const controls = [
    kept(app, say("level"), "level", ["field", "criterion", "leaf"].map((key) => [key, say(`level_${key}`)])),
    kept(app, say("shows"), "shows", ["obtained", "ratio", "rank", "lost"].map((key) => [key, say(`shows_${key}`)])),
  ];
  await result(app, controls, app.desk.request("table", { level: app.chosen.level, show: app.chosen.shows }), { name: "linh-vuc" });
});

export const weak = needing(async (app) => {
  const unit = await unitChoice(app, say("all_units"));
  const own = app.chosen.unit;
  const lead = tick(say("by_lead"), app.chosen.by_lead, (on) => { app.chosen.by_lead = on; return app.again(); });
  const flags = { ...(own ? { unit: own } : {}), ...(app.chosen.by_lead ? { by: "lead" } : {}) };
  await result(app, [unit, lead], app.desk.request("weak", flags), { name: `mat-diem ${own}`, unit: own || null });
});

export const unit = needing(async (app) => {
  const control = await unitChoice(app);
  if (!app.chosen.unit) return missing(app, "need_unit");
  const own = app.chosen.unit;
  await result(app, [control], app.desk.request("report", { unit: own }), { name: own, unit: own });
});

export const plan = needing(async (app) => {
  const control = await unitChoice(app);
  const { chosen } = app;
  const goals = ["rank", "target", "grade"];
  const value = make("input", { type: "text", value: chosen.value, size: 8, inputmode: "decimal", autocomplete: "off",
    onchange: () => { chosen.value = value.value.trim(); } });
  const form = make("form", { class: "goal", onsubmit: (event) => { event.preventDefault(); chosen.value = value.value.trim(); app.again(); } },
    choice(say("goal"), goals.map((key) => [key, say(`goal_${key}`)]), chosen.goal, (key) => { chosen.goal = key; }),
    make("label", {}, `${say("value")} `, value),
    tick(say("with_survey"), chosen.with_survey, (on) => { chosen.with_survey = on; }),
    make("button", { class: "first" }, say("make")));
  const of = { rank: Number, target: (text) => text.replace(",", "."), grade: (text) => text }[chosen.goal];
  const flags = { unit: chosen.unit, [chosen.goal]: of(chosen.value), ...(chosen.with_survey ? { with_survey: true } : {}) };
  await result(app, [control, form], app.desk.request("plan", flags), { name: `ke-hoach ${chosen.unit}`, unit: chosen.unit });
});

export const years = needing(async (app) => {
  if (!app.desk.of("previous").length && !app.desk.hasManifest) return missing(app, "two_years_need");
  await result(app, [], app.desk.request("compare"), { name: "hai-nam" });
});

export const verify = needing(async (app) => {
  const { desk, area } = app;
  const prints = desk.of("printed");
  const below = make("div", { id: "shown" });
  const check = async (name) => {
    const request = { ...desk.request("verify"), printed: name, lang: lang() };
    const { head, result: said } = await app.busy(say("computing"), () => desk.json(request));
    const same = head.code === 0;
    below.replaceChildren(make("section", { class: same ? "same" : "refused", role: "alert" },
      make("p", { class: "big" }, say(same ? "verify_same" : "verify_other")),
      said.kind === "error" ? make("p", {}, said.message) : null));
    if (said.kind !== "error") {
      const page = await desk.ask({ ...request, format: "html" });
      const shown = make("div", {});
      if (page.head.end === "html") insert(page.bytes, shown);
      below.append(shown);
    } else if (said.findings?.length) {
      below.append(list(app, said.findings));
    }
  };
  area.replaceChildren(make("section", {}, make("h2", {}, say("verify")), make("p", {}, say("verify_text")),
    prints.map((name) => make("p", {}, make("button", { type: "button", class: "first", onclick: () => check(name) },
      `${say("verify_do")}: ${name}`)))), below);
  if (prints.length === 1) await check(prints[0]);
});
