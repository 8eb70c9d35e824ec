import { Contact } from "./contact.js";

const LOOK_EVERY_MS = 500;
const ANSWER_WITHIN_MS = 5000;
/** {@code EventSource.CLOSED}: the browser has given up. */
const CLOSED = 2;

/**
 * Listens to the station's events. Connects again by itself: the browser does so while the server refuses, this does so when
 * the browser has given up or hears nothing.
 */
export class LiveFeed {
  #browser;
  #shown;
  #handlers;
  #contact;
  #source;
  #heardAt;

  /**
   * @param browser what of the browser it works with: {@link BROWSER}
   * @param shown shows whether there is contact: {@code live()}, and {@code lost(since)} with the time it was heard last
   * @param handlers what to do with the data of each kind of event, by its name
   */
  constructor(browser, shown, handlers) {
    this.#browser = browser;
    this.#shown = shown;
    this.#handlers = handlers;
    this.#contact = new Contact(browser.now());
    this.#heardAt = browser.time();
  }

  start() {
    this.#open();
    this.#browser.every(LOOK_EVERY_MS, () => this.#look());
  }

  #open() {
    this.#source?.close();
    this.#contact.open(this.#browser.now());
    this.#source = this.#browser.connect("api/events");
    this.#source.addEventListener("beat", () => this.#hear());
    this.#source.onerror = () => this.#lose();
    for (const [name, handle] of Object.entries(this.#handlers)) {
      this.#source.addEventListener(name, (event) => {
        this.#hear();
        const data = JSON.parse(event.data);
        if (name === "station" && this.#contact.isOutdatedBy(data.pages)) this.#browser.reload();
        else handle(data);
      });
    }
  }

  #hear() {
    this.#heardAt = this.#browser.time();
    if (this.#contact.hear(this.#browser.now())) this.#shown.live();
  }

  #lose() {
    if (this.#contact.lose()) this.#shown.lost(this.#heardAt);
  }

  #look() {
    const now = this.#browser.now();
    if (this.#contact.isSilent(now)) this.#lose();
    if (this.#contact.mustConnectAgain(now, this.#source.readyState === CLOSED)) this.#again();
  }

  /** Asks who is logged in before it connects: a session that is over needs a login. */
  async #again() {
    this.#source.close();
    const answer = await this.#browser.request("api/me", ANSWER_WITHIN_MS).catch(() => undefined);
    if (answer?.status === 401) this.#browser.leave("login");
    else this.#open();
  }
}

/** The browser that the page is in. */
export const BROWSER = {
  now: () => performance.now(),
  time: () => new Date(),
  every: (ms, look) => setInterval(look, ms),
  connect: (path) => new EventSource(path),
  request: (path, withinMs) => fetch(path, { signal: AbortSignal.timeout(withinMs) }),
  reload: () => location.reload(),
  leave: (page) => location.assign(page),
};
