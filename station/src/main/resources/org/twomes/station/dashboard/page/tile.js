import { icon, make, seconds } from "./dom.js";
import { labelNumber, labelSheet } from "./label.js";

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

const STAGES = {
  CONNECTED: "connect",
  PROGRAMMED: "program",
  VERIFIED: "prove",
  IDENTIFIED: "identify",
  REGISTERED: "register",
  LABELLED: "label",
};

export const word = (phase) => WORDS[phase] ?? phase;

/** The stage a slot is on the way to, as "2/6 program". */
export function stage(state) {
  const names = Object.keys(STAGES);
  return names.includes(state) ? `${names.indexOf(state) + 1}/${names.length} ${STAGES[state]}` : "";
}

/** A tile whose parts stay and only change their text: no flicker, and a screen reader keeps its place. */
export function tile(slot, open) {
  const parts = {
    slot: make("span", { class: "slot" }),
    icon: make("span", { class: "sign" }),
    word: make("span", { class: "word" }),
    number: make("b", { class: "number" }),
    sheet: make("span", { class: "sheet" }),
    main: make("p", { class: "main" }),
    remedy: make("p", { class: "remedy" }),
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
      make("span", { class: "place" }, parts.number, parts.sheet),
      make("span", { class: "words" }, parts.main, parts.remedy)),
    parts.unit,
    make("span", { class: "foot" }, parts.foot, parts.left),
    parts.bar,
  );
  return { node, parts, phase: undefined, looks: undefined, said: undefined };
}

/** Fills the tile from a slot. */
export function fill(tile, slot) {
  const { node, parts } = tile;
  const gone = !slot.present && slot.phase !== "EMPTY";
  const busy = isBusy(slot);
  const read = slot.read;
  const place = read ? read.label : slot.label;
  const says = main(slot);
  const remedy = read ? "" : slot.trouble?.remedy ?? "";
  const looks = ["tile", read ? "READ" : slot.phase, gone && "gone", place && "placed", place && says && "both"]
    .filter(Boolean).join(" ");
  node.dataset.slot = slot.path;
  if (tile.phase !== slot.phase) {
    tile.phase = slot.phase;
    parts.icon.replaceChildren(icon(slot.phase));
  }
  text(parts.slot, slot.slot);
  text(parts.word, read ? "Read" : word(slot.phase));
  text(parts.number, place ? String(labelNumber(place)) : "");
  const sheet = place ? labelSheet(place) : "";
  text(parts.sheet, sheet);
  if (place) node.style.setProperty("--letters", sheet.length);
  text(parts.main, says);
  text(parts.remedy, remedy);
  text(parts.unit, (read ? read.name ?? read.mac : slot.name ?? slot.mac) ?? "");
  text(parts.foot, note(slot, gone));
  parts.bar.hidden = !busy && slot.phase !== "WAITING";
  parts.bar.value = slot.progress;
  parts.bar.setAttribute("aria-label", `Progress of slot ${slot.slot}`);
  if (tile.looks !== looks || tile.said !== says + remedy) {
    Object.assign(tile, { looks, said: says + remedy });
    fitWords(tile);
  }
  tick(tile, slot);
}

/** The share of their room that words may fill, so that they do not touch what stands above and below. */
const FULL = 0.94;

/** Sets the words so large that all of them can be read. */
export function fitWords({ node, looks }) {
  const words = node.querySelector(".words");
  for (const size of ["", " long", " longest"]) {
    node.className = looks + size;
    if (words.offsetHeight <= words.parentNode.clientHeight * FULL) return;
  }
}

/** Counts the time left down; {@code slot.heard} is when the station said it. */
export function tick(tile, slot) {
  const known = isBusy(slot) && slot.leftSeconds != null;
  const left = known ? slot.leftSeconds - (performance.now() - slot.heard) / 1000 : 0;
  text(tile.parts.left, known ? `${seconds(Math.max(1, left))} left` : "");
}

const isBusy = (slot) => slot.phase === "RUNNING" || slot.phase === "OPERATOR";

function main(slot) {
  if (slot.read) return slot.read.state.toLowerCase();
  if (slot.trouble) return slot.trouble.sentence;
  if (slot.phase === "EMPTY") return slot.present ? "Board plugged, not taken" : "Plug a board";
  if (slot.phase === "REMOVE_ME") return "Pull the board; its label follows";
  if (slot.phase === "DONE") return slot.label ? "" : "Pull the board";
  return capital(slot.activity);
}

function note(slot, gone) {
  if (slot.read) return "";
  const notes = [];
  if (slot.trouble) notes.push(slot.trouble.code);
  if (slot.trouble && STAGES[slot.stage]) notes.push(`at ${STAGES[slot.stage]}`);
  if (isBusy(slot)) notes.push(stage(slot.stage));
  if (isBusy(slot) && slot.attempt > 1) notes.push(`run ${slot.attempt}`);
  if (isBusy(slot) && slot.slowed) notes.push(`${slot.baud} baud`);
  if (gone) notes.push("pulled");
  return notes.filter(Boolean).join(", ");
}

function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function text(node, words) {
  if (node.textContent !== words) node.textContent = words;
}
