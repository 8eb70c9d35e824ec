import assert from "node:assert/strict";
import { test } from "node:test";
import { Contact } from "#page/contact.js";

/** A contact whose connection was opened, and heard, at 0 ms. */
function live() {
  const contact = new Contact(0);
  contact.open(0);
  contact.hear(0);
  return contact;
}

test("that there is contact, or none, is news only once", () => {
  const contact = new Contact(0);
  assert.equal(contact.hear(1), true);
  assert.equal(contact.hear(2), false);
  assert.equal(contact.lose(), true);
  assert.equal(contact.lose(), false);
  assert.equal(contact.hear(3), true);
});

test("a station is silent after six seconds without a word", () => {
  const contact = live();
  assert.equal(contact.isSilent(6000), false);
  assert.equal(contact.isSilent(6001), true);
  contact.hear(6001);
  assert.equal(contact.isSilent(12001), false);
});

test("a connection that is heard is left alone", () => {
  const contact = live();
  contact.hear(9000);
  assert.equal(contact.mustConnectAgain(14000, false), false);
});

test("a connection that the browser gave up is opened again, but not before two seconds", () => {
  assert.equal(live().mustConnectAgain(2000, true), false);
  assert.equal(live().mustConnectAgain(2001, true), true);
});

test("a connection that is silent is opened again, though the browser thinks it open", () => {
  assert.equal(live().mustConnectAgain(6000, false), false);
  assert.equal(live().mustConnectAgain(6001, false), true);
});

test("a connection that was opened after the station fell silent gets its six seconds", () => {
  const contact = live();
  contact.open(7000);
  assert.equal(contact.mustConnectAgain(12000, false), false);
  assert.equal(contact.mustConnectAgain(13001, false), true);
});

test("one attempt is under way at a time, however late its answer is", () => {
  const contact = live();
  assert.equal(contact.mustConnectAgain(7000, true), true);
  assert.equal(contact.mustConnectAgain(60000, true), false);
  contact.open(61000);
  assert.equal(contact.mustConnectAgain(64000, true), true);
});

test("a page of another build than the station's is outdated, the first build it hears of is its own", () => {
  const contact = live();
  assert.equal(contact.isOutdatedBy("a1"), false);
  assert.equal(contact.isOutdatedBy("a1"), false);
  assert.equal(contact.isOutdatedBy("b2"), true);
  assert.equal(contact.isOutdatedBy("a1"), false);
});
