import { ask, byId, clock, make } from "./dom.js";
import { frame } from "./frame.js";
import { stateWord, table } from "./table.js";

const STATES = ["LABELLED", "REGISTERED", "IDENTIFIED", "VERIFIED", "PROGRAMMED", "CONNECTED", "FAILED", "HELD"];
const FIELDS = ["text", "state", "slot", "from", "to"];

function query() {
  const values = new URLSearchParams();
  for (const field of FIELDS) {
    const value = byId(field).value;
    if (value) values.set(field, field === "from" || field === "to" ? new Date(value).toISOString() : value);
  }
  return values.toString();
}

async function show() {
  const text = query();
  byId("csv").href = `api/units.csv?${text}`;
  try {
    const units = await ask(`api/units?${text}`);
    byId("found").textContent = units.length === 500 ? "The newest 500 units that match" : `${units.length} units`;
    byId("list").replaceChildren(table([
      ["Unit", (unit) => make("a", { href: `unit?id=${unit.id}` }, unit.name ?? unit.mac)],
      ["MAC", (unit) => make("span", { class: "code" }, unit.mac)],
      ["Result", (unit) => stateWord(unit.state)],
      ["Why", (unit) => unit.failure?.code ?? ""],
      ["Label", (unit) => (unit.label ? `${unit.label.sheet}, place ${unit.label.position}` : "")],
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
for (const field of ["text", "state", "slot"]) byId(field).value = given.get(field) ?? "";
await frame("Units");
await show();
