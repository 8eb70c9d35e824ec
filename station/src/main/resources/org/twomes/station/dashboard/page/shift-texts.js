import { code } from "./cells.js";
import { decimal, percent, seconds } from "./formats.js";

const LEAST_FIRST_PASS = 0.9;
const LEAST_FINAL = 0.95;
/** A registration that waits for longer than this is bad news. */
const LONG_WAIT_SECONDS = 3600;

/** A share of boards that passed: good, bad, or nothing where there were no boards. */
export const judged = (share, least) => (share.of === 0 ? "" : share.good / share.of < least ? "bad" : "good");

/** The time of an ISO 8601 instant, with its day where that is not the day of {@code now}. */
export function until(text, now, locale) {
  const time = new Date(text);
  const today = time.toDateString() === now.toDateString();
  return time.toLocaleString(locale, today ? { timeStyle: "short" } : { dateStyle: "short", timeStyle: "short" });
}

/** The cards at the top: title, value, a note to it, and whether it is good or bad. */
export function shiftCards({ figures, backlog, labels, to }, now, locale) {
  const { plugged, passed, waiting, failed, held, underWay, yields, attempts } = figures.boards;
  const firstPass = { good: yields.firstPass, of: yields.of };
  const final = { good: yields.good, of: yields.of };
  const worked = figures.hours.filter((hour) => hour.boards.plugged > 0).length;
  return [
    {
      title: "Boards passed", value: String(passed),
      note: `of ${plugged} plugged: ${failed} failed, ${held} held, ${waiting} wait for registration, ${underWay} under way`,
    },
    { title: "Attempts", value: String(attempts.begun), note: `${attempts.failed} failed, ${attempts.held} held` },
    {
      title: "Boards an hour", value: worked ? decimal(figures.perHour, locale) : "–",
      note: `over ${worked} worked hour${worked === 1 ? "" : "s"} until ${until(to, now, locale)}`,
    },
    {
      title: "First-pass yield", value: percent(firstPass.good, firstPass.of, locale),
      note: `${firstPass.good} of ${firstPass.of} boards without a failed attempt`, kind: judged(firstPass, LEAST_FIRST_PASS),
    },
    {
      title: "Final yield", value: percent(final.good, final.of, locale),
      note: `${final.good} good of ${final.of} boards that passed, wait for registration or failed`, kind: judged(final, LEAST_FINAL),
    },
    {
      title: "Registrations waiting", value: String(backlog.waiting),
      note: backlog.oldestSeconds == null ? backlog.standing : `oldest ${seconds(backlog.oldestSeconds)}; ${backlog.standing}`,
      kind: backlog.oldestSeconds > LONG_WAIT_SECONDS ? "bad" : "",
    },
    { title: "Labels used", value: String(labels.used), note: `on ${labels.sheets} sheet${labels.sheets === 1 ? "" : "s"}` },
  ];
}

const count = (head, field) => ({ head, cell: (row) => String(row[field]), numeric: true });
const stage = { head: "Stage", cell: (row) => row.stage.toLowerCase() };
const tenths = (head, field) => ({ head, cell: (row) => `${row[field].toFixed(1)} s`, numeric: true });

const boards = (head, field) => ({ head, cell: (row) => String(row.boards[field]), numeric: true });

/** What became of the boards of each of the things that {@code name} tells. */
export const groupColumns = (name, locale) => [
  { head: name, cell: (row) => row.name },
  boards("Boards", "plugged"),
  boards("Passed", "passed"),
  boards("Waiting", "waiting"),
  boards("Failed", "failed"),
  boards("Held", "held"),
  { head: "Final yield", cell: ({ boards: { yields } }) => percent(yields.good, yields.of, locale), numeric: true },
  { head: "Attempts", cell: (row) => String(row.boards.attempts.begun), numeric: true },
  { head: "Median time", cell: (row) => (row.median ? seconds(row.median) : "–"), numeric: true },
];

export const failureColumns = (locale) => [
  stage,
  { head: "Code", cell: (row) => code(row.code) },
  count("Boards", "boards"),
  count("Attempts", "times"),
  { head: "Share", cell: (row) => percent(row.share, 1, locale), numeric: true },
];

export const stageColumns = [stage, count("Boards", "times"), tenths("Median", "median"), tenths("95 % within", "p95")];

/** What the link to a table's CSV is called. */
export const csvName = (table) => `${table.charAt(0).toUpperCase()}${table.slice(1)} as CSV`;
