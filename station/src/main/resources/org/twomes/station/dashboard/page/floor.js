import { act, post } from "./act.js";
import { approvalQuestion } from "./approval.js";
import { byId, make, seconds } from "./dom.js";
import { frame, isSupervisor } from "./frame.js";
import { labelWords } from "./label.js";
import { beside, fit } from "./layout.js";
import { listen } from "./live.js";
import { speak } from "./spoken.js";
import { fill, fitWords, stage, tick, tile, word } from "./tile.js";

const floor = byId("floor");
const tiles = new Map();
const slots = new Map();
const reads = new Map();
const waitingToDraw = new Set();
let sound = localStorage.getItem("sound") === "on";
let identifying = false;
let taking = true;
/** Whether the line stands still only for as long as boards are identified here. */
let stoppedToRead = false;
let audio;

function group(name) {
  let section = [...floor.children].find((child) => child.dataset.group === name);
  if (!section) {
    section = make("section", { class: "group", "data-group": name, "aria-label": name || "Slots" },
      name && make("h2", {}, name), make("div", { class: "slots" }));
    floor.append(section);
  }
  return section.querySelector(".slots");
}

/** Draws a slot, unless the configuration took it away meanwhile. */
function draw(path) {
  const slot = slots.get(path);
  if (!slot) return;
  let known = tiles.get(path);
  if (!known) {
    known = tile(slot, pressed);
    tiles.set(path, known);
    group(slot.group).append(known.node);
    relayout();
  }
  fill(known, { ...slot, read: reads.get(path) });
}

let layoutDue = false;
function relayout() {
  if (layoutDue) return;
  layoutDue = true;
  requestAnimationFrame(() => {
    layoutDue = false;
    fit(floor);
    tiles.forEach(fitWords);
  });
}

/** Slots in their order, with their names and groups, as they are drawn. */
let places;
let drawDue = false;
function changed(slot, before = slots.get(slot.path)) {
  slot.heard = performance.now();
  slots.set(slot.path, slot);
  if (!slot.present || slot.phase === "RUNNING") reads.delete(slot.path);
  waitingToDraw.add(slot.path);
  if (before && before.phase !== slot.phase) announce(slot);
  if (identifying && !taking && slot.present && !before?.present) read(slot);
  if (drawDue) return;
  drawDue = true;
  requestAnimationFrame(flush);
}

function flush() {
  drawDue = false;
  const due = [...waitingToDraw];
  waitingToDraw.clear();
  due.forEach(draw);
  count();
}

function announce(slot) {
  const bad = slot.phase === "FAILED" || slot.phase === "HELD" || slot.phase === "UNUSABLE";
  if (bad || slot.phase === "DONE" || slot.phase === "OPERATOR") {
    const place = slot.label ? `, ${labelWords(slot.label)}` : "";
    speak(`Slot ${slot.slot}: ${word(slot.phase)}${place}. ${slot.trouble?.sentence ?? ""}`);
  }
  if (sound && bad && audio?.state === "running") beep();
}

function beep() {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = 440;
  volume.gain.setValueAtTime(0.25, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.6);
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.6);
}

/** A browser lets a page sound only once somebody has touched it; until then the button says so. */
async function allowSound() {
  audio ??= new AudioContext();
  audio.onstatechange = toggles;
  await audio.resume();
}

function count() {
  const sums = { busy: 0, done: 0, failed: 0, held: 0 };
  for (const { phase, present } of slots.values()) {
    if (phase === "RUNNING" || phase === "WAITING" || phase === "OPERATOR") sums.busy++;
    if ((phase === "DONE" || phase === "REMOVE_ME") && present) sums.done++;
    if (phase === "FAILED" || phase === "UNUSABLE") sums.failed++;
    if (phase === "HELD") sums.held++;
  }
  for (const [name, sum] of Object.entries(sums)) byId(`count-${name}`).textContent = sum;
}

function pressed(path) {
  const slot = slots.get(path);
  if (identifying) read(slot);
  else detail(slot);
}

async function read(slot) {
  const board = await post("slot/identify", { slot: slot.path });
  if (!board) return;
  reads.set(slot.path, board);
  draw(slot.path);
  speak(`Slot ${slot.slot}: ${board.name ?? board.mac}, ${board.state}`);
}

function fact(name, value) {
  return value ? [make("dt", {}, name), make("dd", {}, value)] : [];
}

function detail(slot) {
  const mac = slot.mac;
  const action = (name, path, order, question) =>
    make("button", { type: "button", on: { click: async () => { dialog.close(); await act(path, order, question, name); } } }, name);
  const buttons = [];
  if (isSupervisor()) {
    const where = `in slot ${slot.slot}`;
    buttons.push(action("Run again", "slot/run", { slot: slot.path }, `Run the board ${where} again from the start?`));
    if (mac && slot.phase === "HELD") {
      buttons.push(action("Approve", "approve", { mac },
        approvalQuestion(slot.name ?? mac, { stage: slot.stage, code: slot.trouble?.code })));
    }
    buttons.push(action("Release slot", "slot/release", { slot: slot.path }, `Forget what slot ${slot.slot} shows?`));
  }
  buttons.push(make("button", { type: "button", on: { click: () => { dialog.close(); read(slot); } } }, "Identify"));
  if (mac) buttons.push(make("a", { class: "button", href: `units?text=${encodeURIComponent(mac)}` }, "History"));
  const dialog = make("dialog", { class: "detail", "aria-labelledby": "detail-title" },
    make("h2", { id: "detail-title" }, `Slot ${slot.slot}: ${word(slot.phase)}`),
    make("dl", {},
      fact("Unit", slot.name), fact("MAC", mac), fact("Stage", stage(slot.stage)), fact("Doing", slot.activity),
      fact("What happened", slot.trouble?.sentence), fact("What to do", slot.trouble?.remedy),
      fact("Particulars", slot.trouble && [slot.trouble.code, slot.trouble.detail].filter(Boolean).join(": ")),
      fact("Label", slot.label && labelWords(slot.label)),
      fact("Rate", slot.baud ? `${slot.baud} baud${slot.slowed ? " (slowed)" : ""}` : ""),
      fact("Run", slot.attempt ? String(slot.attempt) : ""),
      fact("Since", seconds((Date.now() - Date.parse(slot.since)) / 1000)),
      fact("Path", slot.path)),
    make("div", { class: "buttons" }, buttons,
      make("button", { type: "button", class: "primary", on: { click: () => dialog.close() } }, "Close")));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function toggles() {
  byId("sound").setAttribute("aria-pressed", String(sound));
  byId("sound").textContent = sound && audio?.state !== "running" ? "Sound: press any key" : "Sound";
  byId("identify").setAttribute("aria-pressed", String(identifying));
  document.body.classList.toggle("identifying", identifying);
  document.body.classList.toggle("taking", taking);
  byId("pause").textContent = taking ? "Stop taking boards" : "Take boards";
  byId("paused").hidden = taking;
  byId("read-only-on").hidden = !stoppedToRead;
}

/** Has the line take boards, or take none; false when it was not done. */
async function take(boards) {
  if (!(await post(boards ? "line/resume" : "line/pause", {}))) return false;
  taking = boards;
  return true;
}

byId("sound").addEventListener("click", () => {
  sound = !sound;
  localStorage.setItem("sound", sound ? "on" : "off");
  toggles();
  if (sound) allowSound().then(beep);
});
for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, () => sound && allowSound());
floor.addEventListener("keydown", (event) => {
  const next = beside([...floor.querySelectorAll(".tile")], document.activeElement, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
});
byId("read-only").addEventListener("click", async () => {
  stoppedToRead = await take(false);
  toggles();
});
byId("identify").addEventListener("click", async () => {
  identifying = !identifying;
  reads.clear();
  [...slots.keys()].forEach(draw);
  toggles();
  if (!identifying && stoppedToRead) {
    stoppedToRead = false;
    await take(true);
    toggles();
  }
});
byId("pause").addEventListener("click", () => act(
  taking ? "line/pause" : "line/resume", {},
  taking ? "Take no more boards? Those that run go on." : "Take boards again?", taking ? "Stop" : "Take boards"));
byId("run-failed").addEventListener("click", () => act("line/run-failed", {}, "Run every failed board that is plugged once more?", "Run"));
byId("flush").addEventListener("click", () => act(
  "sheets/flush", {}, "Finish the open sheet now? Its free places stay unused until you start a part-used sheet.", "Finish sheet"));
byId("full").addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
function wall() {
  document.body.classList.toggle("wall", Boolean(document.fullscreenElement) || location.hash === "#wall");
  relayout();
}
document.addEventListener("fullscreenchange", wall);
window.addEventListener("hashchange", wall);
wall();
new ResizeObserver(relayout).observe(document.body);

toggles();
await frame("Floor");
document.querySelectorAll(".supervisor").forEach((node) => { node.hidden = !isSupervisor(); });
relayout();
function everySecond() {
  byId("time").textContent = new Date().toLocaleTimeString(undefined, { timeStyle: "short" });
  for (const [path, known] of tiles) tick(known, slots.get(path));
}
everySecond();
setInterval(everySecond, 1000);

listen({
  station(head) {
    byId("station").textContent = head.station;
    byId("bundle").textContent = head.bundle || "no firmware chosen";
    document.title = `${head.station} · floor`;
    taking = head.taking;
    if (taking) stoppedToRead = false;
    toggles();
  },
  slots(list) {
    const before = new Map(slots);
    const first = places === undefined;
    const now = JSON.stringify(list.map(({ path, slot, group }) => [path, slot, group]));
    if (places !== now) {
      places = now;
      floor.replaceChildren();
      tiles.clear();
      slots.clear();
      relayout();
    }
    // What is plugged when the page opens has not just been plugged.
    list.forEach((slot) => changed(slot, first ? slot : before.get(slot.path)));
  },
  slot: (slot) => changed(slot),
  health(report) {
    const bar = byId("health");
    bar.hidden = report.findings.length === 0;
    bar.dataset.status = report.status;
    bar.replaceChildren(...report.findings.map((finding) =>
      make("span", {}, make("b", {}, finding.part), ` ${finding.what} – ${finding.remedy}`)));
    relayout();
  },
});
