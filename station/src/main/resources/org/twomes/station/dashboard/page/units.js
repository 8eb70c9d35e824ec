import { byId, make } from "./dom.js";
import { showHeader } from "./header.js";
import { Session } from "./session.js";
import { table } from "./table.js";
import { FIELDS, RESULTS, foundText, searchFields, searchQuery, unitColumns } from "./unit-texts.js";

async function show(session) {
  const query = searchQuery(Object.fromEntries(FIELDS.map((field) => [field, byId(field).value])));
  byId("csv").href = `api/units.csv?${query}`;
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  try {
    const units = await session.ask(`api/units?${query}`);
    byId("found").textContent = foundText(units.length);
    byId("list").replaceChildren(table(unitColumns(), units, "No unit matches."));
  } catch (problem) {
    byId("found").textContent = problem.message;
  }
}

const session = new Session();
byId("state").append(...RESULTS.map((state) => make("option", { value: state }, state.toLowerCase())));
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  show(session);
});
for (const [field, value] of Object.entries(searchFields(location.search))) byId(field).value = value;
await showHeader("Units", session);
await show(session);
