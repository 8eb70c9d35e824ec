import { icon, make, setText } from "./dom.js";
import { leftText, tileTexts } from "./slot-texts.js";

/** CSS classes for ever smaller texts. */
const SIZES = ["", " s1", " s2", " s3", " s4", " s5"];

/** A slot's tile. Its parts stay and only change their texts: no flicker, and a screen reader keeps its place. */
export class Tile {
  #parts = {
    slot: make("span", { class: "slot" }),
    icon: make("span", { class: "sign" }),
    phase: make("span", { class: "word" }),
    number: make("b", { class: "number" }),
    sheet: make("span", { class: "sheet" }),
    main: make("p", { class: "main" }),
    remedy: make("p", { class: "remedy" }),
    unit: make("span", { class: "unit" }),
    bar: make("progress", { max: 1 }),
    left: make("span", { class: "left" }),
    note: make("span", { class: "note" }),
  };

  #icon;
  #classes;
  #fitted;
  #words;

  /** Of the slot with this path, which a press opens. */
  constructor(path, open) {
    const parts = this.#parts;
    this.#words = make("span", { class: "words" }, parts.main, parts.remedy);
    this.node = make(
      "button",
      { type: "button", "data-slot": path, on: { click: () => open(path) } },
      make("span", { class: "face" },
        make("span", { class: "head" }, parts.slot, make("span", { class: "state" }, parts.icon, parts.phase)),
        make("span", { class: "body" }, make("span", { class: "place" }, parts.number, parts.sheet), this.#words),
        make("span", { class: "base" }, parts.unit, parts.note, parts.left)),
      parts.bar,
    );
  }

  /** Shows a slot; {@code now} as in {@link leftText}. */
  fill(slot, now) {
    const parts = this.#parts;
    const texts = tileTexts(slot);
    if (this.#icon !== texts.icon) {
      this.#icon = texts.icon;
      parts.icon.replaceChildren(icon(texts.icon));
    }
    for (const name of ["slot", "phase", "number", "sheet", "main", "remedy", "unit", "note"]) setText(parts[name], texts[name]);
    if (texts.sheet) this.node.style.setProperty("--letters", texts.sheet.length);
    parts.bar.hidden = !texts.progressShown;
    parts.bar.value = slot.progress;
    parts.bar.setAttribute("aria-label", texts.progressName);
    const fitted = [texts.main, texts.remedy, texts.sheet, texts.unit, texts.note].join();
    if (this.#classes !== texts.classes || this.#fitted !== fitted) {
      this.#classes = texts.classes;
      this.#fitted = fitted;
      this.fit();
    }
    this.tick(slot, now);
  }

  /** Sets the texts so large that all of them can be read. */
  fit() {
    const body = this.#words.parentNode;
    for (const size of SIZES) {
      this.node.className = this.#classes + size;
      // Not by scrollHeight: what is centred stands out above too, and that is not counted there.
      if ([...body.children].every((part) => part.offsetHeight <= body.clientHeight)) return;
    }
  }

  /** Counts the time left down. */
  tick(slot, now) {
    setText(this.#parts.left, leftText(slot, now));
  }
}
