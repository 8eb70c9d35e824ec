import { byId } from "./dom.js";

/** Shows whether the page hears its station. */
export const CONTACT_CHIP = {
  live() {
    show("live", "Live");
    byId("stale").hidden = true;
    document.body.classList.remove("is-stale");
  },
  lost(since) {
    show("lost", "No contact");
    byId("stale").textContent =
      `No contact with the station since ${since.toLocaleTimeString()}: what you see is old. Trying again …`;
    byId("stale").hidden = false;
    document.body.classList.add("is-stale");
  },
};

function show(state, text) {
  const chip = byId("link");
  chip.dataset.state = state;
  chip.textContent = text;
}
