import { act } from "./act.js";
import { ask, byId, clock, make } from "./dom.js";
import { frame, isSupervisor } from "./frame.js";
import { labelState } from "./label.js";
import { stateWord, table } from "./table.js";

const PRINTING = {
  DUE: "To be printed", SENDING: "Goes to the printer", SENT: "With the printer", DONE: "Printed", FAILED: "Not printed",
};

async function list() {
  const { sheets } = await ask("api/sheets");
  byId("list").replaceChildren(table([
    ["Sheet", (sheet) => make("button", { type: "button", on: { click: () => show(sheet.number) } }, sheet.number)],
    ["State", (sheet) => stateWord(sheet.state)],
    ["Used", (sheet) => `${sheet.used} of ${sheet.capacity}`, true],
    ["Template", (sheet) => sheet.template],
    ["Opened", (sheet) => clock(sheet.opened)],
  ], sheets, "No sheet yet: the first label opens one."));
  return sheets;
}

async function show(number) {
  for (const row of byId("list").querySelectorAll("tbody tr")) {
    row.setAttribute("aria-current", String(row.querySelector("button").textContent === number));
  }
  const { sheet, labels, print } = await ask(`api/sheet?number=${encodeURIComponent(number)}`);
  const picture = make("img", { class: "preview", src: `api/sheet.png?number=${encodeURIComponent(number)}`, alt: `Preview of sheet ${number}` });
  picture.addEventListener("error", () => picture.replaceWith(make("p", { class: "quiet" }, "There is no picture of this sheet.")));
  byId("sheet").replaceChildren(...[
    make("header", {}, make("h2", {}, `Sheet ${sheet.number}`)),
    make("p", { class: "quiet" }, [`${sheet.used} of ${sheet.capacity} places used`,
      sheet.firstPosition > 1 ? `from place ${sheet.firstPosition}` : "", sheet.file].filter(Boolean).join(", ")),
    print && make("p", { id: "print", class: print.state === "FAILED" ? "bad" : "quiet" },
      [`${PRINTING[print.state]}${print.job ? ` (job ${print.job})` : ""}`, print.detail].filter(Boolean).join(": ")),
    isSupervisor() && sheet.state === "RELEASED" && sheet.file && make("div", { class: "buttons" },
      make("button", { type: "button", on: { click: () => act("sheets/reprint", { sheet: sheet.number },
        `Make sheet ${sheet.number} again? Every label on it is marked as a reprint and counted.`, "Reprint").then(() => show(number)) } }, "Reprint sheet")),
    picture,
    table([
      ["Place", (label) => String(label.position), true],
      ["Unit", (label) => make("a", { href: `unit?id=${label.unit}` }, label.name)],
      ["Type", (label) => label.deviceType], ["Slot", (label) => label.slot],
      ["At", (label) => clock(label.at)], ["Valid", (label) => labelState(label) || "yes"], ["Reprints", (label) => String(label.reprints), true],
    ], labels, "No label on it yet."),
  ].filter(Boolean));
}

async function changed() {
  const sheets = await list();
  if (sheets.length > 0) await show(sheets[0].number);
}

byId("flush").addEventListener("click", () => act("sheets/flush", {}, "Finish the open sheet and make its PDF?", "Finish").then(changed));
byId("void").addEventListener("click", () => act("sheets/void", {}, "Leave the next place of the open sheet free?", "Void").then(changed));
byId("void-one").addEventListener("click", () => {
  const position = byId("torn").valueAsNumber;
  if (position) act("sheets/void", { position }, `Leave place ${position} of the open sheet free?`, "Void").then(changed);
  else byId("torn").focus();
});
byId("start").addEventListener("click", () => {
  const position = Number(byId("position").value);
  act("sheets/start", { position }, `Start a sheet whose first free place is ${position}? The open one is finished first.`, "Start").then(changed);
});
await frame("Sheets");
byId("tools").hidden = !isSupervisor();
const sheets = await list();
const chosen = new URLSearchParams(location.search).get("number") ?? sheets[0]?.number;
if (chosen) await show(chosen);
