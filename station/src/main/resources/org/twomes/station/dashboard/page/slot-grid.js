import { make } from "./dom.js";
import { GAP, columnsFor, neighbour } from "./layout.js";
import { onceAFrame } from "./once-a-frame.js";
import { TEXTS } from "./texts.js";
import { Tile } from "./tile.js";

/** Pixels of 1 rem that the sizes in layout.js are for. */
const REM = 16;

/** The tiles of all slots, in their groups. */
export class SlotGrid {
  #root;
  #open;
  #tiles = new Map();

  /** In {@code root}; {@code open} gets the path of the slot whose tile is pressed. */
  constructor(root, open) {
    this.#root = root;
    this.#open = open;
    /** Has the tiles laid out anew, as their space or their number is another one. */
    this.layOutSoon = onceAFrame(() => this.#layOut());
    root.addEventListener("keydown", (event) => this.#step(event));
  }

  clear() {
    this.#root.replaceChildren();
    this.#tiles.clear();
    this.layOutSoon();
  }

  /** Draws a slot; {@code now} as in {@link Tile#fill}. */
  draw(slot, now) {
    let tile = this.#tiles.get(slot.path);
    if (!tile) {
      tile = new Tile(slot.path, this.#open);
      this.#tiles.set(slot.path, tile);
      this.#group(slot.group).append(tile.node);
      this.layOutSoon();
    }
    tile.fill(slot, now);
  }

  /** Counts down the time that runs still take. */
  tick(slots, now) {
    for (const slot of slots) this.#tiles.get(slot.path)?.tick(slot, now);
  }

  #group(name) {
    let section = [...this.#root.children].find((child) => child.dataset.group === name);
    if (!section) {
      section = make("section", { class: "group", "data-group": name, "aria-label": name || TEXTS.slots },
        name && make("h2", {}, name), make("div", { class: "slots" }));
      this.#root.append(section);
    }
    return section.querySelector(".slots");
  }

  /** Where the tiles do not fit without scrolling, the groups' names go beside them, so that more rows do; that is not worth it where they do not fit even then. */
  #layOut() {
    this.#root.classList.remove("beside");
    if (!this.#fits(true)) {
      this.#root.classList.add("beside");
      if (!this.#fits(false)) {
        this.#root.classList.remove("beside");
        this.#fits(true);
      }
    }
    this.#tiles.forEach((tile) => tile.fit());
  }

  /** Lays the tiles out; false when they do not all fit without scrolling. */
  #fits(namesAbove) {
    const root = this.#root;
    const groups = [...root.querySelectorAll(".slots")];
    if (groups.length === 0) return true;
    const above = namesAbove ? [...root.querySelectorAll("h2")] : [];
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) / REM;
    const names = above.reduce((sum, name) => sum + name.offsetHeight + GAP * rem, 0);
    const style = getComputedStyle(root);
    const height = window.innerHeight - root.getBoundingClientRect().top - window.scrollY
      - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom) - names - GAP * rem * (groups.length - 1);
    const best = columnsFor(groups.map((group) => group.children.length),
      Math.min(...groups.map((group) => group.clientWidth)) / rem, height / rem);
    root.style.setProperty("--columns", best.columns);
    root.style.setProperty("--tile-height", `${best.height * rem}px`);
    return best.fits;
  }

  #step(event) {
    const tiles = [...this.#root.querySelectorAll(".tile")];
    const next = tiles[neighbour(
      tiles.map((tile) => tile.getBoundingClientRect()), tiles.indexOf(document.activeElement), event.key)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
