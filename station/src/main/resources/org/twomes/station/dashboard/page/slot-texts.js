import { approvalQuestion } from "./approval.js";
import { dateTime, joined, seconds } from "./formats.js";
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
/** Their run is over. */
const ENDED = new Set(["DONE", "REMOVE_ME", "FAILED", "HELD"]);
const BAD = new Set(["FAILED", "HELD", "UNUSABLE"]);
/** What an operator has to hear of beside bad news. */
const SPOKEN = new Set(["DONE", "OPERATOR"]);

export const phaseText = (phase) => PHASES[phase] ?? phase;

/** What a slot is called as it is now: a board that was pulled says nothing of the slot any more. */
export const stateText = (slot) => (isGone(slot) ? "Pulled" : phaseText(slot.phase));

/** The stage that a slot is on the way to, as "2/6 program"; empty for a state that is none. */
export function stageText(state) {
  const names = Object.keys(STAGES);
  return names.includes(state) ? `${names.indexOf(state) + 1}/${names.length} ${STAGES[state]}` : "";
}

/** Whether a change to this phase is bad news. */
export const isBad = (phase) => BAD.has(phase);

const isBusy = (slot) => BUSY.has(slot.phase);

/** Whether its board was pulled after its run: the slot is free for the next one. */
const isGone = (slot) => !slot.present && ENDED.has(slot.phase);

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
    icon: isGone(slot) ? "EMPTY" : phase,
    phase: read ? "Read" : stateText(slot),
    number: label ? String(labelNumber(label)) : "",
    sheet: label ? labelSheet(label) : "",
    main,
    remedy: read || isGone(slot) ? "" : slot.trouble?.remedy ?? "",
    unit: (read ? read.name ?? read.mac : slot.name ?? slot.mac) ?? "",
    note: noteText(slot),
    progressShown: !read && (isBusy(slot) || phase === "WAITING"),
    progressName: `Progress of slot ${slot.slot}`,
  };
}

function mainText(slot) {
  const { read, trouble, phase, present, label, activity } = slot;
  if (read) return read.state.toLowerCase();
  if (isGone(slot)) return "Free: plug the next board";
  if (trouble) return trouble.sentence;
  if (phase === "EMPTY") return present ? "Board plugged, not taken" : "Plug a board";
  if (phase === "REMOVE_ME") return "Pull the board; its label follows";
  if (phase === "DONE") return label ? "" : "Pull the board";
  return capital(activity);
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
  ]);
}

/** The time that a run still takes, counted down since the station told it at {@code slot.heard}; both in ms of one clock. */
export function leftText(slot, now) {
  if (slot.read || !isBusy(slot) || slot.leftSeconds == null) return "";
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

/** How many slots are busy, done and to be pulled, failed, and held; one whose board was pulled is free, and none of these. */
export function counts(slots) {
  const sums = { busy: 0, done: 0, failed: 0, held: 0 };
  for (const slot of slots) {
    const { phase } = slot;
    if (isGone(slot)) continue;
    if (BUSY.has(phase) || phase === "WAITING") sums.busy++;
    if (phase === "DONE" || phase === "REMOVE_ME") sums.done++;
    if (phase === "FAILED" || phase === "UNUSABLE") sums.failed++;
    if (phase === "HELD") sums.held++;
  }
  return sums;
}

/** What the operator does about a slot as it is now, and why. */
export function slotAdvice(slot) {
  const { trouble, phase, label, activity, present } = slot;
  if (isGone(slot)) return { toDo: "Plug the next board.", why: trouble ? `The board that was here: ${trouble.sentence}` : "" };
  if (trouble) return { toDo: trouble.remedy, why: trouble.sentence };
  switch (phase) {
    case "EMPTY": return present
      ? { toDo: "Pull the board and plug it again.", why: "This board was not taken." }
      : { toDo: "Plug a board.", why: "" };
    case "DONE": return { toDo: "Pull the board.", why: label ? `Its label: ${labelText(label)}.` : "It is ready." };
    case "REMOVE_ME": return { toDo: "Pull the board.", why: "Its label follows." };
    case "OPERATOR": return { toDo: `${capital(activity)}.`, why: "The board waits for you." };
    default: return { toDo: "Leave the board plugged.", why: capital(activity) };
  }
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Names and values of a slot's particulars; what is not known has no value. {@code now} in ms since 1970. */
export const slotFacts = (slot, now, locale) => [
  ["Unit", slot.name],
  ["MAC", slot.mac],
  ["Stage", stageText(slot.stage)],
  ["Doing", slot.activity],
  ["Fault", slot.trouble && joined([slot.trouble.code, slot.trouble.detail], ": ")],
  ["Label", slot.label && labelText(slot.label)],
  ["Rate", slot.baud ? `${slot.baud} baud${slot.slowed ? " (slowed)" : ""}` : ""],
  ["Run", slot.attempt ? String(slot.attempt) : ""],
  ["Since", `${dateTime(slot.since, locale)} (${seconds((now - Date.parse(slot.since)) / 1000)})`],
  ["Path", slot.path],
];

/** What a supervisor may do with a slot: each action's name, path and order, and the question that is asked before. */
export function slotActions(slot) {
  const actions = [];
  if (slot.present) {
    actions.push({
      name: "Run again", path: "slot/run", order: { slot: slot.path },
      question: `Run the board in slot ${slot.slot} again from the start?`,
    });
  }
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

/** The name of the one action that a slot's state asks for; undefined where there is nothing to do but to read. */
export function primaryAction(slot) {
  if (isGone(slot)) return undefined;
  if (slot.phase === "HELD" && slot.mac) return "Approve";
  return slot.phase === "FAILED" || slot.phase === "UNUSABLE" ? "Run again" : undefined;
}
