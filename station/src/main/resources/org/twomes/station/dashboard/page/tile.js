import { icon, make, seconds } from "./dom.js";

/** What each light says; the icon of the same name and the colour say it too. */
export const WORDS = {
  EMPTY: "Empty",
  WAITING: "Waiting",
  RUNNING: "Working",
  OPERATOR: "Your turn",
  DONE: "Done",
  REMOVE_ME: "Remove me",
  FAILED: "Failed",
  HELD: "Ask",
  UNUSABLE: "Port fault",
};

export const word = (phase) => WORDS[phase] ?? phase;

/** A tile whose parts stay and only change their text: no flicker, and a screen reader keeps its place. */
export function tile(slot, open) {
  const parts = {
    slot: make("span", { class: "slot" }),
    icon: make("span", { class: "sign" }),
    word: make("span", { class: "word" }),
    number: make("b", { class: "number" }),
    sheet: make("span", { class: "sheet" }),
    main: make("p", { class: "main" }),
    mend: make("p", { class: "mend" }),
    unit: make("p", { class: "unit" }),
    bar: make("progress", { max: 1 }),
    left: make("span", { class: "left" }),
    foot: make("span", { class: "note" }),
  };
  const node = make(
    "button",
    { type: "button", on: { click: () => open(slot.path) } },
    make("span", { class: "head" }, parts.slot, make("span", { class: "state" }, parts.icon, parts.word)),
    make("span", { class: "body" },
      make("span", { class: "place" }, parts.sheet, parts.number),
      make("span", { class: "words" }, parts.main, parts.mend)),
    parts.unit,
    make("span", { class: "foot" }, parts.foot, parts.left),
    parts.bar,
  );
  return { node, parts, phase: undefined };
}

/** Fills the tile from a slot. */
export function fill(tile, slot) {
  const { node, parts } = tile;
  const gone = !slot.present && slot.phase !== "EMPTY";
  const busy = slot.phase === "RUNNING" || slot.phase === "OPERATOR";
  const read = slot.read;
  const place = read ? read.label : slot.label;
  node.className = `tile ${read ? "READ" : slot.phase}${gone ? " gone" : ""}${place ? " placed" : ""}`;
  node.dataset.slot = slot.path;
  if (tile.phase !== slot.phase) {
    tile.phase = slot.phase;
    parts.icon.replaceChildren(icon(slot.phase));
  }
  text(parts.slot, slot.slot);
  text(parts.word, read ? "Read" : word(slot.phase));
  text(parts.number, place ? String(place.position) : "");
  text(parts.sheet, place ? `Sheet ${place.sheet}, place` : "");
  text(parts.main, main(slot));
  text(parts.mend, read ? "" : slot.trouble?.mend ?? "");
  text(parts.unit, (read ? read.name ?? read.mac : slot.name ?? slot.mac) ?? "");
  text(parts.foot, place ? `on sheet ${place.sheet}${gone ? ", pulled" : ""}` : note(slot, gone));
  text(parts.left, busy && slot.leftSeconds != null ? `${seconds(slot.leftSeconds)} left` : "");
  parts.bar.hidden = !busy && slot.phase !== "WAITING";
  parts.bar.value = slot.progress;
  parts.bar.setAttribute("aria-label", `Progress of slot ${slot.slot}`);
}

function main(slot) {
  if (slot.read) return slot.read.state;
  if (slot.trouble) return slot.trouble.sentence;
  if (slot.phase === "EMPTY") return slot.present ? "Board plugged, not taken" : "Plug a board";
  if (slot.phase === "REMOVE_ME") return "Pull the board; its label follows";
  if (slot.phase === "DONE") return slot.label ? "" : "Pull the board";
  return capital(slot.activity);
}

function note(slot, gone) {
  if (gone) return "pulled";
  if (slot.trouble) return slot.trouble.code;
  const notes = [];
  if (slot.attempt > 1) notes.push(`run ${slot.attempt}`);
  if (slot.slowed) notes.push(`slowed to ${slot.baud} baud`);
  return notes.join(", ");
}

function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function text(node, words) {
  if (node.textContent !== words) node.textContent = words;
}
