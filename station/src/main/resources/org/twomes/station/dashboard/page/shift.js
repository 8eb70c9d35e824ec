import { act } from "./act.js";
import { ask, byId, local, make, percent, seconds } from "./dom.js";
import { frame, isSupervisor } from "./frame.js";
import { hours, pareto, places, times } from "./plots.js";
import { table } from "./table.js";

const REFRESH_MS = 30000;
let shown;
let shifts = [];

/** A local time (HH:MM) of the chosen day, today else, some days on. */
function at(days, time = "00:00") {
  const day = byId("day").value ? new Date(`${byId("day").value}T00:00`) : new Date();
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, ...time.split(":").map(Number));
}

function stretch() {
  const chosen = byId("preset").value;
  const shift = shifts.find(({ name }) => `shift ${name}` === chosen);
  if (shift) return [at(0, shift.from), at(shift.to > shift.from ? 0 : 1, shift.to)];
  switch (chosen) {
    case "week": return [at(-6), at(1)];
    case "own": return [byId("from").value, byId("to").value];
    default: return [at(0), at(1)];
  }
}

/** The configuration's shifts, to choose from after the whole day. */
function offer() {
  const day = byId("preset").querySelector("option");
  day.after(...shifts.map(({ name, from, to }) => make("option", { value: `shift ${name}` }, `${name}, ${from} to ${to}`)));
}

function query() {
  const values = new URLSearchParams();
  stretch().forEach((time, index) => {
    // By the station's clock, whatever zone this browser is in.
    if (time) values.set(index === 0 ? "from" : "to", local(new Date(time)));
  });
  return values.toString();
}

function card(title, value, note, kind) {
  return make("section", { class: `card ${kind ?? ""}` }, make("h2", {}, title), make("b", {}, value), make("p", {}, note));
}

function cards(shift) {
  const { figures, backlog, labels } = shift;
  const worked = figures.hours.filter((hour) => hour.passed + hour.failed + hour.held > 0).length;
  const first = figures.firstPass;
  const final = figures.finalPass;
  byId("cards").replaceChildren(
    card("Boards passed", String(figures.passed), `${figures.failed} failed, ${figures.held} held${figures.unknown ? `; ${figures.unknown} gave no MAC address` : ""}`),
    card("Boards an hour", worked ? figures.perHour.toLocaleString(undefined, { maximumFractionDigits: 1 }) : "–",
      `over ${worked} worked hour${worked === 1 ? "" : "s"} until ${until(shift.to)}`),
    card("First-pass yield", percent(first.good, first.of), `${first.good} of ${first.of} boards at their first attempt`, judged(first, 0.9)),
    card("Final yield", percent(final.good, final.of), `${final.good} of ${final.of} boards at their last attempt`, judged(final, 0.95)),
    card("Registrations waiting", String(backlog.waiting),
      backlog.oldestSeconds == null ? backlog.standing : `oldest ${seconds(backlog.oldestSeconds)}; ${backlog.standing}`,
      backlog.oldestSeconds > 3600 ? "bad" : ""),
    card("Labels used", String(labels.used), `on ${labels.sheets} sheet${labels.sheets === 1 ? "" : "s"}`),
  );
}

function until(text) {
  const time = new Date(text);
  const today = time.toDateString() === new Date().toDateString();
  return time.toLocaleString(undefined, today ? { timeStyle: "short" } : { dateStyle: "short", timeStyle: "short" });
}

const judged = (share, least) => (share.of === 0 ? "" : share.good / share.of < least ? "bad" : "good");

function groups(id, name, rows) {
  byId(id).replaceChildren(table([
    [name, (row) => row.name],
    ["Passed", (row) => String(row.passed), true],
    ["Failed", (row) => String(row.failed), true],
    ["Held", (row) => String(row.held), true],
    ["Yield", (row) => percent(row.passed, row.passed + row.failed), true],
    ["Median time", (row) => (row.median ? seconds(row.median) : "–"), true],
  ], rows));
}

async function show() {
  const problem = byId("problem");
  try {
    const text = query();
    const shift = await ask(`api/shift?${text}`);
    problem.hidden = true;
    document.querySelectorAll("[data-csv]").forEach((link) => {
      link.href = `api/shift.csv?table=${link.dataset.csv}&${text}`;
      link.setAttribute("aria-label", `${link.dataset.csv} as CSV`.replace(/^./, (letter) => letter.toUpperCase()));
    });
    cards(shift);
    const now = JSON.stringify(shift.figures);
    if (now === shown) return;
    shown = now;
    hours(byId("hours"), shift.figures.hours);
    pareto(byId("pareto"), shift.figures.failures);
    times(byId("times"), shift.figures.stages);
    byId("failures").replaceChildren(table([
      ["Stage", (row) => row.stage.toLowerCase()], ["Code", (row) => make("span", { class: "code" }, row.code)],
      ["Times", (row) => String(row.times), true], ["Share", (row) => percent(row.share, 1), true],
    ], shift.figures.failures, "No failures."));
    byId("stages").replaceChildren(table([
      ["Stage", (row) => row.stage.toLowerCase()], ["Boards", (row) => String(row.times), true],
      ["Median", (row) => `${row.median.toFixed(1)} s`, true], ["95 % within", (row) => `${row.p95.toFixed(1)} s`, true],
    ], shift.figures.stages));
    places(byId("places"), shift.figures.slots);
    groups("slots", "Slot", shift.figures.slots);
    groups("firmware", "Bundle", shift.figures.firmware);
  } catch (problemFound) {
    problem.textContent = problemFound.message;
    problem.hidden = false;
  }
}

async function changeBundle() {
  const bundles = await ask("api/bundles");
  const choice = make("select", { "aria-label": "Firmware for the next boards" },
    bundles.available.map((name) => make("option", { value: name, selected: name === bundles.current }, name)));
  const dialog = make("dialog", { "aria-labelledby": "bundle-title" },
    make("h2", { id: "bundle-title" }, "Firmware for the next boards"), choice,
    make("div", { class: "buttons" },
      make("button", { type: "button", on: { click: () => dialog.close() } }, "Cancel"),
      make("button", { type: "button", class: "primary", on: { click: () => dialog.close("choose") } }, "Choose")));
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue === "choose") {
      act("bundle", { bundle: choice.value }, `Give ${choice.value} to the next boards? It is checked first; running boards keep theirs.`, "Change");
    }
  });
  document.body.append(dialog);
  dialog.showModal();
}

byId("stretch").addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
function chosen() {
  const own = byId("preset").value === "own";
  document.querySelectorAll("[data-for]").forEach((field) => { field.hidden = (field.dataset.for === "own") !== own; });
  if (!own) show();
}

byId("preset").addEventListener("change", chosen);
byId("day").addEventListener("change", show);
byId("retry").addEventListener("click", () => act("registrations/retry", {}, "Try all waiting registrations now?", "Retry").then(show));
byId("bundle").addEventListener("click", changeBundle);

await frame("Shift");
shifts = await ask("api/shifts");
offer();
byId("retry").hidden = byId("bundle").hidden = !isSupervisor();
byId("day").value = local(new Date()).slice(0, "yyyy-mm-dd".length);
await show();
setInterval(show, REFRESH_MS);
