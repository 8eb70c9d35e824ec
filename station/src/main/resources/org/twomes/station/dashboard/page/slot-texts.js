import { approvalQuestion } from "./approval.js";
import { joined, seconds } from "./formats.js";
import { labelNumber, labelSheet, labelText } from "./label.js";

/** What each phase of a slot is called; the icon of the same name and the colour say it too. */
const PHASES = {
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

const BUSY = new Set(["RUNNING", "OPERATOR"]);
const BAD = new Set(["FAILED", "HELD", "UNUSABLE"]);
/** What an operator has to hear of beside bad news. */
const SPOKEN = new Set(["DONE", "OPERATOR"]);

export const phaseText = (phase) => PHASES[phase] ?? phase;

/** The stage that a slot is on the way to, as "2/6 program"; empty for a state that is none. */
export function stageText(state) {
  const names = Object.keys(STAGES);
  return names.includes(state) ? `${names.indexOf(state) + 1}/${names.length} ${STAGES[state]}` : "";
}

/** Whether a change to this phase is bad news. */
export const isBad = (phase) => BAD.has(phase);

const isBusy = (slot) => BUSY.has(slot.phase);

const isGone = (slot) => !slot.present && slot.phase !== "EMPTY";

/**
 * What a slot's tile shows.
 *
 * @param slot as the station tells it, with what was {@code read} from its board, if it was
 */
export function tileTexts(slot) {
  const { read, phase } = slot;
  const label = read ? read.label : slot.label;
  const main = mainText(slot);
  return {
    classes: joined(["tile", read ? "READ" : phase, isGone(slot) && "gone", label && "placed", label && main && "both"], " "),
    slot: slot.slot,
    phase: read ? "Read" : phaseText(phase),
    number: label ? String(labelNumber(label)) : "",
    sheet: label ? labelSheet(label) : "",
    main,
    remedy: read ? "" : slot.trouble?.remedy ?? "",
    unit: (read ? read.name ?? read.mac : slot.name ?? slot.mac) ?? "",
    note: noteText(slot),
    progressShown: isBusy(slot) || phase === "WAITING",
    progressName: `Progress of slot ${slot.slot}`,
  };
}

function mainText({ read, trouble, phase, present, label, activity }) {
  if (read) return read.state.toLowerCase();
  if (trouble) return trouble.sentence;
  if (phase === "EMPTY") return present ? "Board plugged, not taken" : "Plug a board";
  if (phase === "REMOVE_ME") return "Pull the board; its label follows";
  if (phase === "DONE") return label ? "" : "Pull the board";
  return activity.charAt(0).toUpperCase() + activity.slice(1);
}

function noteText(slot) {
  if (slot.read) return "";
  const busy = isBusy(slot);
  return joined([
    slot.trouble?.code,
    slot.trouble && STAGES[slot.stage] && `at ${STAGES[slot.stage]}`,
    busy && stageText(slot.stage),
    busy && slot.attempt > 1 && `run ${slot.attempt}`,
    busy && slot.slowed && `${slot.baud} baud`,
    isGone(slot) && "pulled",
  ]);
}

/** The time that a run still takes, counted down since the station told it at {@code slot.heard}; both in ms of one clock. */
export function leftText(slot, now) {
  if (!isBusy(slot) || slot.leftSeconds == null) return "";
  return `${seconds(Math.max(1, slot.leftSeconds - (now - slot.heard) / 1000))} left`;
}

/** What is said aloud of a slot that came to this phase; undefined for what nobody has to hear. */
export function announcement(slot) {
  if (!BAD.has(slot.phase) && !SPOKEN.has(slot.phase)) return undefined;
  const label = slot.label ? `, ${labelText(slot.label)}` : "";
  return `Slot ${slot.slot}: ${phaseText(slot.phase)}${label}. ${slot.trouble?.sentence ?? ""}`;
}

/** What is said aloud of a board that was read. */
export const readText = (slot, board) => `Slot ${slot.slot}: ${board.name ?? board.mac}, ${board.state}`;

/** How many slots are busy, done and to be pulled, failed, and held. */
export function counts(slots) {
  const sums = { busy: 0, done: 0, failed: 0, held: 0 };
  for (const { phase, present } of slots) {
    if (BUSY.has(phase) || phase === "WAITING") sums.busy++;
    if ((phase === "DONE" || phase === "REMOVE_ME") && present) sums.done++;
    if (phase === "FAILED" || phase === "UNUSABLE") sums.failed++;
    if (phase === "HELD") sums.held++;
  }
  return sums;
}

/** Names and values of a slot's particulars; what is not known has no value. {@code now} in ms since 1970. */
export const slotFacts = (slot, now) => [
  ["Unit", slot.name],
  ["MAC", slot.mac],
  ["Stage", stageText(slot.stage)],
  ["Doing", slot.activity],
  ["What happened", slot.trouble?.sentence],
  ["What to do", slot.trouble?.remedy],
  ["Particulars", slot.trouble && joined([slot.trouble.code, slot.trouble.detail], ": ")],
  ["Label", slot.label && labelText(slot.label)],
  ["Rate", slot.baud ? `${slot.baud} baud${slot.slowed ? " (slowed)" : ""}` : ""],
  ["Run", slot.attempt ? String(slot.attempt) : ""],
  ["Since", seconds((now - Date.parse(slot.since)) / 1000)],
  ["Path", slot.path],
];

/** What a supervisor may do with a slot: each action's name, path and order, and the question that is asked before. */
export function slotActions(slot) {
  const actions = [{
    name: "Run again", path: "slot/run", order: { slot: slot.path },
    question: `Run the board in slot ${slot.slot} again from the start?`,
  }];
  if (slot.mac && slot.phase === "HELD") {
    actions.push({
      name: "Approve", path: "approve", order: { mac: slot.mac },
      question: approvalQuestion(slot.name ?? slot.mac, { stage: slot.stage, code: slot.trouble?.code }),
    });
  }
  actions.push({
    name: "Release slot", path: "slot/release", order: { slot: slot.path }, question: `Forget what slot ${slot.slot} shows?`,
  });
  return actions;
}
