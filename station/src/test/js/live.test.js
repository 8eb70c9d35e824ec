import assert from "node:assert/strict";
import { test } from "node:test";
import { LiveFeed } from "#page/live.js";

const CLOSED = 2;

/** An event stream as browsers have it. */
class Stream extends EventTarget {
  readyState = 1;

  close() {
    this.readyState = CLOSED;
  }

  tell(name, data) {
    this.dispatchEvent(Object.assign(new Event(name), { data: JSON.stringify(data) }));
  }
}

/** A page in a browser whose clock the test moves: it looks every 500 ms. */
class Page {
  streams = [];
  asked = [];
  log = [];
  answers = [];
  #now = 0;

  constructor() {
    const browser = {
      now: () => this.#now,
      time: () => new Date(this.#now),
      every: (ms, look) => { this.look = look; this.lookMs = ms; },
      connect: () => this.streams[this.streams.push(new Stream()) - 1],
      request: (path) => { this.asked.push(path); return new Promise((yes, no) => this.answers.push({ yes, no })); },
      reload: () => this.log.push("reload"),
      leave: (page) => this.log.push(`leave for ${page}`),
    };
    const shown = { live: () => this.log.push("live"), lost: (since) => this.log.push(`lost since ${since.getTime()}`) };
    const note = (name) => (data) => this.log.push(`${name} ${JSON.stringify(data)}`);
    new LiveFeed(browser, shown, { station: note("station"), slot: note("slot") }).start();
  }

  get stream() {
    return this.streams.at(-1);
  }

  open() {
    return this.streams.filter(({ readyState }) => readyState !== CLOSED).length;
  }

  pass(ms) {
    for (let past = 0; past < ms; past += this.lookMs) {
      this.#now += this.lookMs;
      this.look();
    }
  }

  async answer(index, status) {
    this.answers[index].yes({ status });
    await settled();
  }
}

/** All promises that can go on have done so. */
const settled = () => new Promise((done) => { setImmediate(done); });

test("what the station tells reaches its handler, and shows that there is contact", () => {
  const page = new Page();
  page.stream.tell("slot", { slot: "A1" });
  page.stream.tell("slot", { slot: "A2" });
  assert.deepEqual(page.log, ["live", 'slot {"slot":"A1"}', 'slot {"slot":"A2"}']);
});

test("a beat alone keeps the contact", () => {
  const page = new Page();
  for (let i = 0; i < 5; i++) {
    page.stream.tell("beat", {});
    page.pass(5000);
  }
  assert.deepEqual(page.log, ["live"]);
  assert.deepEqual(page.asked, []);
});

test("a connection that fails is shown at once, with the time the station was heard last", () => {
  const page = new Page();
  page.pass(1000);
  page.stream.tell("beat", {});
  page.pass(1000);
  page.stream.onerror();
  assert.deepEqual(page.log, ["live", "lost since 1000"]);
});

test("contact that comes back by the browser's own effort is shown", () => {
  const page = new Page();
  page.stream.onerror();
  page.stream.tell("beat", {});
  assert.deepEqual(page.log, ["lost since 0", "live"]);
  assert.equal(page.streams.length, 1);
});

test("silence is shown once, and ends in a new connection after a look at the session", async () => {
  const page = new Page();
  page.pass(7000);
  assert.deepEqual(page.log, ["lost since 0"]);
  assert.deepEqual(page.asked, ["api/me"]);
  assert.equal(page.open(), 0);
  await page.answer(0, 200);
  assert.equal(page.streams.length, 2);
  page.stream.tell("beat", {});
  assert.deepEqual(page.log, ["lost since 0", "live"]);
});

test("a station that does not answer who is logged in is asked once at a time", async () => {
  const page = new Page();
  page.pass(60000);
  assert.equal(page.asked.length, 1);
  page.answers[0].no(new Error("timeout"));
  await settled();
  assert.equal(page.open(), 1);
});

test("a session that is over leads to the login, and to no more connections", async () => {
  const page = new Page();
  page.pass(7000);
  await page.answer(0, 401);
  page.pass(60000);
  assert.deepEqual(page.log, ["lost since 0", "leave for login"]);
  assert.equal(page.streams.length, 1);
});

test("a page of another build than the station's loads itself again instead of drawing", () => {
  const page = new Page();
  page.stream.tell("station", { pages: "a1" });
  page.stream.tell("station", { pages: "b2" });
  assert.deepEqual(page.log, ["live", 'station {"pages":"a1"}', "reload"]);
});
