import { Actions } from "./actions.js";
import { Alarm } from "./alarm.js";
import { confirm, openDialog, say } from "./dialogs.js";
import { byId, make } from "./dom.js";
import { LineMode, takingAction } from "./line-mode.js";
import { onceAFrame } from "./once-a-frame.js";
import { openSlotDetail } from "./slot-detail.js";
import { SlotGrid } from "./slot-grid.js";
import { SlotState, phaseChanged, wasPlugged } from "./slot-state.js";
import { announcement, counts, isBad, readText } from "./slot-texts.js";
import { speak } from "./spoken.js";
import { TEXTS } from "./texts.js";

/** The page of all slots, which follows what the station tells and has it act. */
export class SlotsPage {
  #session;
  #actions;
  #slots = new SlotState();
  #mode = new LineMode();
  #alarm = new Alarm(localStorage, () => new AudioContext(), () => this.showControls());
  #grid = new SlotGrid(byId("groups"), (path) => this.#pressed(path));
  /** Paths of slots that were changed since they were drawn. */
  #changed = new Set();
  /** What ails the station. */
  #findings = [];
  #drawSoon = onceAFrame(() => this.#draw());

  constructor(session) {
    this.#session = session;
    this.#actions = new Actions(session, say, confirm);
  }

  /** Has the controls do what they say. */
  connectControls() {
    const order = (id, path, question, button) => byId(id).addEventListener("click", () => this.#actions.act(path, {}, question, button));
    order("run-failed", "line/run-failed", TEXTS.runFailedAsked, TEXTS.runFailedYes);
    order("flush", "sheets/flush", TEXTS.finishSheetAsked, TEXTS.finishSheet);
    byId("pause").addEventListener("click", () => {
      const { path, question, button } = takingAction(this.#mode.taking);
      this.#actions.act(path, {}, question, button);
    });
    byId("identify").addEventListener("click", () => this.#toggleIdentifying());
    byId("read-only").addEventListener("click", () => this.#stopToRead());
    byId("health-all").addEventListener("click", () => this.#openHealth());
    byId("sound").addEventListener("click", () => this.#alarm.toggle());
    for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, () => this.#alarm.touched());
    byId("full").addEventListener("click", () =>
      (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
    document.addEventListener("fullscreenchange", () => this.showSize());
    window.addEventListener("hashchange", () => this.showSize());
    new ResizeObserver(this.#grid.layOutSoon).observe(document.body);
  }

  /** Shows whether the page fills the wall's screen. */
  showSize() {
    document.body.classList.toggle("wall", Boolean(document.fullscreenElement) || location.hash === "#wall");
    this.#grid.layOutSoon();
  }

  /** Shows what is on and off. */
  showControls() {
    const { identifying, taking, stoppedToRead } = this.#mode;
    byId("sound").setAttribute("aria-pressed", String(this.#alarm.on));
    byId("sound").textContent = this.#alarm.text;
    byId("identify").setAttribute("aria-pressed", String(identifying));
    document.body.classList.toggle("identifying", identifying);
    document.body.classList.toggle("taking", taking);
    byId("pause").textContent = takingAction(taking).name;
    byId("paused").hidden = taking;
    byId("read-only-on").hidden = !stoppedToRead;
  }

  /** Shows what the user may do. */
  showRole() {
    document.querySelectorAll(".supervisor").forEach((node) => { node.hidden = !this.#session.isSupervisor; });
    this.#grid.layOutSoon();
  }

  /** Shows the time, and how long runs still take. */
  tick() {
    byId("time").textContent = new Date().toLocaleTimeString(undefined, { timeStyle: "short" });
    this.#grid.tick(this.#slots.views(), performance.now());
  }

  /** What to do with each kind of the station's events. */
  handlers() {
    return {
      station: (head) => this.#showStation(head),
      slots: (list) => {
        const { rearranged, changes } = this.#slots.replace(list, performance.now());
        if (rearranged) this.#grid.clear();
        changes.forEach((change) => this.#take(change));
      },
      slot: (slot) => this.#take(this.#slots.update(slot, performance.now())),
      health: (report) => this.#showHealth(report),
    };
  }

  #showStation(head) {
    byId("station").textContent = head.station;
    byId("bundle").textContent = head.bundle || TEXTS.noFirmware;
    document.title = `${head.station} · ${TEXTS.floor.toLowerCase()}`;
    this.#mode.told(head.taking);
    this.showControls();
  }

  #showHealth(report) {
    const bar = byId("health");
    this.#findings = report.findings;
    bar.hidden = report.findings.length === 0;
    bar.dataset.status = report.status;
    byId("health-said").replaceChildren(...report.findings.flatMap(({ part, what, remedy }) =>
      [make("b", {}, part), ` ${what} – ${remedy} `]));
  }

  #openHealth() {
    openDialog({ "aria-labelledby": "health-title" }, (close) => [
      make("h2", { id: "health-title" }, TEXTS.theStation),
      make("ul", { class: "findings" }, this.#findings.map(({ part, what, remedy }) =>
        make("li", {}, make("b", {}, remedy), `${part}: ${what}`))),
      make("div", { class: "buttons" }, make("button", { type: "button", class: "primary", on: { click: () => close() } }, TEXTS.close)),
    ]);
  }

  #take(change) {
    const { slot } = change;
    this.#redraw(slot.path);
    if (phaseChanged(change)) this.#announce(slot);
    if (this.#mode.readsPluggedBoards && wasPlugged(change)) this.#read(slot);
  }

  #redraw(path) {
    this.#changed.add(path);
    this.#drawSoon();
  }

  #draw() {
    for (const path of this.#changed) {
      const slot = this.#slots.view(path);
      if (slot) this.#grid.draw(slot, performance.now());
    }
    this.#changed.clear();
    for (const [name, count] of Object.entries(counts(this.#slots.all()))) byId(`count-${name}`).textContent = count;
  }

  #announce(slot) {
    const text = announcement(slot);
    if (text) speak(byId("spoken"), text);
    if (isBad(slot.phase)) this.#alarm.sound();
  }

  #pressed(path) {
    const slot = this.#slots.get(path);
    if (this.#mode.identifying) this.#read(slot);
    else openSlotDetail(slot, this.#session.isSupervisor, this.#actions, () => this.#read(slot));
  }

  async #read(slot) {
    const board = await this.#actions.post("slot/identify", { slot: slot.path });
    if (!board) return;
    this.#slots.keepRead(slot.path, board);
    this.#redraw(slot.path);
    speak(byId("spoken"), readText(slot, board));
  }

  async #stopToRead() {
    if (await this.#actions.post("line/pause", {})) this.#mode.stopToRead();
    this.showControls();
  }

  async #toggleIdentifying() {
    const resume = this.#mode.toggleIdentifying();
    this.#slots.forgetReads();
    this.#slots.all().forEach(({ path }) => this.#redraw(path));
    this.showControls();
    if (!resume) return;
    if (await this.#actions.post("line/resume", {})) this.#mode.told(true);
    this.showControls();
  }
}
