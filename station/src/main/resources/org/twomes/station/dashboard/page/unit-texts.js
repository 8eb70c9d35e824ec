import { code, stateCell } from "./cells.js";
import { dateTime, localTime, seconds } from "./formats.js";
import { labelText } from "./label.js";

/** Results that units can be searched by. */
export const RESULTS = ["LABELLED", "REGISTERED", "IDENTIFIED", "VERIFIED", "PROGRAMMED", "CONNECTED", "FAILED", "HELD"];
/** Fields of the search, on the page as in its address. */
export const FIELDS = ["text", "state", "slot", "from", "to"];
const TIMES = new Set(["from", "to"]);
/** The station tells of no more units at once. */
const MOST_FOUND = 500;

/** The search as the station takes it: what is not filled in is left out. */
export const searchQuery = (values) =>
  new URLSearchParams(FIELDS.filter((field) => values[field]).map((field) => [field, values[field]])).toString();

/** What the fields of the search hold, as the page's address gives them. */
export function searchFields(address) {
  const given = new URLSearchParams(address);
  return Object.fromEntries(FIELDS.map((field) => {
    const value = given.get(field) ?? "";
    return [field, value && TIMES.has(field) ? localTime(new Date(value)) : value];
  }));
}

export function foundText(count) {
  if (count === MOST_FOUND) return `The newest ${MOST_FOUND} units that match`;
  return `${count} unit${count === 1 ? "" : "s"}`;
}

export const unitColumns = (locale) => [
  { head: "Unit", cell: (unit) => ({ text: unit.name ?? unit.mac, href: `unit?id=${unit.id}` }) },
  { head: "MAC", cell: (unit) => code(unit.mac) },
  { head: "Result", cell: (unit) => stateCell(unit.state) },
  { head: "Why", cell: (unit) => unit.failure?.code ?? "" },
  { head: "Label", cell: (unit) => (unit.label ? labelText(unit.label) : "") },
  { head: "Slot", cell: (unit) => unit.slot },
  { head: "Attempts", cell: (unit) => String(unit.attempts), numeric: true },
  { head: "Changed", cell: (unit) => dateTime(unit.changed, locale) },
];

/** Names and values of what is known of a unit; what is not known has no value. */
export const unitFacts = (unit, locale) => [
  ["MAC", code(unit.mac)],
  ["Type", unit.deviceType],
  ["Life", unit.life > 1 ? `${unit.life} (prepared again)` : "first"],
  ["Why", unit.failure && `${unit.failure.code}: ${unit.failure.detail}`],
  ["Firmware", unit.bundle],
  ["SHA-256", code(unit.bundleSha256)],
  ["Slot", `${unit.slot} of ${unit.station}`],
  ["First seen", dateTime(unit.created, locale)],
  ["Changed", dateTime(unit.changed, locale)],
  ["Took", seconds((Date.parse(unit.changed) - Date.parse(unit.created)) / 1000)],
];

/** What the board alone was given: a fact for each, nothing secret. */
export const dataFacts = (data) => data.map(({ given, fields }) =>
  ["Data", [given.shown, ...fields.map(({ name, content }) => `${name}: ${content}`)].join(", ")]);

/** What a supervisor is asked who gives the board's data back. */
export const dataAsked = (unit, data) =>
  `Let another board have ${data.map(({ given }) => given.shown).join(", ")} of ${unit.name ?? unit.mac}? `
    + "Its flash still holds it: take this board off the line for good.";

/** The states that an attempt came to: the first with its time, each other with the time since the one before. */
export const timelineSteps = ({ transitions }, locale) => transitions.map(({ state, at }, index) => ({
  state,
  when: index === 0
    ? dateTime(at, locale)
    : `+ ${((Date.parse(at) - Date.parse(transitions[index - 1].at)) / 1000).toFixed(1)} s`,
}));

export const noteColumns = (locale) => [
  { head: "At", cell: (note) => dateTime(note.at, locale) },
  { head: "Note", cell: (note) => note.text },
];

/** How often a label was printed again; empty for never. */
export function reprintsText(reprints) {
  if (reprints === 0) return "";
  return `printed again ${reprints === 1 ? "once" : `${reprints} times`}`;
}
