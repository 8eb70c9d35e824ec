import { showHeader } from "./header.js";
import { Session } from "./session.js";
import { ShiftPage } from "./shift-page.js";

const REFRESH_MS = 30000;

const session = new Session();
const page = new ShiftPage(session);
page.connectControls();
await showHeader("Shift", session);
await page.offer();
await page.show();
setInterval(() => page.show(), REFRESH_MS);
