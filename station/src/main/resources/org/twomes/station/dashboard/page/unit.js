import { showHeader } from "./header.js";
import { Session } from "./session.js";
import { UnitPage } from "./unit-page.js";

const session = new Session();
await showHeader("Units", session);
await new UnitPage(session, new URLSearchParams(location.search).get("id") ?? "").show();
