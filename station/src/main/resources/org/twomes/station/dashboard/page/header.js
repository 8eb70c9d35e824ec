import { byId, make, setText } from "./dom.js";
import { writeTexts } from "./language.js";
import { TEXTS } from "./texts.js";
import { pageTheme } from "./theme.js";

const PAGES = [["./", "Floor"], ["shift", "Shift"], ["units", "Units"], ["sheets", "Sheets"]];
const SUPERVISORS_PAGES = [["audit", "Audit"]];

/** Fills the top of every page: which page it is, which others there are, who is logged in. */
export async function showHeader(current, session) {
  writeTexts();
  const nav = byId("nav");
  byId("who").append(themeSwitch(pageTheme()));
  const links = (pages) => pages.map(([path, name]) =>
    make("a", { href: path, "aria-current": name === current ? "page" : null }, TEXTS[name.toLowerCase()]));
  nav.append(...links(PAGES));
  const user = await session.refresh();
  byId("where")?.replaceChildren(user.station);
  if (session.isSupervisor) nav.append(...links(SUPERVISORS_PAGES));
  if (user.login) {
    byId("who").append(
      make("span", { class: "quiet" }, `${user.user} (${user.role.toLowerCase()})`),
      make("button", { type: "button", on: { click: () => session.logout() } }, TEXTS.logOut),
    );
  }
}

/** Changes between light and dark colours; it is called as what it leads to. */
function themeSwitch(theme) {
  const name = () => (theme.isLight ? TEXTS.dark : TEXTS.light);
  const button = make("button", { type: "button", title: TEXTS.colours, on: { click: () => {
    theme.toggle();
    setText(button, name());
    window.dispatchEvent(new Event("themechange"));
  } } }, name());
  return button;
}
