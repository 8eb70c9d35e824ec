import { ask, byId, make } from "./dom.js";

const PAGES = [["./", "Floor"], ["shift", "Shift"], ["units", "Units"], ["sheets", "Sheets"]];

/** Who looks; undefined until the station said so. */
export let me;

/** Asks the station anew who looks: after its restart the session's token is another one. */
export async function whoAmI() {
  me = await ask("api/me");
  return me;
}

/** The top of every page: where one is, where one can go, who one is. */
export async function frame(current) {
  const nav = byId("nav");
  for (const [path, name] of PAGES) {
    nav.append(make("a", { href: path, "aria-current": name === current ? "page" : null }, name));
  }
  await whoAmI();
  byId("where")?.replaceChildren(me.station);
  if (isSupervisor()) {
    nav.append(make("a", { href: "audit", "aria-current": current === "Audit" ? "page" : null }, "Audit"));
  }
  if (me.login) {
    byId("who").append(
      make("span", { class: "quiet" }, `${me.user} (${me.role.toLowerCase()})`),
      make("button", { type: "button", on: { click: logout } }, "Log out"),
    );
  }
  return me;
}

export const isSupervisor = () => me?.role === "SUPERVISOR";

async function logout() {
  await fetch("api/logout", { method: "POST", headers: { "X-CSRF-Token": me.csrf } });
  location.assign("login");
}
