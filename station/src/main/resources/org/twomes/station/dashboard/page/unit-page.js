import { Actions } from "./actions.js";
import { approvalQuestion } from "./approval.js";
import { stateCell } from "./cells.js";
import { confirm, say } from "./dialogs.js";
import { byId, make } from "./dom.js";
import { labelNumber, labelSheet, labelState, labelText } from "./label.js";
import { cellNode, factList, table } from "./table.js";
import { dataAsked, dataFacts, noteColumns, reprintsText, timelineSteps, unitFacts } from "./unit-texts.js";

/** The page of one unit. */
export class UnitPage {
  #session;
  #actions;
  #id;

  constructor(session, id) {
    this.#session = session;
    this.#actions = new Actions(session, say, confirm);
    this.#id = id;
  }

  /** Shows the unit as the station has it now. */
  async show() {
    try {
      const { unit, attempts, reprints, deadLabels, data } = await this.#session.ask(`api/unit?id=${encodeURIComponent(this.#id)}`);
      document.title = `${unit.name ?? unit.mac} · twomes-station`;
      byId("unit").replaceChildren(make("div", { class: "page" },
        make("section", { class: "columns" }, this.#unitPanel(unit, data), labelPanel(unit.label, reprints, deadLabels)),
        attempts.map(attemptPanel).reverse()));
    } catch (problem) {
      byId("unit").replaceChildren(make("p", { class: "empty", role: "alert" }, problem.message));
    }
  }

  #unitPanel(unit, data) {
    return make("section", { class: "panel" },
      make("header", {}, make("h2", {}, unit.name ?? unit.mac), cellNode(stateCell(unit.state))),
      factList([...unitFacts(unit), ...dataFacts(data)]),
      make("div", { class: "buttons" }, this.#session.isSupervisor && [
        unit.label?.state === "VALID" && this.#button("Reprint label", "unit/reprint", { unit: unit.id },
          `Make the label of ${unit.name} again? It is marked as a reprint and counted.`, "Reprint"),
        this.#button("Approve for another run", "approve", { mac: unit.mac },
          approvalQuestion(unit.name ?? unit.mac, unit.state === "HELD" ? unit.failure : undefined), "Approve"),
        data.length > 0 && this.#button("Give its data back", "unit-data/release", { mac: unit.mac },
          dataAsked(unit, data), "Give back"),
      ]));
  }

  #button(name, path, order, question, button) {
    const press = () => this.#actions.act(path, order, question, button).then(() => this.show());
    return make("button", { type: "button", on: { click: press } }, name);
  }
}

function labelPanel(label, reprints, deadLabels) {
  return make("section", { class: "panel" }, make("h2", {}, "Label"),
    label
      ? make("div", {}, make("p", { class: "place-big" }, String(labelNumber(label))),
        make("p", { class: "sheet-name" }, "on ", make("a", { href: `sheets?number=${encodeURIComponent(label.sheet)}` }, labelSheet(label))),
        labelState(label) && make("p", { class: "bad" }, `Not valid: ${labelState(label)}`),
        reprints > 0 && make("p", { class: "quiet" }, reprintsText(reprints)))
      : make("p", { class: "quiet" }, "It has none yet."),
    deadLabels.map((dead) => make("p", { class: "bad" }, `Earlier label: ${labelText(dead.place)}`)));
}

function attemptPanel(attempt) {
  return make("section", { class: "panel" },
    make("header", {}, make("h2", {}, `Attempt ${attempt.ordinal}`), cellNode(stateCell(attempt.state))),
    make("p", { class: "quiet" }, `Slot ${attempt.slot} of ${attempt.station}, ${attempt.bundle}`),
    make("ol", { class: "timeline" }, timelineSteps(attempt).map(({ state, when }) =>
      make("li", { class: state }, make("b", {}, state.toLowerCase()), when))),
    attempt.failure && make("p", {}, make("b", { class: "code" }, attempt.failure.code), ` ${attempt.failure.detail}`),
    attempt.notes.length > 0 && table(noteColumns(), attempt.notes),
    attempt.bootLog && make("details", {}, make("summary", {}, "Boot log (tokens masked)"),
      make("pre", { tabindex: "0" }, attempt.bootLog)));
}
