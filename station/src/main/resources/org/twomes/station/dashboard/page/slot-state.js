/**
 * The slots as the station told them last, and what was read from their boards. A change of one has the {@code slot} as it
 * is now and as it was {@code before}, if it was known.
 */
export class SlotState {
  #slots = new Map();
  #reads = new Map();
  /** Paths, names and groups in their order, as the page shows them. */
  #arrangement;

  get(path) {
    return this.#slots.get(path);
  }

  all() {
    return [...this.#slots.values()];
  }

  /** A slot with what was read from its board; undefined for one that the configuration took away. */
  view(path) {
    const slot = this.#slots.get(path);
    return slot && { ...slot, read: this.#reads.get(path) };
  }

  /** All slots as {@link #view} has them. */
  views() {
    return [...this.#slots.keys()].map((path) => this.view(path));
  }

  /** Takes over a slot; {@code now} in ms by the clock that its time left is counted down with. */
  update(slot, now) {
    return this.#keep(slot, now, this.#slots.get(slot.path));
  }

  /** Takes over all slots. The result says whether they are other ones, or in another order, and has the changes. */
  replace(list, now) {
    const known = new Map(this.#slots);
    const first = this.#arrangement === undefined;
    const arrangement = JSON.stringify(list.map(({ path, slot, group }) => [path, slot, group]));
    const rearranged = this.#arrangement !== arrangement;
    if (rearranged) {
      this.#arrangement = arrangement;
      this.#slots.clear();
    }
    // What is plugged when the page opens has not just been plugged.
    return { rearranged, changes: list.map((slot) => this.#keep(slot, now, first ? slot : known.get(slot.path))) };
  }

  keepRead(path, board) {
    this.#reads.set(path, board);
  }

  forgetReads() {
    this.#reads.clear();
  }

  #keep(slot, now, before) {
    this.#slots.set(slot.path, { ...slot, heard: now });
    if (!slot.present || slot.phase === "RUNNING") this.#reads.delete(slot.path);
    return { slot, before };
  }
}

/** Whether a change has brought a slot into another phase. */
export const phaseChanged = ({ slot, before }) => before !== undefined && before.phase !== slot.phase;

/** Whether a board was plugged by a change. */
export const wasPlugged = ({ slot, before }) => slot.present && !before?.present;
