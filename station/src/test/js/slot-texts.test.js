import assert from "node:assert/strict";
import { test } from "node:test";
import {
  announcement, counts, isBad, leftText, phaseText, primaryAction, readText, slotActions, slotAdvice, slotFacts, stageText, tileTexts,
} from "#page/slot-texts.js";
import { dateTime } from "#page/formats.js";
import { LABEL, failed, running, slot } from "./slots.js";

const READ = { mac: "24:0a:c4:00:00:01", name: "TWOMES-000001", state: "Labelled", label: LABEL };
const SINCE = `${dateTime("2026-11-02T08:00:00Z", "en-GB")} (30 s)`;
const facts = (one, now = Date.parse("2026-11-02T08:00:30Z")) =>
  Object.fromEntries(slotFacts(one, now, "en-GB").filter(([, value]) => value));

test("a phase that the page does not know is shown as it is", () => {
  assert.equal(phaseText("REMOVE_ME"), "Remove me");
  assert.equal(phaseText("LATER"), "LATER");
});

test("a stage is told with its number of six, a state that is none with nothing", () => {
  assert.equal(stageText("CONNECTED"), "1/6 connect");
  assert.equal(stageText("LABELLED"), "6/6 label");
  assert.equal(stageText("DETECTED"), "");
});

test("an empty slot asks for a board", () => {
  const texts = tileTexts(slot({ present: false }));
  assert.equal(texts.main, "Plug a board");
  assert.equal(texts.phase, "Empty");
  assert.equal(texts.classes, "tile EMPTY");
  assert.equal(texts.progressShown, false);
});

test("an empty slot with a board in it says that the board was not taken", () => {
  assert.equal(tileTexts(slot()).main, "Board plugged, not taken");
});

test("a run shows what it does, with a capital, and its stage", () => {
  const texts = tileTexts(running());
  assert.equal(texts.main, "Writing 0x10000");
  assert.equal(texts.note, "2/6 program");
  assert.equal(texts.progressShown, true);
  assert.equal(texts.progressName, "Progress of slot A2");
});

test("a run after the first one, or slower than it began, says so", () => {
  assert.equal(tileTexts(running({ attempt: 2, slowed: true, baud: 115200 })).note, "2/6 program, run 2, 115200 baud");
});

test("a waiting slot shows its progress, a done one does not", () => {
  assert.equal(tileTexts(slot({ phase: "WAITING", activity: "waits" })).progressShown, true);
  assert.equal(tileTexts(slot({ phase: "DONE" })).progressShown, false);
});

test("a failure shows its sentence, its remedy, its code and its stage", () => {
  const texts = tileTexts(failed());
  assert.equal(texts.main, "The line is noisy.");
  assert.equal(texts.remedy, "Swap the cable.");
  assert.equal(texts.note, "LINE_NOISE, at program");
});

test("a failure before the first stage names none", () => {
  assert.equal(tileTexts(failed({ stage: "DETECTED" })).note, "LINE_NOISE");
});

test("a board that was pulled after its run leaves its slot free for the next one", () => {
  const texts = tileTexts(failed({ present: false }));
  assert.equal(texts.classes, "tile FAILED gone");
  assert.equal(texts.icon, "EMPTY");
  assert.equal(texts.phase, "Pulled");
  assert.equal(texts.main, "Free: plug the next board");
  assert.equal(texts.remedy, "");
  assert.equal(texts.note, "LINE_NOISE, at program");
});

test("a board that is pulled while it is worked on leaves nothing free yet", () => {
  assert.equal(tileTexts(running({ present: false })).main, "Writing 0x10000");
});

test("what becomes of a label stays in sight after its board was pulled", () => {
  const texts = tileTexts(slot({ phase: "DONE", label: LABEL, present: false }));
  assert.equal(texts.number, "17");
  assert.equal(texts.main, "Free: plug the next board");
  assert.equal(texts.classes, "tile DONE gone placed both");
});

test("a done board shows its label alone", () => {
  const texts = tileTexts(slot({ phase: "DONE", label: LABEL, name: "TWOMES-000001" }));
  assert.equal(texts.number, "17");
  assert.equal(texts.sheet, "sheet line-1-0007");
  assert.equal(texts.main, "");
  assert.equal(texts.unit, "TWOMES-000001");
  assert.equal(texts.classes, "tile DONE placed");
});

test("a done board without a label is to be pulled", () => {
  assert.equal(tileTexts(slot({ phase: "DONE" })).main, "Pull the board");
  assert.equal(tileTexts(slot({ phase: "REMOVE_ME" })).main, "Pull the board; its label follows");
});

test("a fault beside a label leaves space for both", () => {
  assert.equal(tileTexts(failed({ label: LABEL })).classes, "tile FAILED placed both");
});

test("a unit without a name is told by its MAC, an unknown one by nothing", () => {
  assert.equal(tileTexts(running({ mac: "24:0a:c4:00:00:01" })).unit, "24:0a:c4:00:00:01");
  assert.equal(tileTexts(running()).unit, "");
});

test("a board that was read shows what was read, and nothing of its slot's failure", () => {
  const texts = tileTexts(failed({ read: READ }));
  assert.equal(texts.phase, "Read");
  assert.equal(texts.main, "labelled");
  assert.equal(texts.remedy, "");
  assert.equal(texts.note, "");
  assert.equal(texts.number, "17");
  assert.equal(texts.unit, "TWOMES-000001");
  assert.equal(texts.classes, "tile READ placed both");
});

test("the time left is counted down from when it was told, and never below a second", () => {
  const told = running({ leftSeconds: 90, heard: 1000 });
  assert.equal(leftText(told, 1000), "90 s left");
  assert.equal(leftText(told, 31000), "60 s left");
  assert.equal(leftText(told, 500000), "1 s left");
});

test("a slot that does not run, or whose time is not known, has no time left", () => {
  assert.equal(leftText(slot({ phase: "DONE", leftSeconds: 5, heard: 0 }), 0), "");
  assert.equal(leftText(running({ leftSeconds: null, heard: 0 }), 0), "");
  assert.equal(leftText(running({ heard: 0 }), 0), "");
  assert.equal(leftText(running({ leftSeconds: 90, heard: 0, read: READ }), 0), "");
  assert.equal(tileTexts(running({ read: READ })).progressShown, false);
});

test("a failure, a label and the operator's turn are said aloud", () => {
  assert.equal(announcement(failed()), "Slot A2: Failed. The line is noisy.");
  assert.equal(announcement(slot({ phase: "DONE", label: LABEL })), "Slot A2: Done, sheet line-1-0007, place 17. ");
  assert.equal(announcement(slot({ phase: "OPERATOR" })), "Slot A2: Your turn. ");
});

test("what nobody has to hear is not said aloud", () => {
  for (const phase of ["EMPTY", "WAITING", "RUNNING", "REMOVE_ME"]) assert.equal(announcement(slot({ phase })), undefined);
});

test("failed, held and unusable are bad news", () => {
  const phases = ["EMPTY", "WAITING", "RUNNING", "OPERATOR", "DONE", "REMOVE_ME", "FAILED", "HELD", "UNUSABLE"];
  assert.deepEqual(phases.filter(isBad), ["FAILED", "HELD", "UNUSABLE"]);
});

test("a board that was read is said aloud by its name, or by its MAC", () => {
  assert.equal(readText(slot(), READ), "Slot A2: TWOMES-000001, Labelled");
  assert.equal(readText(slot(), { ...READ, name: undefined }), "Slot A2: 24:0a:c4:00:00:01, Labelled");
});

test("each slot is counted once, and one whose board was pulled is none of these", () => {
  const phases = ["EMPTY", "WAITING", "RUNNING", "OPERATOR", "DONE", "REMOVE_ME", "FAILED", "UNUSABLE", "HELD"];
  const pulled = ["DONE", "REMOVE_ME", "FAILED", "HELD"].map((phase) => slot({ phase, present: false }));
  const slots = [...phases.map((phase) => slot({ phase })), ...pulled];
  assert.deepEqual(counts(slots), { busy: 3, done: 2, failed: 2, held: 1 });
  assert.deepEqual(counts([]), { busy: 0, done: 0, failed: 0, held: 0 });
});

test("a slot's particulars have what is known and leave out the rest", () => {
  assert.deepEqual(facts(slot({ present: false })), { Since: SINCE, Path: "1-1.2:1.0" });
  assert.deepEqual(facts(failed({ mac: "24:0a:c4:00:00:01", baud: 115200, slowed: true, rateReason: "230400 baud failed", label: LABEL })), {
    MAC: "24:0a:c4:00:00:01", Stage: "2/6 program", Fault: "LINE_NOISE: 7 resets", Label: "sheet line-1-0007, place 17", Rate: "115200 baud (slowed: 230400 baud failed)", Run: "1",
    Since: SINCE, Path: "1-1.2:1.0",
  });
});

test("a supervisor can run a slot's board again and release the slot", () => {
  const actions = slotActions(failed());
  assert.deepEqual(actions.map(({ name, path }) => [name, path]), [["Run again", "slot/run"], ["Release slot", "slot/release"]]);
  assert.ok(actions.every(({ order, question }) => order.slot === "1-1.2:1.0" && question.includes("slot A2")));
});

test("what to do comes first, and why after it", () => {
  assert.deepEqual(slotAdvice(failed()), { toDo: "Swap the cable.", why: "The line is noisy." });
  assert.deepEqual(slotAdvice(failed({ present: false })),
    { toDo: "Plug the next board.", why: "The board that was here: The line is noisy." });
  assert.equal(slotAdvice(slot({ present: false })).toDo, "Plug a board.");
  assert.equal(slotAdvice(slot()).toDo, "Pull the board and plug it again.");
  assert.deepEqual(slotAdvice(running()), { toDo: "Leave the board plugged.", why: "Writing 0x10000" });
  assert.equal(slotAdvice(slot({ phase: "OPERATOR", activity: "hold BOOT" })).toDo, "Hold BOOT.");
  assert.deepEqual(slotAdvice(slot({ phase: "DONE", label: LABEL })),
    { toDo: "Pull the board.", why: "Its label: sheet line-1-0007, place 17." });
  assert.deepEqual(slotAdvice(slot({ phase: "REMOVE_ME" })), { toDo: "Pull the board.", why: "Its label follows." });
});

test("a slot's state asks for one action at most", () => {
  const mac = "24:0a:c4:00:00:01";
  assert.equal(primaryAction(failed()), "Run again");
  assert.equal(primaryAction(slot({ phase: "UNUSABLE" })), "Run again");
  assert.equal(primaryAction(slot({ phase: "HELD", mac })), "Approve");
  for (const other of [slot(), running(), slot({ phase: "DONE" }), slot({ phase: "HELD" }), failed({ present: false })]) {
    assert.equal(primaryAction(other), undefined);
  }
});

test("a board that is not there cannot run again", () => {
  assert.deepEqual(slotActions(failed({ present: false })).map(({ name }) => name), ["Release slot"]);
});

test("only a held board whose MAC is known can be approved", () => {
  const held = slot({ phase: "HELD", stage: "CONNECTED", mac: "24:0a:c4:00:00:01" });
  assert.deepEqual(slotActions(held)[1], {
    name: "Approve", path: "approve", order: { mac: "24:0a:c4:00:00:01" },
    question: "Let 24:0a:c4:00:00:01 be prepared? Its flash will be erased.",
  });
  for (const other of [slot({ phase: "HELD" }), failed({ mac: "24:0a:c4:00:00:01" })]) {
    assert.ok(slotActions(other).every(({ name }) => name !== "Approve"));
  }
});
