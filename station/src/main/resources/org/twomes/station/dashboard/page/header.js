import { byId, make } from "./dom.js";

const PAGES = [["./", "Floor"], ["shift", "Shift"], ["units", "Units"], ["sheets", "Sheets"]];
const SUPERVISORS_PAGES = [["audit", "Audit"]];

/** Fills the top of every page: which page it is, which others there are, who is logged in. */
export async function showHeader(current, session) {
  const nav = byId("nav");
  const links = (pages) => pages.map(([path, name]) =>
    make("a", { href: path, "aria-current": name === current ? "page" : null }, name));
  nav.append(...links(PAGES));
  const user = await session.refresh();
  byId("where")?.replaceChildren(user.station);
  if (session.isSupervisor) nav.append(...links(SUPERVISORS_PAGES));
  if (user.login) {
    byId("who").append(
      make("span", { class: "quiet" }, `${user.user} (${user.role.toLowerCase()})`),
      make("button", { type: "button", on: { click: () => session.logout() } }, "Log out"),
    );
  }
}
