import { listen } from "./live.js";

const WORDS = {
  EMPTY: ["○", "Empty"],
  WAITING: ["◔", "Waits"],
  RUNNING: ["▶", "Working"],
  OPERATOR: ["☝", "Your turn"],
  DONE: ["✔", "Done"],
  REMOVE_ME: ["✔", "Remove me"],
  FAILED: ["✖", "Failed"],
  HELD: ["?", "Ask"],
  UNUSABLE: ["✖", "Port fault"],
};

const floor = document.getElementById("floor");
const tiles = new Map();
const phases = new Map();
let sound = localStorage.getItem("sound") === "on";

function element(kind, className, text) {
  const node = document.createElement(kind);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function group(name) {
  let section = [...floor.children].find((child) => child.dataset.group === name);
  if (!section) {
    section = element("section", "group");
    section.dataset.group = name;
    if (name) section.append(element("h2", "", name));
    section.append(element("div", "slots"));
    floor.append(section);
  }
  return section.querySelector(".slots");
}

function tile(slot) {
  let node = tiles.get(slot.path);
  if (!node) {
    node = element("article", "tile");
    node.tabIndex = 0;
    tiles.set(slot.path, node);
    group(slot.group).append(node);
  }
  return node;
}

function seconds(value) {
  return value >= 90 ? `${Math.round(value / 60)} min` : `${Math.round(value)} s`;
}

function draw(slot) {
  const node = tile(slot);
  const [icon, word] = WORDS[slot.phase] ?? ["?", slot.phase];
  const gone = !slot.present && slot.phase !== "EMPTY";
  node.className = `tile ${slot.phase}${gone ? " absent" : ""}`;
  node.setAttribute("aria-label", `Slot ${slot.slot}: ${word}`);

  const head = element("div", "head");
  head.append(element("span", "slot", slot.slot), element("span", "word", `${icon} ${word}`));
  const parts = [head, element("div", "unit", slot.name ?? slot.mac ?? "")];

  if (slot.label) {
    const place = element("div", "place");
    place.append(element("b", "", String(slot.label.position)), element("span", "", `on sheet ${slot.label.sheet}`));
    parts.push(place);
  }
  const what = element("div", "what");
  if (slot.trouble) {
    what.append(element("p", "", slot.trouble.sentence), element("p", "mend", slot.trouble.mend));
    what.title = `${slot.trouble.code}: ${slot.trouble.detail}`;
  } else {
    what.append(element("p", "", slot.activity));
  }
  parts.push(what);

  if (slot.phase === "RUNNING" || slot.phase === "WAITING") {
    const bar = element("progress");
    bar.max = 1;
    bar.value = slot.progress;
    bar.setAttribute("aria-label", `Progress of slot ${slot.slot}`);
    parts.push(bar);
  }
  const foot = element("div", "foot");
  foot.append(
    element("span", "", slot.baud ? `${slot.baud} baud${slot.slowed ? ", slowed" : ""}` : ""),
    element("span", "", slot.leftSeconds != null ? `${seconds(slot.leftSeconds)} left` : gone ? "pulled" : ""),
  );
  parts.push(foot);
  node.replaceChildren(...parts);

  const before = phases.get(slot.path);
  phases.set(slot.path, slot.phase);
  if (sound && before && before !== slot.phase && (slot.phase === "FAILED" || slot.phase === "HELD")) beep();
}

function beep() {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = 440;
  volume.gain.setValueAtTime(0.2, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.5);
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.5);
  tone.onended = () => audio.close();
}

function summary() {
  const count = { done: 0, busy: 0, failed: 0, ask: 0 };
  for (const phase of phases.values()) {
    if (phase === "DONE" || phase === "REMOVE_ME") count.done++;
    if (phase === "RUNNING" || phase === "WAITING" || phase === "OPERATOR") count.busy++;
    if (phase === "FAILED" || phase === "UNUSABLE") count.failed++;
    if (phase === "HELD") count.ask++;
  }
  document.getElementById("counts").textContent =
    `${count.busy} working · ${count.done} to pull · ${count.failed} failed · ${count.ask} to ask`;
}

function soundButton() {
  const button = document.getElementById("sound");
  button.setAttribute("aria-pressed", String(sound));
  button.textContent = sound ? "Sound on" : "Sound off";
}

document.getElementById("sound").addEventListener("click", () => {
  sound = !sound;
  localStorage.setItem("sound", sound ? "on" : "off");
  soundButton();
});
document.getElementById("full").addEventListener("click", () => document.documentElement.requestFullscreen());
soundButton();

listen({
  station(info) {
    document.getElementById("station").textContent = info.station;
    document.getElementById("bundle").textContent = info.bundle;
    document.title = `${info.station} · twomes-station`;
  },
  slots(list) {
    floor.replaceChildren();
    tiles.clear();
    list.forEach(draw);
    summary();
  },
  slot(slot) {
    draw(slot);
    summary();
  },
  health(report) {
    const line = document.getElementById("health");
    line.hidden = report.findings.length === 0;
    line.textContent = report.findings.map((finding) => `${finding.part}: ${finding.what} (${finding.mend})`).join(" · ");
  },
});
