import { Actions } from "./actions.js";
import { confirm, say } from "./dialogs.js";
import { byId, make } from "./dom.js";
import { labelColumns, printText, sheetColumns, sheetText } from "./sheet-texts.js";
import { table } from "./table.js";

/** The page of all label sheets, and of the chosen one. */
export class SheetsPage {
  #session;
  #actions;

  constructor(session) {
    this.#session = session;
    this.#actions = new Actions(session, say, confirm);
  }

  /** Has the controls do what they say. */
  connectControls() {
    byId("flush").addEventListener("click", () => this.#act("sheets/flush", {}, "Finish the open sheet and make its PDF?", "Finish"));
    byId("void").addEventListener("click", () => this.#act("sheets/void", {}, "Leave the next place of the open sheet free?", "Void"));
    byId("void-one").addEventListener("click", () => {
      const position = byId("torn").valueAsNumber;
      if (position) this.#act("sheets/void", { position }, `Leave place ${position} of the open sheet free?`, "Void");
      else byId("torn").focus();
    });
    byId("start").addEventListener("click", () => {
      const position = Number(byId("position").value);
      this.#act("sheets/start", { position },
        `Start a sheet whose first free place is ${position}? The open one is finished first.`, "Start");
    });
  }

  /** Shows what the user may do, all sheets, and the one with this number; the newest where none is given. */
  async show(number) {
    byId("tools").hidden = !this.#session.isSupervisor;
    const sheets = await this.#list();
    const chosen = number ?? sheets[0]?.number;
    if (chosen) await this.#open(chosen);
  }

  #act(path, order, question, button) {
    this.#actions.act(path, order, question, button).then(() => this.show());
  }

  async #list() {
    const { sheets } = await this.#session.ask("api/sheets");
    byId("list").replaceChildren(
      table(sheetColumns((number) => this.#open(number)), sheets, "No sheet yet: the first label opens one."));
    return sheets;
  }

  async #open(number) {
    for (const row of byId("list").querySelectorAll("tbody tr")) {
      row.setAttribute("aria-current", String(row.querySelector("button").textContent === number));
    }
    const { sheet, labels, print } = await this.#session.ask(`api/sheet?number=${encodeURIComponent(number)}`);
    byId("sheet").replaceChildren(...[
      make("header", {}, make("h2", {}, `Sheet ${sheet.number}`)),
      make("p", { class: "quiet" }, sheetText(sheet)),
      print && make("p", { id: "print", class: print.state === "FAILED" ? "bad" : "quiet" }, printText(print)),
      this.#session.isSupervisor && sheet.state === "RELEASED" && sheet.file && this.#reprintButton(sheet.number),
      picture(number),
      table(labelColumns(), labels, "No label on it yet."),
    ].filter(Boolean));
  }

  #reprintButton(number) {
    const press = () => this.#actions.act("sheets/reprint", { sheet: number },
      `Make sheet ${number} again? Every label on it is marked as a reprint and counted.`, "Reprint").then(() => this.#open(number));
    return make("div", { class: "buttons" }, make("button", { type: "button", on: { click: press } }, "Reprint sheet"));
  }
}

function picture(number) {
  const image = make("img", { class: "preview", src: `api/sheet.png?number=${encodeURIComponent(number)}`, alt: `Preview of sheet ${number}` });
  image.addEventListener("error", () => image.replaceWith(make("p", { class: "quiet" }, "There is no picture of this sheet.")));
  return image;
}
