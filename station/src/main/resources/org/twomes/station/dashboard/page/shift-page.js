import { Actions } from "./actions.js";
import { confirm, openDialog, say } from "./dialogs.js";
import { byId, make } from "./dom.js";
import { dateTime, localTime } from "./formats.js";
import { period, periodQuery, shiftChoices } from "./period.js";
import { Plots } from "./plots.js";
import { csvName, failureColumns, groupColumns, shiftCards, stageColumns } from "./shift-texts.js";
import { table } from "./table.js";

/** The page with the figures of a shift. */
export class ShiftPage {
  #session;
  #actions;
  #plots = new Plots();
  /** Of the configuration. */
  #shifts = [];
  /** The figures that the page shows, as text: what is unchanged is not drawn again. */
  #shown;

  constructor(session) {
    this.#session = session;
    this.#actions = new Actions(session, say, confirm);
  }

  /** Has the controls do what they say. */
  connectControls() {
    byId("stretch").addEventListener("submit", (event) => {
      event.preventDefault();
      this.show();
    });
    byId("preset").addEventListener("change", () => this.#choose());
    byId("day").addEventListener("change", () => this.show());
    byId("print").addEventListener("click", () => window.print());
    byId("retry").addEventListener("click", () =>
      this.#actions.act("registrations/retry", {}, "Try all waiting registrations now?", "Retry").then(() => this.show()));
    byId("bundle").addEventListener("click", () => this.#changeBundle());
  }

  /** Offers the configuration's shifts, after the whole day, and what the user may do. */
  async offer() {
    this.#shifts = await this.#session.ask("api/shifts");
    byId("preset").querySelector("option")
      .after(...shiftChoices(this.#shifts).map(({ value, text }) => make("option", { value }, text)));
    byId("retry").hidden = byId("bundle").hidden = !this.#session.isSupervisor;
    byId("day").value = localTime(new Date()).slice(0, "yyyy-mm-dd".length);
  }

  /** Shows the figures of the chosen time. */
  async show() {
    const problem = byId("problem");
    try {
      const query = this.#query();
      const shift = await this.#session.ask(`api/shift?${query}`);
      problem.hidden = true;
      showLinks(query);
      showCards(shift);
      byId("span").textContent = `${dateTime(shift.from)} – ${dateTime(shift.to)}`;
      const figures = JSON.stringify([shift.figures, shift.stages]);
      if (figures === this.#shown) return;
      this.#shown = figures;
      this.#showPlots(shift);
      showTables(shift);
    } catch (fault) {
      problem.textContent = fault.message;
      problem.hidden = false;
    }
  }

  #query() {
    const [choice, day, from, to] = ["preset", "day", "from", "to"].map((id) => byId(id).value);
    return periodQuery(period({ choice, day, from, to }, this.#shifts, new Date()));
  }

  #showPlots({ figures, stages }) {
    this.#plots.hours(byId("hours"), figures.hours);
    this.#plots.failures(byId("pareto"), figures.failures);
    this.#plots.stages(byId("times"), stages);
    this.#plots.slots(byId("places"), figures.slots);
  }

  #choose() {
    const own = byId("preset").value === "own";
    document.querySelectorAll("[data-for]").forEach((field) => { field.hidden = (field.dataset.for === "own") !== own; });
    if (!own) this.show();
  }

  async #changeBundle() {
    const { available, current } = await this.#session.ask("api/bundles");
    const choice = make("select", { "aria-label": "Firmware for the next boards" },
      available.map((name) => make("option", { value: name, selected: name === current }, name)));
    openDialog({ "aria-labelledby": "bundle-title" }, (close) => [
      make("h2", { id: "bundle-title" }, "Firmware for the next boards"),
      choice,
      make("div", { class: "buttons" },
        make("button", { type: "button", on: { click: () => close() } }, "Cancel"),
        make("button", { type: "button", class: "primary", on: { click: () => close("choose") } }, "Choose")),
    ], (answer) => {
      if (answer !== "choose") return;
      this.#actions.act("bundle", { bundle: choice.value },
        `Give ${choice.value} to the next boards? It is checked first; running boards keep theirs.`, "Change");
    });
  }
}

function showLinks(query) {
  document.querySelectorAll("[data-csv]").forEach((link) => {
    link.href = `api/shift.csv?table=${link.dataset.csv}&${query}`;
    link.setAttribute("aria-label", csvName(link.dataset.csv));
  });
}

function showCards(shift) {
  byId("cards").replaceChildren(...shiftCards(shift, new Date()).map(({ title, value, note, kind }) =>
    make("section", { class: `card ${kind ?? ""}` }, make("h2", {}, title), make("b", {}, value), make("p", {}, note))));
}

function showTables({ figures: { failures, slots, firmware }, stages }) {
  byId("failures").replaceChildren(table(failureColumns(), failures, "No failures."));
  byId("stages").replaceChildren(table(stageColumns, stages));
  byId("slots").replaceChildren(table(groupColumns("Slot"), slots));
  byId("firmware").replaceChildren(table(groupColumns("Bundle"), firmware));
}
