import { FAULTS } from "./faults.js";
import { TEXTS } from "./texts.js";

const ESCAPED = /[.*+?^${}()|[\]\\]/g;

/** A text with places for others ({@code place} finds them) as a pattern, and the same places in another text filled in. */
function pattern([english, own], place) {
  const parts = english.split(place).map((part) => part.replaceAll(ESCAPED, "\\$&"));
  return { whole: new RegExp(`^${parts.join("(.+)")}$`), fill: (found) => own.replace(place, () => found.shift()) };
}

/**
 * Has texts that a station sends in English as its people read them.
 *
 * @param said English texts and their translations by name; "#" stands for any words
 * @param faults pairs of an English text and its translation; a word in braces stands for any words
 * @return gives the translation of a text, or the text itself where there is none
 */
export function translator(said, faults) {
  const exact = new Map([...Object.entries(said), ...faults]);
  const patterns = [
    ...Object.entries(said).filter(([english]) => english.includes("#")).map((pair) => pattern(pair, /#/)),
    ...faults.filter(([english]) => english.includes("{")).map((pair) => pattern(pair, /\{\w+\}/)),
  ];
  return (text) => {
    const whole = exact.get(text);
    if (whole !== undefined) return whole;
    for (const { whole: wanted, fill } of patterns) {
      const found = wanted.exec(text);
      if (found) return fill(found.slice(1));
    }
    return text;
  };
}

/** A text that the station sent in English, in its people's language. */
export const own = translator(TEXTS.said, FAULTS);

/** Has a page's own elements say what they are named for: {@code data-text} names a text, {@code data-label} that of a label. */
export function writeTexts(root = document) {
  root.documentElement.lang = TEXTS.language;
  for (const node of root.querySelectorAll("[data-text]")) node.textContent = TEXTS[node.dataset.text];
  for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", TEXTS[node.dataset.label]);
}
