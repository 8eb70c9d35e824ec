import { byId, make } from "./dom.js";

/** Older words were read out long ago. */
const MOST_SPOKEN = 20;

/** Has a screen reader say these words, after those that it has not said yet. */
export function speak(words) {
  const log = byId("spoken");
  log.append(make("p", {}, words));
  while (log.children.length > MOST_SPOKEN) log.firstChild.remove();
}
