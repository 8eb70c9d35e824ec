import assert from "node:assert/strict";
import { test } from "node:test";
import { Alarm } from "#page/alarm.js";
import { onceAFrame } from "#page/once-a-frame.js";

/** As a browser's audio: it sounds once it was resumed; notes the tones that begin. */
class Audio {
  state = "suspended";
  currentTime = 0;
  destination = {};
  tones = 0;

  async resume() {
    this.state = "running";
    this.onstatechange();
  }

  createOscillator() {
    return { frequency: {}, connect: (next) => next, start: () => { this.tones++; }, stop() {} };
  }

  createGain() {
    return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: (next) => next };
  }
}

function browser(remembered = {}) {
  const audio = new Audio();
  const storage = { getItem: (key) => remembered[key] ?? null, setItem: (key, value) => { remembered[key] = value; } };
  const texts = [];
  const alarm = new Alarm(storage, () => audio, () => texts.push(alarm.text));
  return { alarm, audio, remembered, texts };
}

test("the alarm is off until somebody turns it on", () => {
  const { alarm, audio } = browser();
  assert.equal(alarm.on, false);
  alarm.sound();
  assert.equal(audio.tones, 0);
});

test("turned on, it sounds once, and then at each failure", async () => {
  const { alarm, audio } = browser();
  await alarm.toggle();
  assert.equal(audio.tones, 1);
  alarm.sound();
  assert.equal(audio.tones, 2);
});

test("turned off again, it sounds no more", async () => {
  const { alarm, audio } = browser();
  await alarm.toggle();
  await alarm.toggle();
  alarm.sound();
  assert.equal(audio.tones, 1);
});

test("the browser remembers whether it is on", async () => {
  const { alarm, remembered } = browser();
  await alarm.toggle();
  assert.deepEqual(remembered, { sound: "on" });
  assert.equal(browser(remembered).alarm.on, true);
  await alarm.toggle();
  assert.equal(browser(remembered).alarm.on, false);
});

test("remembered as on, it is silent and says so until the page is touched", async () => {
  const { alarm, audio } = browser({ sound: "on" });
  assert.equal(alarm.text, "Sound: press any key");
  alarm.sound();
  assert.equal(audio.tones, 0);
  await alarm.touched();
  assert.equal(alarm.text, "Sound");
  alarm.sound();
  assert.equal(audio.tones, 1);
});

test("a touch of the page starts no audio while the alarm is off", async () => {
  const { alarm, audio } = browser();
  await alarm.touched();
  assert.equal(audio.state, "suspended");
});

test("every change of its text is told", async () => {
  const { alarm, texts } = browser();
  await alarm.toggle();
  assert.deepEqual(texts, ["Sound: press any key", "Sound"]);
});

test("work that is asked for often is done once a frame", () => {
  const frames = [];
  let done = 0;
  const soon = onceAFrame(() => { done++; }, (frame) => frames.push(frame));
  soon();
  soon();
  assert.equal(done, 0);
  frames.shift()();
  assert.equal(done, 1);
  assert.equal(frames.length, 0);
  soon();
  frames.shift()();
  assert.equal(done, 2);
});

test("work that asks for itself again is done in the next frame", () => {
  const frames = [];
  let done = 0;
  const soon = onceAFrame(() => { if (++done === 1) soon(); }, (frame) => frames.push(frame));
  soon();
  frames.shift()();
  assert.equal(frames.length, 1);
  frames.shift()();
  assert.equal(done, 2);
});
