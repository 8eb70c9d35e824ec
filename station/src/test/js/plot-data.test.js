import assert from "node:assert/strict";
import { test } from "node:test";
import { failuresData, hoursData, hoursText, slant, slotsData, stagesData } from "#page/plot-data.js";

process.env.TZ = "Europe/Amsterdam";

const boards = (passed, failed, held) => ({ plugged: passed + failed + held, passed: Math.max(0, passed - 1), waiting: Math.min(1, passed), failed, held });
const hour = (from, passed, failed = 0, held = 0) => ({ from: `2026-11-02T${from}:00:00Z`, boards: boards(passed, failed, held) });
const DAY = [hour("05", 0), hour("06", 4, 1, 2), hour("07", 0), hour("08", 6), hour("09", 0)];

test("hours before and after the work are left out, those between are not", () => {
  const data = hoursData(DAY);
  assert.deepEqual(data.rows, DAY.slice(1, 4));
  assert.deepEqual(data.times, [6, 7, 8].map((of) => Date.parse(`2026-11-02T0${of}:00:00Z`) / 1000));
});

test("an hour in which a board was only held is a worked one", () => {
  assert.equal(hoursData([hour("06", 0, 0, 1)]).rows.length, 1);
});

test("failed boards stand on passed ones, held ones on both", () => {
  const data = hoursData(DAY);
  assert.deepEqual(data.passed, [4, 0, 6]);
  assert.deepEqual(data.withFailed, [5, 0, 6]);
  assert.deepEqual(data.withHeld, [7, 0, 6]);
});

test("the plot of hours is told from the first hour's begin to the last one's end", () => {
  assert.equal(hoursText(hoursData(DAY), "en-GB"), "Boards an hour, from 07:00 to 10:00");
});

test("a time without work has nothing to plot and to tell", () => {
  const data = hoursData([hour("05", 0)]);
  assert.deepEqual(data.times, []);
  assert.equal(hoursText(data, "en-GB"), "");
  assert.deepEqual(hoursData([]).rows, []);
});

test("failures are named in small letters, with their share in percent", () => {
  assert.deepEqual(failuresData([{ code: "LINE_NOISE", times: 3, cumulative: 0.75 }, { code: "NO_REPLY", times: 1, cumulative: 1 }]), {
    names: ["line noise", "no reply"], times: [3, 1], shares: [75, 100],
  });
});

test("only the eight most frequent failures are plotted", () => {
  const all = Array.from({ length: 12 }, (none, index) => ({ code: `CODE_${index}`, times: 12 - index, cumulative: 0.5 }));
  assert.deepEqual(failuresData(all).times, [12, 11, 10, 9, 8, 7, 6, 5]);
});

test("a slot's failed boards stand on its passed ones, without those held", () => {
  const data = slotsData([{ name: "A1", boards: boards(5, 2, 1) }]);
  assert.deepEqual([data.names, data.passed, data.withFailed], [["A1"], [5], [7]]);
});

test("stages are named in small letters, with both of their times", () => {
  assert.deepEqual(stagesData([{ stage: "PROGRAMMED", median: 12.5, p95: 20 }]), { names: ["programmed"], median: [12.5], p95: [20] });
});

test("names below a plot are set aslant when they are too long to stand side by side", () => {
  assert.equal(slant(["x".repeat(48)]), 0);
  assert.equal(slant(["x".repeat(24), "x".repeat(25)]), -20);
});
