import { approvalQuestion } from "./approval.js";
import { dateTime, joined, seconds } from "./formats.js";
import { labelNumber, labelSheet, labelText } from "./label.js";
import { own } from "./language.js";
import { TEXTS } from "./texts.js";

const BUSY = new Set(["RUNNING", "OPERATOR"]);
/** Their run is over. */
const ENDED = new Set(["DONE", "REMOVE_ME", "FAILED", "HELD"]);
const BAD = new Set(["FAILED", "HELD", "UNUSABLE"]);
/** What an operator has to hear of beside bad news. */
const SPOKEN = new Set(["DONE", "OPERATOR"]);

/** What each phase of a slot is called; the icon of the same name and the colour say it too. */
export const phaseText = (phase) => TEXTS.phases[phase] ?? phase;

/** What a slot is called as it is now: a board that was pulled says nothing of the slot any more. */
export const stateText = (slot) => (isGone(slot) ? TEXTS.pulled : phaseText(slot.phase));

/** The stage that a slot is on the way to, as "2/6 program"; empty for a state that is none. */
export function stageText(state) {
  const names = Object.keys(TEXTS.stages);
  return names.includes(state) ? `${names.indexOf(state) + 1}/${names.length} ${TEXTS.stages[state]}` : "";
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
    phase: read ? TEXTS.read : stateText(slot),
    number: label ? String(labelNumber(label)) : "",
    sheet: label ? labelSheet(label) : "",
    main,
    remedy: read || isGone(slot) ? "" : own(slot.trouble?.remedy ?? ""),
    unit: (read ? read.name ?? read.mac : slot.name ?? slot.mac) ?? "",
    note: noteText(slot),
    progressShown: !read && (isBusy(slot) || phase === "WAITING"),
    progressName: TEXTS.progressOf(slot.slot),
  };
}

function mainText(slot) {
  const { read, trouble, phase, present, label, activity } = slot;
  if (read) return own(read.state.toLowerCase());
  if (isGone(slot)) return TEXTS.free;
  if (trouble) return own(trouble.sentence);
  if (phase === "EMPTY") return present ? TEXTS.notTaken : TEXTS.plug;
  if (phase === "REMOVE_ME") return TEXTS.pullLabelFollows;
  if (phase === "DONE") return label ? "" : TEXTS.pull;
  return capital(own(activity));
}

function noteText(slot) {
  if (slot.read) return "";
  const busy = isBusy(slot);
  return joined([
    slot.trouble?.code,
    slot.trouble && TEXTS.stages[slot.stage] && TEXTS.atStage(TEXTS.stages[slot.stage]),
    busy && stageText(slot.stage),
    busy && slot.attempt > 1 && TEXTS.run(slot.attempt),
    busy && slot.slowed && `${slot.baud} baud`,
  ]);
}

/** The time that a run still takes, counted down since the station told it at {@code slot.heard}; both in ms of one clock. */
export function leftText(slot, now) {
  if (slot.read || !isBusy(slot) || slot.leftSeconds == null) return "";
  return TEXTS.left(seconds(Math.max(1, slot.leftSeconds - (now - slot.heard) / 1000)));
}

/** What is said aloud of a slot that came to this phase; undefined for what nobody has to hear. */
export function announcement(slot) {
  if (!BAD.has(slot.phase) && !SPOKEN.has(slot.phase)) return undefined;
  const label = slot.label ? `, ${labelText(slot.label)}` : "";
  return TEXTS.slotSays(slot.slot, `${phaseText(slot.phase)}${label}. ${own(slot.trouble?.sentence ?? "")}`);
}

/** What is said aloud of a board that was read. */
export const readText = (slot, board) => TEXTS.slotSays(slot.slot, `${board.name ?? board.mac}, ${own(board.state)}`);

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
  if (isGone(slot)) return { toDo: TEXTS.plugNext, why: trouble ? TEXTS.wasHere(own(trouble.sentence)) : "" };
  if (trouble) return { toDo: own(trouble.remedy), why: own(trouble.sentence) };
  switch (phase) {
    case "EMPTY": return present
      ? { toDo: TEXTS.plugAgain, why: TEXTS.wasNotTaken }
      : { toDo: TEXTS.plugOne, why: "" };
    case "DONE": return { toDo: TEXTS.pullIt, why: label ? TEXTS.itsLabel(labelText(label)) : TEXTS.isReady };
    case "REMOVE_ME": return { toDo: TEXTS.pullIt, why: TEXTS.labelFollows };
    case "OPERATOR": return { toDo: `${capital(own(activity))}.`, why: TEXTS.waitsForYou };
    default: return { toDo: TEXTS.leaveIt, why: capital(own(activity)) };
  }
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function rateText({ baud, slowed, rateReason }) {
  const why = [slowed && TEXTS.slowed, rateReason].filter(Boolean).join(": ");
  return why ? `${baud} baud (${why})` : `${baud} baud`;
}

/** Names and values of a slot's particulars; what is not known has no value. {@code now} in ms since 1970. */
export const slotFacts = (slot, now, locale) => [
  [TEXTS.facts.unit, slot.name],
  [TEXTS.facts.mac, slot.mac],
  [TEXTS.facts.stage, stageText(slot.stage)],
  [TEXTS.facts.doing, own(slot.activity)],
  [TEXTS.facts.fault, slot.trouble && joined([slot.trouble.code, slot.trouble.detail], ": ")],
  [TEXTS.facts.label, slot.label && labelText(slot.label)],
  [TEXTS.facts.rate, slot.baud ? rateText(slot) : ""],
  [TEXTS.facts.run, slot.attempt ? String(slot.attempt) : ""],
  [TEXTS.facts.since, `${dateTime(slot.since, locale)} (${seconds((now - Date.parse(slot.since)) / 1000)})`],
  [TEXTS.facts.path, slot.path],
];

/** What a supervisor may do with a slot: each action's name, path and order, and the question that is asked before. */
export function slotActions(slot) {
  const actions = [];
  if (slot.present) {
    actions.push({
      name: TEXTS.runAgain, path: "slot/run", order: { slot: slot.path },
      question: TEXTS.runAgainAsked(slot.slot),
    });
  }
  if (slot.mac && slot.phase === "HELD") {
    actions.push({
      name: TEXTS.approve, path: "approve", order: { mac: slot.mac },
      question: approvalQuestion(slot.name ?? slot.mac, { stage: slot.stage, code: slot.trouble?.code }),
    });
  }
  actions.push({
    name: TEXTS.release, path: "slot/release", order: { slot: slot.path }, question: TEXTS.releaseAsked(slot.slot),
  });
  return actions;
}

/** The name of the one action that a slot's state asks for; undefined where there is nothing to do but to read. */
export function primaryAction(slot) {
  if (isGone(slot)) return undefined;
  if (slot.phase === "HELD" && slot.mac) return TEXTS.approve;
  return slot.phase === "FAILED" || slot.phase === "UNUSABLE" ? TEXTS.runAgain : undefined;
}
