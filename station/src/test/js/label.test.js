import assert from "node:assert/strict";
import { test } from "node:test";
import { approvalQuestion } from "#page/approval.js";
import { labelNumber, labelSheet, labelState, labelText } from "#page/label.js";

const onSheet = { sheet: "line-1-0007", position: 17, capacity: 65, state: "VALID" };
const onRoll = { sheet: "roll-1-0012", position: 1, capacity: 1, state: "VALID" };

test("a label on a sheet is told by its place", () => {
  assert.equal(labelNumber(onSheet), 17);
  assert.equal(labelSheet(onSheet), "sheet line-1-0007");
  assert.equal(labelText(onSheet), "sheet line-1-0007, place 17");
});

test("a label on a roll is told by the running number in its sheet's name, without its zeros", () => {
  assert.equal(labelNumber(onRoll), 12);
  assert.equal(labelSheet(onRoll), "roll roll-1-0012");
  assert.equal(labelText(onRoll), "label 12 of the roll (roll-1-0012)");
});

test("a label that is not valid says why, a valid one says nothing of it", () => {
  assert.equal(labelState(onSheet), "");
  assert.equal(labelText({ ...onSheet, state: "VOID" }), "sheet line-1-0007, place 17, void, not printed");
  assert.equal(labelText({ ...onRoll, state: "DEAD" }), "label 12 of the roll (roll-1-0012), dead: throw it away");
});

test("approving a board that waits for its registration alone promises that its flash stays", () => {
  assert.equal(approvalQuestion("TWOMES-1", { stage: "REGISTERED", code: "REGISTRATION_REFUSED" }),
    "Have TWOMES-1 registered as it is? Its flash is not changed, and its label follows.");
});

test("approving any other board warns that its flash will be erased", () => {
  assert.equal(approvalQuestion("TWOMES-1", { stage: "REGISTERED", code: "TOKEN_TAKEN" }),
    "Let TWOMES-1 be prepared? Its flash will be erased.");
  assert.equal(approvalQuestion("TWOMES-1", { stage: "CONNECTED", code: "NAME_TAKEN" }),
    "Let TWOMES-1 be prepared? Its flash will be erased.");
});

test("approving a board that is not held says that it is prepared once more", () => {
  assert.equal(approvalQuestion("TWOMES-1"), "Let TWOMES-1 be prepared once more? Its flash will be erased.");
});
