import { make } from "./dom.js";

/** Older texts were read out long ago. */
const MOST_SPOKEN = 20;

/** Has a screen reader say this text, after those that it has not said yet. */
export function speak(log, text) {
  log.append(make("p", {}, text));
  while (log.children.length > MOST_SPOKEN) log.firstChild.remove();
}
