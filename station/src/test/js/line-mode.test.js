import assert from "node:assert/strict";
import { test } from "node:test";
import { LineMode, takingAction } from "#page/line-mode.js";

test("a board that is plugged is read only while the line takes none", () => {
  const mode = new LineMode();
  assert.equal(mode.readsPluggedBoards, false);
  mode.toggleIdentifying();
  assert.equal(mode.readsPluggedBoards, false);
  mode.told(false);
  assert.equal(mode.readsPluggedBoards, true);
  mode.told(true);
  assert.equal(mode.readsPluggedBoards, false);
});

test("a line that was stopped to read boards is to take them again once identifying ends", () => {
  const mode = new LineMode();
  mode.toggleIdentifying();
  mode.stopToRead();
  assert.equal(mode.taking, false);
  assert.equal(mode.stoppedToRead, true);
  assert.equal(mode.toggleIdentifying(), true);
  assert.equal(mode.stoppedToRead, false);
});

test("a line that stood still before identifying stays so", () => {
  const mode = new LineMode();
  mode.told(false);
  assert.equal(mode.toggleIdentifying(), false);
  assert.equal(mode.toggleIdentifying(), false);
  assert.equal(mode.taking, false);
});

test("a line that somebody else has take boards again is not resumed a second time", () => {
  const mode = new LineMode();
  mode.toggleIdentifying();
  mode.stopToRead();
  mode.told(true);
  assert.equal(mode.stoppedToRead, false);
  assert.equal(mode.toggleIdentifying(), false);
});

test("the station's word that it takes none does not end a stop that was made to read", () => {
  const mode = new LineMode();
  mode.toggleIdentifying();
  mode.stopToRead();
  mode.told(false);
  assert.equal(mode.stoppedToRead, true);
});

test("the button stops a line that takes boards and starts one that takes none", () => {
  assert.equal(takingAction(true).path, "line/pause");
  assert.equal(takingAction(true).name, "Stop taking boards");
  assert.equal(takingAction(false).path, "line/resume");
  assert.equal(takingAction(false).name, "Take boards");
});
