const STALE_AFTER_MS = 6000;
const AGAIN_AFTER_MS = 2000;

/** Whether the page hears its station, and when it has to connect again. All times in ms by one clock that never jumps. */
export class Contact {
  #heard;
  #opened;
  #state = "connecting";
  #asking = false;
  #pages;

  constructor(now) {
    this.#heard = now;
    this.#opened = now;
  }

  /** A connection is being opened. */
  open(now) {
    this.#opened = now;
    this.#asking = false;
  }

  /** Something was heard; true when that is news. */
  hear(now) {
    this.#heard = now;
    return this.#become("live");
  }

  /** Nothing is heard; true when that is news. */
  lose() {
    return this.#become("lost");
  }

  /** The station says which build of the pages it serves; true when this page is of another build. */
  isOutdatedBy(pages) {
    const outdated = Boolean(this.#pages) && this.#pages !== pages;
    if (!outdated) this.#pages = pages;
    return outdated;
  }

  /** Whether nothing was heard for too long. */
  isSilent(now) {
    return now - this.#heard > STALE_AFTER_MS;
  }

  /**
   * Whether to ask now who is logged in, and then to connect again; true once until the next {@link open}, as the answer may
   * be late.
   *
   * @param closed whether the browser has given the connection up
   */
  mustConnectAgain(now, closed) {
    const since = now - this.#opened;
    const givenUp = closed || (this.isSilent(now) && since > STALE_AFTER_MS);
    if (this.#asking || !givenUp || since <= AGAIN_AFTER_MS) return false;
    this.#asking = true;
    return true;
  }

  #become(state) {
    const news = this.#state !== state;
    this.#state = state;
    return news;
  }
}
