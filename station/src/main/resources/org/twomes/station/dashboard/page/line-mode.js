import { TEXTS } from "./texts.js";

/** Whether the line takes boards, and whether they are only read here. */
export class LineMode {
  #identifying = false;
  #taking = true;
  #stoppedToRead = false;

  /** Whether boards are read rather than shown in particular. */
  get identifying() {
    return this.#identifying;
  }

  get taking() {
    return this.#taking;
  }

  /** Whether the line stands still only for as long as boards are identified here. */
  get stoppedToRead() {
    return this.#stoppedToRead;
  }

  /** Whether a board that is plugged now is read at once: one that the line takes is not. */
  get readsPluggedBoards() {
    return this.#identifying && !this.#taking;
  }

  /** The station says whether it takes boards, whoever had it do so. */
  told(taking) {
    this.#taking = taking;
    if (taking) this.#stoppedToRead = false;
  }

  /** The line was stopped from here, to read boards. */
  stopToRead() {
    this.#taking = false;
    this.#stoppedToRead = true;
  }

  /** Begins or ends identifying; true when the line that was stopped for it is now to take boards again. */
  toggleIdentifying() {
    this.#identifying = !this.#identifying;
    const resume = !this.#identifying && this.#stoppedToRead;
    if (resume) this.#stoppedToRead = false;
    return resume;
  }
}

/** What the button says and asks that has the line take boards or none. */
export const takingAction = (taking) => (taking
  ? { name: TEXTS.stopTaking, path: "line/pause", question: TEXTS.stopTakingAsked, button: TEXTS.stop }
  : { name: TEXTS.take, path: "line/resume", question: TEXTS.takeAsked, button: TEXTS.take });
