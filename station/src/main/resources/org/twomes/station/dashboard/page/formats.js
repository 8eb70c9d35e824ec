import { TEXTS } from "./texts.js";

/** A length of time in seconds, in the unit that suits it. */
export function seconds(value) {
  const whole = Math.max(0, Math.round(value));
  if (whole < 100) return `${whole} s`;
  if (whole < 5400) return `${Math.round(whole / 60)} ${TEXTS.minutes}`;
  if (whole < 172800) return `${Math.round(whole / 360) / 10} ${TEXTS.hours}`;
  return `${Math.round(whole / 86400)} ${TEXTS.days}`;
}

/** Date and time of an ISO 8601 instant in this browser's zone; {@code locale} is the reader's where none is given. */
export function dateTime(text, locale) {
  return new Date(text).toLocaleString(locale, { dateStyle: "short", timeStyle: "medium" });
}

/** A moment by the wall clock, as a datetime-local field has it and the station takes it: without a zone. */
export function localTime(time) {
  return new Date(time - time.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

export function percent(good, of, locale) {
  return of === 0 ? "–" : `${decimal(100 * good / of, locale)} %`;
}

/** A number with at most one decimal. */
export function decimal(value, locale) {
  return value.toLocaleString(locale, { maximumFractionDigits: 1 });
}

/** The hour that begins so many seconds after 1970, as an axis shows it: the day at midnight. */
export function hour(seconds, locale) {
  const time = new Date(seconds * 1000);
  const midnight = time.getHours() === 0 && time.getMinutes() === 0;
  return midnight
    ? time.toLocaleDateString(locale, { day: "numeric", month: "short" })
    : `${String(time.getHours()).padStart(2, "0")}:${String(time.getMinutes()).padStart(2, "0")}`;
}

/** The parts that say something, one after the other. */
export const joined = (parts, between = ", ") => parts.filter(Boolean).join(between);
