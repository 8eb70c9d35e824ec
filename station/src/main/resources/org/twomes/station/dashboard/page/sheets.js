import { showHeader } from "./header.js";
import { Session } from "./session.js";
import { SheetsPage } from "./sheets-page.js";

const session = new Session();
const page = new SheetsPage(session);
page.connectControls();
await showHeader("Sheets", session);
await page.show(new URLSearchParams(location.search).get("number"));
