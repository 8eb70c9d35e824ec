import assert from "node:assert/strict";
import { test } from "node:test";
import { Actions } from "#page/actions.js";
import { Session } from "#page/session.js";

/** A station with one user, which checks the token of orders as the real one does and notes those that it carries out. */
class Station {
  csrf = "first";
  role = "VIEWER";
  loggedIn = true;
  orders = [];

  request = async (path, { method = "GET", headers, body }) => {
    if (!this.loggedIn) return reply(401, { message: "Log in first." });
    if (path === "api/me") return reply(200, { user: "sue", role: this.role, csrf: this.csrf });
    if (method === "GET") return path === "api/slots" ? reply(200, ["A1"]) : reply(404, {});
    if (headers["X-CSRF-Token"] !== this.csrf) return reply(403, { message: "The token is wrong." });
    if (path === "api/line/nothing") return reply(409, { message: "There is nothing to do." });
    this.orders.push([path, JSON.parse(body ?? "null")]);
    return reply(200, { message: "Done." });
  };
}

const reply = (status, body) => ({ status, ok: status < 300, statusText: `status ${status}`, json: async () => body });

async function logIn(station = new Station()) {
  const left = [];
  const session = new Session(station.request, (page) => left.push(page));
  await session.refresh();
  return { station, session, left };
}

/** Actions of a user who says {@code agrees} to every question; and what was said and asked. */
function actionsOf(session, agrees = true) {
  const said = [];
  const asked = [];
  const actions = new Actions(session, (message, bad) => said.push([message, bad]), async (...question) => {
    asked.push(question);
    return agrees;
  });
  return { actions, said, asked };
}

test("the user is unknown, and no supervisor, before the station was asked", () => {
  const session = new Session(new Station().request, () => {});
  assert.equal(session.user, undefined);
  assert.equal(session.isSupervisor, false);
});

test("a supervisor is known by the role", async () => {
  const { session, station } = await logIn();
  assert.equal(session.isSupervisor, false);
  station.role = "SUPERVISOR";
  await session.refresh();
  assert.equal(session.isSupervisor, true);
});

test("what is asked is answered", async () => {
  const { session } = await logIn();
  assert.deepEqual(await session.ask("api/slots"), ["A1"]);
});

test("a refusal is an error with the station's message, or else with the status", async () => {
  const { session, station } = await logIn();
  await assert.rejects(session.ask("api/no-such"), { message: "status 404" });
  station.loggedIn = false;
  await assert.rejects(session.ask("api/slots"), { message: "Log in first." });
});

test("a session that is over leads to the login, by a question and by an order", async () => {
  const { session, station, left } = await logIn();
  station.loggedIn = false;
  await assert.rejects(session.ask("api/slots"));
  assert.equal((await session.post("line/pause", {})).ok, false);
  assert.deepEqual(left, ["login", "login"]);
});

test("an order is carried out with the session's token", async () => {
  const { session, station } = await logIn();
  const { ok } = await session.post("slot/run", { slot: "1-1" });
  assert.equal(ok, true);
  assert.deepEqual(station.orders, [["api/slot/run", { slot: "1-1" }]]);
});

test("after a restart of the station the order is given once more with the new token", async () => {
  const { session, station } = await logIn();
  station.csrf = "second";
  assert.equal((await session.post("line/pause", {})).ok, true);
  assert.deepEqual(station.orders, [["api/line/pause", {}]]);
});

test("an order that the station forbids with the same token is not given again", async () => {
  const { station } = await logIn();
  let posts = 0;
  const session = new Session(async (path, options) => {
    if (options.method !== "POST") return station.request(path, options);
    posts++;
    return reply(403, { message: "Supervisors only." });
  }, () => {});
  await session.refresh();
  assert.deepEqual(await session.post("line/pause", {}), { ok: false, body: { message: "Supervisors only." } });
  assert.equal(posts, 1);
});

test("a logout ends at the login", async () => {
  const { session, station, left } = await logIn();
  await session.logout();
  assert.deepEqual(station.orders, [["api/logout", null]]);
  assert.deepEqual(left, ["login"]);
});

test("an order without a question is given at once, and what came of it is said", async () => {
  const { session, station } = await logIn();
  const { actions, said, asked } = actionsOf(session);
  assert.deepEqual(await actions.act("line/pause", {}), { message: "Done." });
  assert.deepEqual(asked, []);
  assert.deepEqual(said, [["Done.", false]]);
  assert.equal(station.orders.length, 1);
});

test("an order with a question is given once the user agreed", async () => {
  const { session, station } = await logIn();
  const { actions, asked } = actionsOf(session);
  await actions.act("line/pause", {}, "Stop?", "Stop");
  await actions.act("line/resume", {}, "Go on?");
  assert.deepEqual(asked, [["Stop?", "Stop"], ["Go on?", "Yes"]]);
  assert.equal(station.orders.length, 2);
});

test("an order that the user does not agree to is not given", async () => {
  const { session, station } = await logIn();
  const { actions, said } = actionsOf(session, false);
  assert.equal(await actions.act("line/pause", {}, "Stop?", "Stop"), undefined);
  assert.deepEqual(station.orders, []);
  assert.deepEqual(said, []);
});

test("a refusal is said as bad news", async () => {
  const { session } = await logIn();
  const { actions, said } = actionsOf(session);
  assert.equal(await actions.post("line/nothing", {}), undefined);
  assert.deepEqual(said, [["There is nothing to do.", true]]);
});

test("a station that does not answer has done nothing, and this is said", async () => {
  const station = new Station();
  let answers = true;
  const session = new Session(async (path, options) => {
    if (!answers) throw new TypeError("fetch failed");
    return station.request(path, options);
  }, () => {});
  await session.refresh();
  const { actions, said } = actionsOf(session);
  answers = false;
  assert.equal(await actions.post("line/pause", {}), undefined);
  assert.deepEqual(said, [["The station does not answer: nothing was done.", true]]);
});
