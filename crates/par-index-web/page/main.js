// The page: which view stands there, what is chosen, and what is done while somebody waits.

import { Desk } from "./desk.js";
import { make } from "./dom.js";
import { Broken } from "./engine.js";
import { dropped, files, take } from "./files.js";
import { papers } from "./papers.js";
import { insert, show } from "./shown.js";
import { fields, plan, rank, unit, verify, weak, years } from "./views.js";
import { lang, say, speak } from "./words.js";

const VIEWS = { files, rank, fields, weak, unit, plan, years, papers, verify };
const byId = (id) => document.getElementById(id);
const controls = (box) => [...box.querySelectorAll("button, select, input, a[href], summary, [tabindex]")];

/** Other controls in a box; the focus stays at its place. */
function redraw(box, made) {
  const focused = [...box.children].indexOf(document.activeElement);
  box.replaceChildren(...made);
  if (focused >= 0) box.children[focused]?.focus();
}

class App {
  desk = new Desk();
  area = byId("area");
  view = "files";
  draft = true;
  chairman = false;
  chosen = { unit: "", level: "field", shows: "obtained", goal: "rank", value: "1", year: "", by_group: false, by_lead: false, with_survey: false };
  #turn = 0;

  /** Shows a view; what was asked before and comes later is dropped. */
  async go(view, chosen = {}) {
    Object.assign(this.chosen, chosen);
    const same = this.view === view;
    const focused = same ? controls(this.area).indexOf(document.activeElement) : -1;
    this.view = view;
    this.draw();
    this.area.setAttribute("aria-busy", "true");
    this.#turn += 1;
    const turn = this.#turn;
    try {
      await VIEWS[view](this);
    } catch (error) {
      if (turn !== this.#turn) return;
      if (error instanceof Broken) {
        await this.desk.mend();
        this.say(say("broken_question"));
      } else {
        this.say(error.message);
      }
    }
    if (turn !== this.#turn) return;
    // Whoever chose something by keyboard goes on where he was.
    if (focused >= 0) controls(this.area)[focused]?.focus();
    this.area.setAttribute("aria-busy", "false");
  }

  /** Does what a button asks for; what goes wrong is said above the view. */
  async guarded(work) {
    try {
      await work();
    } catch (error) {
      if (error instanceof Broken) await this.desk.mend();
      this.say(error instanceof Broken ? say("broken_question") : error.message);
    }
  }

  again() {
    return this.go(this.view);
  }

  /** A sentence above the view. */
  say(text) {
    this.area.querySelector(".told")?.remove();
    this.area.prepend(make("section", { class: "told", role: "alert" }, make("pre", {}, text)));
  }

  /** Does something and says so where it takes long; a step may be told, and the person may stop it. */
  async busy(text, work) {
    const began = Date.now();
    const box = byId("busy");
    let now = text;
    const draw = () => {
      if (Date.now() - began < 400) return;
      box.hidden = false;
      byId("doing").textContent = `${now} ${Math.round((Date.now() - began) / 1000)} ${say("seconds")}`;
    };
    const clock = setInterval(draw, 200);
    try {
      return await work((name, n, all) => { now = `${text} ${name} (${n}/${all})`; draw(); });
    } finally {
      clearInterval(clock);
      box.hidden = true;
    }
  }

  /** Where a figure comes from, in a window above the page. */
  async explain(whose, node) {
    const window_ = byId("why");
    const into = byId("why-shown");
    into.replaceChildren();
    const request = this.desk.request("explain", { unit: whose, node });
    const { head, bytes } = await this.busy(say("computing"), () => this.desk.ask({ ...request, lang: lang(), format: "html" }));
    if (head.end === "html") {
      insert(bytes, into);
      // Ids stand once on a page, and what is found about other cells is none of this figure.
      into.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
      into.querySelectorAll("section:not(:first-of-type):has(> details)").forEach((one) => one.remove());
      // A sum goes on to its parts, down to the cell.
      for (const cell of into.querySelectorAll("td.code")) {
        const part = cell.textContent.trim();
        if (part) cell.replaceChildren(make("button", { type: "button", class: "figure", onclick: () => this.guarded(() => this.explain(whose, part)) }, part));
      }
    } else {
      into.textContent = JSON.parse(new TextDecoder().decode(bytes)).message;
    }
    if (!window_.open) window_.showModal();
  }

  /** What stands around the view. */
  draw() {
    document.documentElement.lang = lang();
    document.title = say("title");
    document.body.classList.toggle("chairman", this.chairman);
    byId("safe").textContent = say("safe");
    byId("why-title").textContent = say("why");
    byId("why-close").textContent = say("close");
    byId("stop").textContent = say("cancel");
    const shown = this.chairman ? ["unit", "rank"] : Object.keys(VIEWS);
    byId("views").setAttribute("aria-label", say("views"));
    redraw(byId("views"), shown.map((view) => make("button", { type: "button", "data-view": view,
      "aria-current": view === this.view ? "page" : null, onclick: () => this.go(view) }, say(view))));
    const pair = (id, label, options) => {
      byId(id).setAttribute("aria-label", label);
      redraw(byId(id), options.map(([text, on, press, more]) =>
        make("button", { type: "button", "aria-pressed": String(on), onclick: press, ...more }, text)));
    };
    pair("mode", say("mode"), [
      [say("officer"), !this.chairman, () => { this.chairman = false; return this.go("files"); }],
      [say("chairman"), this.chairman, () => { this.chairman = true; return this.go("unit"); }],
    ]);
    const speaks = (language) => () => { speak(language); return this.again(); };
    pair("language", say("language"), [
      ["Tiếng Việt", lang() === "vi", speaks("vi"), { lang: "vi" }],
      ["English", lang() === "en", speaks("en"), { lang: "en" }],
    ]);
  }
}

const app = new App();

byId("stop").addEventListener("click", () => app.desk.engine.stop());
byId("why-close").addEventListener("click", () => byId("why").close());
addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("over"); });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("over"); });
addEventListener("drop", async (event) => {
  event.preventDefault();
  document.body.classList.remove("over");
  const all = dropped(event.dataTransfer);
  await app.guarded(async () => take(app, await all));
});

app.draw();
app.area.textContent = say("starting");
try {
  await app.busy(say("starting"), () => app.desk.open());
  await app.go("files");
} catch {
  app.area.textContent = say("old_browser");
}
document.body.dataset.ready = "";
// For the console, and for tests.
globalThis.parIndex = app;
