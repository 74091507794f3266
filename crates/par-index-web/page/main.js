// The page: switches between views, keeps the user's choices, and shows progress during long work.

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

/** Replaces the controls in a box and keeps the keyboard focus at its position. */
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

  /** Shows a view. If the user goes on to another view meanwhile, errors of the earlier one are dropped. */
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
    // Restores the keyboard focus, so that a keyboard user goes on at the same control.
    if (focused >= 0) controls(this.area)[focused]?.focus();
    this.area.setAttribute("aria-busy", "false");
  }

  /** Runs the work of a button; an error is shown above the view. */
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

  /** Shows a message above the view. */
  say(text) {
    this.area.querySelector(".told")?.remove();
    this.area.prepend(make("section", { class: "told", role: "alert" }, make("pre", {}, text)));
  }

  /**
   * Runs work and shows its progress if it takes long; `work` may report its steps, and the user
   * can stop it.
   */
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

  /** Opens a window that explains where a figure of a unit comes from. */
  async explain(whose, node) {
    const window_ = byId("why");
    const into = byId("why-shown");
    into.replaceChildren();
    const request = this.desk.request("explain", { unit: whose, node });
    const { head, bytes } = await this.busy(say("computing"), () => this.desk.ask({ ...request, lang: lang(), format: "html" }));
    if (head.end === "html") {
      insert(bytes, into);
      // Ids must be unique on the page, so those of the explanation are removed; so are its
      // findings about other cells.
      into.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
      const found = [...into.querySelectorAll("section")].slice(1).filter((one) => one.querySelector(":scope > details"));
      found.forEach((one) => one.remove());
      // The codes of a sum's parts become buttons that explain the part, down to the single cell.
      for (const cell of into.querySelectorAll("td.code")) {
        const part = cell.textContent.trim();
        if (part) cell.replaceChildren(make("button", { type: "button", class: "figure", onclick: () => this.guarded(() => this.explain(whose, part)) }, part));
      }
    } else {
      into.textContent = JSON.parse(new TextDecoder().decode(bytes)).message;
    }
    if (!window_.open) window_.showModal();
  }

  /** Draws everything around the view: titles, the list of views, the choices of mode and language. */
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
// The application is reachable from the console and from tests.
globalThis.parIndex = app;
