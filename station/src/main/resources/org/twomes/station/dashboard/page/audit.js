import { auditColumns } from "./audit-texts.js";
import { byId, make } from "./dom.js";
import { showHeader } from "./header.js";
import { Session } from "./session.js";
import { table } from "./table.js";

const session = new Session();
await showHeader("Audit", session);
try {
  byId("list").replaceChildren(table(auditColumns(), await session.ask("api/audit")));
} catch (problem) {
  byId("list").replaceChildren(make("p", { class: "empty", role: "alert" }, problem.message));
}
