/**
 * The user's session with the station, and every request that belongs to it. A session that is over leads to the login page.
 */
export class Session {
  #request;
  #leave;
  #user;

  /**
   * @param request as the browser's fetch
   * @param leave goes to another page
   */
  constructor(request = (path, options) => fetch(path, options), leave = (page) => location.assign(page)) {
    this.#request = request;
    this.#leave = leave;
  }

  /** The user as the station described them last; undefined before it was asked. */
  get user() {
    return this.#user;
  }

  get isSupervisor() {
    return this.#user?.role === "SUPERVISOR";
  }

  /** Asks the station again for the user: after its restart the session has another token against forged requests. */
  async refresh() {
    this.#user = await this.ask("api/me");
    return this.#user;
  }

  /** The JSON at a path; throws an error with the station's own message where it refuses. */
  async ask(path) {
    const answer = await this.#request(path, { headers: { Accept: "application/json" } });
    if (answer.status === 401) this.#leave("login");
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.message ?? answer.statusText);
    return body;
  }

  /** Has the station carry out an order; {@code ok} of the result says whether it did. */
  async post(path, order) {
    let answer = await this.#send(path, order);
    const before = this.#user.csrf;
    if (answer.status === 403 && (await this.refresh()).csrf !== before) answer = await this.#send(path, order);
    if (answer.status === 401) this.#leave("login");
    return { ok: answer.ok, body: await answer.json() };
  }

  async logout() {
    await this.#request("api/logout", { method: "POST", headers: { "X-CSRF-Token": this.#user.csrf } });
    this.#leave("login");
  }

  #send(path, order) {
    return this.#request(`api/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": this.#user.csrf },
      body: JSON.stringify(order),
    });
  }
}
