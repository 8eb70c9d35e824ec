import { ask, byId, clock, make } from "./dom.js";
import { frame } from "./frame.js";
import { table } from "./table.js";

await frame("Audit");
try {
  byId("list").replaceChildren(table([
    ["At", (line) => clock(line.at)], ["Who", (line) => line.who], ["What", (line) => line.action], ["On", (line) => line.object],
  ], await ask("api/audit")));
} catch (problem) {
  byId("list").replaceChildren(make("p", { class: "empty", role: "alert" }, problem.message));
}
