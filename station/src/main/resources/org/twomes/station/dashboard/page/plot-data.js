import { hour } from "./formats.js";

const HOUR_SECONDS = 3600;
const MOST_CAUSES = 8;
/** Names with more letters than this together are set aslant. */
const MOST_LETTERS = 48;
const SLANT = -20;

/** Boards that passed, or wait for nothing but their registration. */
export const good = ({ passed, waiting }) => passed + waiting;

/**
 * Boards an hour, from the first worked hour to the last: {@code times} at which they begin, in seconds since 1970, and for
 * each the passed boards, with those that failed on top, with those held on top of both.
 */
export function hoursData(all) {
  const worked = (row) => row.boards.plugged > 0;
  const first = all.findIndex(worked);
  const rows = first < 0 ? [] : all.slice(first, all.length - [...all].reverse().findIndex(worked));
  return {
    rows,
    times: rows.map((row) => Date.parse(row.from) / 1000),
    passed: rows.map(({ boards }) => good(boards)),
    withFailed: rows.map(({ boards }) => good(boards) + boards.failed),
    withHeld: rows.map(({ boards }) => good(boards) + boards.failed + boards.held),
  };
}

/** What a screen reader says of the plot of hours. */
export const hoursText = ({ times }, locale) => (times.length
  ? `Boards an hour, from ${hour(times[0], locale)} to ${hour(times.at(-1) + HOUR_SECONDS, locale)}`
  : "");

/** The most frequent failures, with the share in percent of all that they and those before them make up. */
export function failuresData(all) {
  const rows = all.slice(0, MOST_CAUSES);
  return {
    names: rows.map((row) => row.code.replaceAll("_", " ").toLowerCase()),
    times: rows.map((row) => row.times),
    shares: rows.map((row) => row.cumulative * 100),
  };
}

/** Boards of each slot: passed, with those that failed on top. */
export const slotsData = (rows) => ({
  rows,
  names: rows.map((row) => row.name),
  passed: rows.map(({ boards }) => good(boards)),
  withFailed: rows.map(({ boards }) => good(boards) + boards.failed),
});

/** Median and 95th percentile of each stage, in seconds. */
export const stagesData = (rows) => ({
  names: rows.map((row) => row.stage.toLowerCase()),
  median: rows.map((row) => row.median),
  p95: rows.map((row) => row.p95),
});

/** By how many degrees names below a plot are turned, so that they do not touch. */
export const slant = (names) => (names.join("").length > MOST_LETTERS ? SLANT : 0);
