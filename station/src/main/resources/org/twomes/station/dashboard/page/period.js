import { localTime } from "./formats.js";

/** A local time (HH:MM) some days after a day; midnight where none is given. */
const at = (day, days, time = "00:00") =>
  new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, ...time.split(":").map(Number));

/** How a shift of the configuration is chosen, beside "day", "week" and "own". */
const choiceOf = ({ name }) => `shift ${name}`;

/** The configuration's shifts as choices: value and text of each. */
export const shiftChoices = (shifts) =>
  shifts.map((shift) => ({ value: choiceOf(shift), text: `${shift.name}, ${shift.from} to ${shift.to}` }));

/**
 * The time of which figures are wanted.
 *
 * @param form the {@code choice}, the {@code day} (YYYY-MM-DD; today where it is empty), and own times {@code from} and
 *   {@code to} as datetime-local fields have them
 * @param shifts of the configuration; one that does not end after it begins ends on the next day
 * @param now the browser's time
 * @return its begin and end as Date, or as the form's texts
 */
export function period({ choice, day, from, to }, shifts, now) {
  const first = day ? new Date(`${day}T00:00`) : now;
  const shift = shifts.find((one) => choiceOf(one) === choice);
  if (shift) return [at(first, 0, shift.from), at(first, shift.to > shift.from ? 0 : 1, shift.to)];
  switch (choice) {
    case "week": return [at(first, -6), at(first, 1)];
    case "own": return [from, to];
    default: return [at(first, 0), at(first, 1)];
  }
}

/** A period as the station takes it: by its own clock, whatever zone this browser is in; an end that is not given is left out. */
export function periodQuery([from, to]) {
  const values = new URLSearchParams();
  if (from) values.set("from", localTime(new Date(from)));
  if (to) values.set("to", localTime(new Date(to)));
  return values.toString();
}
