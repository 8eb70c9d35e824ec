import { CONTACT_CHIP } from "./contact-chip.js";
import { showHeader } from "./header.js";
import { BROWSER, LiveFeed } from "./live.js";
import { Session } from "./session.js";
import { SlotsPage } from "./slots-page.js";

const TICK_MS = 1000;

const session = new Session();
const page = new SlotsPage(session);
page.connectControls();
page.showSize();
page.showControls();
await showHeader("Floor", session);
page.showRole();
page.tick();
setInterval(() => page.tick(), TICK_MS);
new LiveFeed(BROWSER, CONTACT_CHIP, page.handlers()).start();
