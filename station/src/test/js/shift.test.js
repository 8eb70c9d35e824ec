import assert from "node:assert/strict";
import { test } from "node:test";
import { localTime } from "#page/formats.js";
import { period, periodQuery, shiftChoices } from "#page/period.js";
import { csvName, failureColumns, groupColumns, judged, shiftCards, stageColumns, until } from "#page/shift-texts.js";

process.env.TZ = "Europe/Amsterdam";

const SHIFTS = [{ name: "Day", from: "07:30", to: "16:00" }, { name: "Night", from: "23:15", to: "07:30" }];
const NOW = new Date(2026, 10, 2, 12, 0);
const chosen = (choice, more = {}) =>
  period({ choice, day: "", from: "", to: "", ...more }, SHIFTS, NOW).map((time) => localTime(time));
const row = (columns, data) => Object.fromEntries(columns.map(({ head, cell }) => [head, cell(data)]));

const boards = (more = {}) => ({
  plugged: 0, passed: 0, waiting: 0, failed: 0, held: 0, underWay: 0,
  yields: { firstPass: 0, good: 0, of: 0 }, attempts: { begun: 0, failed: 0, held: 0 }, ...more,
});
const FIGURES = {
  boards: boards({
    plugged: 21, passed: 17, waiting: 1, failed: 1, held: 1, underWay: 1,
    yields: { firstPass: 18, good: 18, of: 19 }, attempts: { begun: 23, failed: 2, held: 1 },
  }),
  perHour: 9.04,
  hours: [{ boards: boards({ plugged: 10 }) }, { boards: boards() }, { boards: boards({ plugged: 11 }) }],
};
const SHIFT = {
  figures: FIGURES, to: "2026-11-02T11:00:00Z", labels: { used: 18, sheets: 1 },
  backlog: { waiting: 0, oldestSeconds: null, standing: "back office answers" },
};
const cards = (more = {}) =>
  Object.fromEntries(shiftCards({ ...SHIFT, ...more }, NOW, "en-GB").map((card) => [card.title, card]));

test("a whole day is from midnight to midnight, today where no day is chosen", () => {
  assert.deepEqual(chosen("day"), ["2026-11-02T00:00", "2026-11-03T00:00"]);
  assert.deepEqual(chosen("day", { day: "2026-02-28" }), ["2026-02-28T00:00", "2026-03-01T00:00"]);
});

test("a day on which the clocks change is still from midnight to midnight", () => {
  assert.deepEqual(chosen("day", { day: "2026-10-25" }), ["2026-10-25T00:00", "2026-10-26T00:00"]);
});

test("seven days end with the chosen one", () => {
  assert.deepEqual(chosen("week"), ["2026-10-27T00:00", "2026-11-03T00:00"]);
});

test("a shift of the configuration is on the chosen day", () => {
  assert.deepEqual(chosen("shift Day", { day: "2026-11-05" }), ["2026-11-05T07:30", "2026-11-05T16:00"]);
});

test("a shift that ends before it begins ends on the next day", () => {
  assert.deepEqual(chosen("shift Night"), ["2026-11-02T23:15", "2026-11-03T07:30"]);
});

test("a shift that the configuration lost is a whole day", () => {
  assert.deepEqual(chosen("shift Evening"), ["2026-11-02T00:00", "2026-11-03T00:00"]);
});

test("own times are taken as they are filled in, and what is not filled in is left out", () => {
  const own = (from, to) => periodQuery(period({ choice: "own", day: "", from, to }, SHIFTS, NOW));
  assert.equal(own("2026-11-01T08:15", "2026-11-01T09:00"), "from=2026-11-01T08%3A15&to=2026-11-01T09%3A00");
  assert.equal(own("", "2026-11-01T09:00"), "to=2026-11-01T09%3A00");
  assert.equal(own("", ""), "");
});

test("shifts are offered with their times", () => {
  assert.deepEqual(shiftChoices(SHIFTS), [
    { value: "shift Day", text: "Day, 07:30 to 16:00" }, { value: "shift Night", text: "Night, 23:15 to 07:30" },
  ]);
});

test("a share is good or bad by its limit, and neither where there were no boards", () => {
  assert.equal(judged({ good: 9, of: 10 }, 0.9), "good");
  assert.equal(judged({ good: 89, of: 100 }, 0.9), "bad");
  assert.equal(judged({ good: 0, of: 0 }, 0.9), "");
});

test("a time of today is shown without its day", () => {
  assert.equal(until("2026-11-02T11:00:00Z", NOW, "en-GB"), "12:00");
  assert.equal(until("2026-11-01T11:00:00Z", NOW, "en-GB"), "01/11/2026, 12:00");
});

test("boards are counted over the hours that were worked", () => {
  assert.equal(cards()["Boards an hour"].value, "9");
  assert.equal(cards()["Boards an hour"].note, "over 2 worked hours until 12:00");
  assert.equal(cards({ figures: { ...FIGURES, hours: FIGURES.hours.slice(0, 1) } })["Boards an hour"].note,
    "over 1 worked hour until 12:00");
  assert.equal(cards({ figures: { ...FIGURES, hours: [] } })["Boards an hour"].value, "–");
});

test("what became of the plugged boards adds up", () => {
  assert.equal(cards()["Boards passed"].value, "17");
  assert.equal(cards()["Boards passed"].note,
    "of 21 plugged: 1 failed, 1 held, 1 wait for registration, 1 under way");
  assert.equal(cards().Attempts.value, "23");
  assert.equal(cards().Attempts.note, "2 failed, 1 held");
});

test("yields are judged: 90 % at first and 95 % in the end are good", () => {
  assert.equal(cards()["First-pass yield"].kind, "good");
  assert.equal(cards()["Final yield"].kind, "bad");
  assert.equal(cards()["Final yield"].value, "94.7 %");
});

test("registrations that wait for more than an hour are bad news", () => {
  const waiting = (oldestSeconds) =>
    cards({ backlog: { waiting: 3, oldestSeconds, standing: "back office does not answer" } })["Registrations waiting"];
  assert.equal(cards()["Registrations waiting"].note, "back office answers");
  assert.equal(waiting(3600).kind, "");
  assert.equal(waiting(7200).kind, "bad");
  assert.equal(waiting(7200).note, "oldest 2 h; back office does not answer");
});

test("one sheet is told in the singular", () => {
  assert.equal(cards()["Labels used"].note, "on 1 sheet");
  assert.equal(cards({ labels: { used: 70, sheets: 2 } })["Labels used"].note, "on 2 sheets");
});

test("a group's yield leaves out the boards that are held", () => {
  const counted = boards({
    plugged: 8, passed: 2, waiting: 1, failed: 1, held: 4, yields: { firstPass: 2, good: 3, of: 4 },
    attempts: { begun: 9, failed: 2, held: 4 },
  });
  assert.deepEqual(row(groupColumns("Slot", "en-GB"), { name: "A1", boards: counted, median: 31.6 }), {
    Slot: "A1", Boards: "8", Passed: "2", Waiting: "1", Failed: "1", Held: "4", "Final yield": "75 %", Attempts: "9",
    "Median time": "32 s",
  });
});

test("a group without a finished board has no median time", () => {
  assert.equal(row(groupColumns("Bundle"), { name: "x", boards: boards({ held: 1 }), median: 0 })["Median time"], "–");
});

test("a failure is told with its stage, its code and its share", () => {
  assert.deepEqual(row(failureColumns("en-GB"), { stage: "PROGRAMMED", code: "LINE_NOISE", boards: 1, times: 2, share: 0.125 }), {
    Stage: "programmed", Code: { text: "LINE_NOISE", look: "code" }, Boards: "1", Attempts: "2", Share: "12.5 %",
  });
});

test("a stage is told with its median and 95th percentile in tenths of a second", () => {
  assert.deepEqual(row(stageColumns, { stage: "VERIFIED", times: 9, median: 4.04, p95: 6 }), {
    Stage: "verified", Boards: "9", Median: "4.0 s", "95 % within": "6.0 s",
  });
});

test("numbers stand in columns for numbers", () => {
  assert.deepEqual(stageColumns.filter(({ numeric }) => numeric).map(({ head }) => head), ["Boards", "Median", "95 % within"]);
});

test("the link to a CSV is named after its table", () => {
  assert.equal(csvName("failures"), "Failures as CSV");
});
