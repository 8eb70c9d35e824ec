import assert from "node:assert/strict";
import { test } from "node:test";
import { dateTime, decimal, hour, joined, localTime, percent, seconds } from "#page/formats.js";

process.env.TZ = "Europe/Amsterdam";

test("a length of time is in whole seconds up to 99 s", () => {
  assert.equal(seconds(0), "0 s");
  assert.equal(seconds(99.4), "99 s");
});

test("a length of time is in minutes from 100 s, in hours from 90 min, in days from 48 h", () => {
  assert.equal(seconds(100), "2 min");
  assert.equal(seconds(5399), "90 min");
  assert.equal(seconds(5400), "1.5 h");
  assert.equal(seconds(172799), "48 h");
  assert.equal(seconds(172800), "2 days");
});

test("a length of time is never negative, whatever the two clocks say", () => {
  assert.equal(seconds(-5), "0 s");
});

test("an instant is shown in the reader's zone, in winter and in summer", () => {
  assert.equal(dateTime("2026-01-31T23:30:00Z", "en-GB"), "01/02/2026, 00:30:00");
  assert.equal(dateTime("2026-07-01T10:00:00Z", "en-GB"), "01/07/2026, 12:00:00");
});

test("a field for date and time gets the wall clock's time without a zone", () => {
  assert.equal(localTime(new Date("2026-07-01T22:30:00Z")), "2026-07-02T00:30");
});

test("a share is in percent with at most one decimal, and a dash where there is nothing", () => {
  assert.equal(percent(1, 3, "en-GB"), "33.3 %");
  assert.equal(percent(2, 2, "en-GB"), "100 %");
  assert.equal(percent(0, 0, "en-GB"), "–");
});

test("a number is written as its reader does", () => {
  assert.equal(decimal(12.34, "en-GB"), "12.3");
  assert.equal(decimal(12.34, "nl-NL"), "12,3");
});

test("an hour is shown by its clock, midnight by its day", () => {
  assert.equal(hour(Date.parse("2026-01-15T07:00:00Z") / 1000, "en-GB"), "08:00");
  assert.equal(hour(Date.parse("2026-01-14T23:00:00Z") / 1000, "en-GB"), "15 Jan");
});

test("parts that say nothing are left out", () => {
  assert.equal(joined(["a", "", undefined, false, "b"]), "a, b");
  assert.equal(joined([undefined, "b"], ": "), "b");
});
