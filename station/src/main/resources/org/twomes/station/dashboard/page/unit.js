import { act } from "./act.js";
import { approvalQuestion } from "./approval.js";
import { ask, byId, clock, make, seconds } from "./dom.js";
import { frame, isSupervisor } from "./frame.js";
import { labelNumber, labelSheet, labelState, labelWords } from "./label.js";
import { stateWord, table } from "./table.js";

function fact(name, value) {
  return value ? [make("dt", {}, name), make("dd", {}, value)] : [];
}

function timeline(attempt) {
  const steps = attempt.transitions;
  return make("ol", { class: "timeline" }, steps.map((step, index) => make("li", { class: step.state },
    make("b", {}, step.state.toLowerCase()),
    index === 0 ? clock(step.at) : `+ ${((Date.parse(step.at) - Date.parse(steps[index - 1].at)) / 1000).toFixed(1)} s`)));
}

function attemptPanel(attempt) {
  return make("section", { class: "panel" },
    make("header", {}, make("h2", {}, `Attempt ${attempt.ordinal}`), stateWord(attempt.state)),
    make("p", { class: "quiet" }, `Slot ${attempt.slot} of ${attempt.station}, ${attempt.bundle}`),
    timeline(attempt),
    attempt.failure && make("p", {}, make("b", { class: "code" }, attempt.failure.code), ` ${attempt.failure.detail}`),
    attempt.notes.length > 0 && table([["At", (note) => clock(note.at)], ["Note", (note) => note.text]], attempt.notes),
    attempt.bootLog && make("details", {}, make("summary", {}, "Boot log (tokens masked)"),
      make("pre", { tabindex: "0" }, attempt.bootLog)));
}

function show({ unit, attempts, reprints, deadLabels }) {
  document.title = `${unit.name ?? unit.mac} · twomes-station`;
  const buttons = [];
  if (isSupervisor() && unit.label?.state === "VALID") {
    buttons.push(make("button", { type: "button", on: { click: () => act("unit/reprint", { unit: unit.id },
      `Make the label of ${unit.name} again? It is marked as a reprint and counted.`, "Reprint").then(load) } }, "Reprint label"));
  }
  if (isSupervisor()) {
    buttons.push(make("button", { type: "button", on: { click: () => act("approve", { mac: unit.mac },
      approvalQuestion(unit.name ?? unit.mac, unit.state === "HELD" ? unit.failure : undefined), "Approve").then(load) } }, "Approve for another run"));
  }
  byId("unit").replaceChildren(
    make("div", { class: "page" },
      make("section", { class: "columns" },
        make("section", { class: "panel" },
          make("header", {}, make("h2", {}, unit.name ?? unit.mac), stateWord(unit.state)),
          make("dl", {}, fact("MAC", make("span", { class: "code" }, unit.mac)), fact("Type", unit.deviceType),
            fact("Life", unit.life > 1 ? `${unit.life} (prepared again)` : "first"),
            fact("Why", unit.failure && `${unit.failure.code}: ${unit.failure.detail}`),
            fact("Firmware", unit.bundle), fact("SHA-256", make("span", { class: "code" }, unit.bundleSha256)),
            fact("Slot", `${unit.slot} of ${unit.station}`), fact("First seen", clock(unit.created)),
            fact("Changed", clock(unit.changed)), fact("Took", seconds((Date.parse(unit.changed) - Date.parse(unit.created)) / 1000))),
          make("div", { class: "buttons" }, buttons)),
        make("section", { class: "panel" }, make("h2", {}, "Label"),
          unit.label
            ? make("div", {}, make("p", { class: "place-big" }, String(labelNumber(unit.label))),
              make("p", { class: "sheet-name" }, "on ", make("a", { href: `sheets?number=${encodeURIComponent(unit.label.sheet)}` }, labelSheet(unit.label))),
              labelState(unit.label) && make("p", { class: "bad" }, `Not valid: ${labelState(unit.label)}`),
              reprints > 0 && make("p", { class: "quiet" }, `printed again ${reprints === 1 ? "once" : `${reprints} times`}`))
            : make("p", { class: "quiet" }, "It has none yet."),
          deadLabels.map((dead) => make("p", { class: "bad" }, `Earlier label: ${labelWords(dead.place)}`)))),
      attempts.map(attemptPanel).reverse()));
}

async function load() {
  try {
    show(await ask(`api/unit?id=${encodeURIComponent(new URLSearchParams(location.search).get("id") ?? "")}`));
  } catch (problem) {
    byId("unit").replaceChildren(make("p", { class: "empty", role: "alert" }, problem.message));
  }
}

await frame("Units");
await load();
