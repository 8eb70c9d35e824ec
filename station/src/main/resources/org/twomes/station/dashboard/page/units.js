import { ask, byId, clock, local, make } from "./dom.js";
import { frame } from "./frame.js";
import { labelWords } from "./label.js";
import { stateWord, table } from "./table.js";

const STATES = ["LABELLED", "REGISTERED", "IDENTIFIED", "VERIFIED", "PROGRAMMED", "CONNECTED", "FAILED", "HELD"];
const FIELDS = ["text", "state", "slot", "from", "to"];

function query() {
  const values = new URLSearchParams();
  for (const field of FIELDS) {
    const value = byId(field).value;
    if (value) values.set(field, value);
  }
  return values.toString();
}

async function show() {
  const text = query();
  byId("csv").href = `api/units.csv?${text}`;
  history.replaceState(null, "", text ? `?${text}` : location.pathname);
  try {
    const units = await ask(`api/units?${text}`);
    byId("found").textContent = units.length === 500 ? "The newest 500 units that match" : `${units.length} unit${units.length === 1 ? "" : "s"}`;
    byId("list").replaceChildren(table([
      ["Unit", (unit) => make("a", { href: `unit?id=${unit.id}` }, unit.name ?? unit.mac)],
      ["MAC", (unit) => make("span", { class: "code" }, unit.mac)],
      ["Result", (unit) => stateWord(unit.state)],
      ["Why", (unit) => unit.failure?.code ?? ""],
      ["Label", (unit) => (unit.label ? labelWords(unit.label) : "")],
      ["Slot", (unit) => unit.slot],
      ["Attempts", (unit) => String(unit.attempts), true],
      ["Changed", (unit) => clock(unit.changed)],
    ], units, "No unit matches."));
  } catch (problem) {
    byId("found").textContent = problem.message;
  }
}

byId("state").append(...STATES.map((state) => make("option", { value: state }, state.toLowerCase())));
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
const given = new URLSearchParams(location.search);
for (const field of FIELDS) {
  const value = given.get(field) ?? "";
  byId(field).value = value && (field === "from" || field === "to") ? local(new Date(value)) : value;
}
await frame("Units");
await show();
