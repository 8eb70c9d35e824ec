import { TEXTS } from "./texts.js";

/** Gives the station orders; the page says what came of each. */
export class Actions {
  #session;
  #say;
  #confirm;

  /**
   * @param say shows a message, the second argument is whether it is bad news
   * @param confirm asks a question with the text of the button that agrees, and promises whether the user did
   */
  constructor(session, say, confirm) {
    this.#session = session;
    this.#say = say;
    this.#confirm = confirm;
  }

  /** Acts once the user agreed to the question, if there is one; promises the answer when it was done, else undefined. */
  async act(path, order, question, button = TEXTS.yes) {
    if (question && !(await this.#confirm(question, button))) return undefined;
    return this.post(path, order);
  }

  /** Acts at once. */
  async post(path, order) {
    try {
      const { ok, body } = await this.#session.post(path, order);
      if (body.message) this.#say(body.message, !ok);
      return ok ? body : undefined;
    } catch {
      this.#say(TEXTS.noAnswer, true);
      return undefined;
    }
  }
}
