import { byId } from "./dom.js";
import { TEXTS } from "./texts.js";

/** Shows whether the page hears its station. */
export const CONTACT_CHIP = {
  live() {
    show("live", TEXTS.live);
    byId("stale").hidden = true;
    document.body.classList.remove("is-stale");
  },
  lost(since) {
    show("lost", TEXTS.noContact);
    byId("stale").textContent = TEXTS.noContactSince(since.toLocaleTimeString());
    byId("stale").hidden = false;
    document.body.classList.add("is-stale");
  },
};

function show(state, text) {
  const chip = byId("link");
  chip.dataset.state = state;
  chip.textContent = text;
}
