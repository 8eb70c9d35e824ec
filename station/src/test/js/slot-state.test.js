import assert from "node:assert/strict";
import { test } from "node:test";
import { SlotState, phaseChanged, wasPlugged } from "#page/slot-state.js";
import { failed, running, slot } from "./slots.js";

const A1 = slot({ path: "1", slot: "A1" });
const A2 = slot({ path: "2", slot: "A2" });
const BOARD = { mac: "24:0a:c4:00:00:01", state: "labelled" };

function filled() {
  const slots = new SlotState();
  slots.replace([A1, A2], 0);
  return slots;
}

test("slots are kept in the station's order, with the time they were told at", () => {
  const slots = new SlotState();
  slots.replace([A2, A1], 5);
  assert.deepEqual(slots.all().map(({ slot: name, heard }) => [name, heard]), [["A2", 5], ["A1", 5]]);
});

test("what stands in the slots when the page opens is neither a change of phase nor just plugged", () => {
  const { rearranged, changes } = new SlotState().replace([failed()], 0);
  assert.equal(rearranged, true);
  assert.equal(phaseChanged(changes[0]), false);
  assert.equal(wasPlugged(changes[0]), false);
});

test("the same list again is no other arrangement, and what changed meanwhile is a change", () => {
  const slots = filled();
  const { rearranged, changes } = slots.replace([A1, { ...A2, phase: "FAILED" }], 1);
  assert.equal(rearranged, false);
  assert.deepEqual(changes.map(phaseChanged), [false, true]);
});

test("another order, another name and another group are other arrangements", () => {
  for (const list of [[A2, A1], [A1, { ...A2, slot: "Right" }], [A1, { ...A2, group: "Hub B" }], [A1]]) {
    assert.equal(filled().replace(list, 1).rearranged, true);
  }
});

test("a slot that only changes its phase is no other arrangement", () => {
  assert.equal(filled().replace([A1, { ...A2, phase: "DONE" }], 1).rearranged, false);
});

test("a slot that moved is compared with itself as it was before", () => {
  const { changes } = filled().replace([{ ...A2, phase: "DONE" }, A1], 1);
  assert.deepEqual(changes.map(phaseChanged), [true, false]);
});

test("a slot that the configuration took away is gone", () => {
  const slots = filled();
  slots.replace([A1], 1);
  assert.equal(slots.get("2"), undefined);
  assert.equal(slots.view("2"), undefined);
});

test("a slot that was not known comes as one that was plugged, but in no other phase", () => {
  const change = filled().update(slot({ path: "3" }), 1);
  assert.equal(wasPlugged(change), true);
  assert.equal(phaseChanged(change), false);
});

test("a board is plugged when it is there and was not before", () => {
  const slots = filled();
  assert.equal(wasPlugged(slots.update({ ...A1, present: true }, 1)), false);
  assert.equal(wasPlugged(slots.update({ ...A1, present: false }, 2)), false);
  assert.equal(wasPlugged(slots.update({ ...A1, present: true }, 3)), true);
});

test("what was read from a board stays until the board is pulled", () => {
  const slots = filled();
  slots.keepRead("1", BOARD);
  slots.update({ ...A1, phase: "DONE" }, 1);
  assert.deepEqual(slots.view("1").read, BOARD);
  slots.update({ ...A1, present: false }, 2);
  assert.equal(slots.view("1").read, undefined);
});

test("what was read from a board is forgotten when its run begins", () => {
  const slots = filled();
  slots.keepRead("1", BOARD);
  slots.update(running({ path: "1", slot: "A1" }), 1);
  assert.equal(slots.view("1").read, undefined);
});

test("all that was read can be forgotten", () => {
  const slots = filled();
  slots.keepRead("1", BOARD);
  slots.keepRead("2", BOARD);
  slots.forgetReads();
  assert.deepEqual(slots.all().map(({ path }) => slots.view(path).read), [undefined, undefined]);
});

test("two pages' slots have nothing in common", () => {
  filled();
  assert.deepEqual(new SlotState().all(), []);
});
