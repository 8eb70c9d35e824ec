import { byId } from "./dom.js";

const STALE_AFTER_MS = 6000;
const AGAIN_AFTER_MS = 2000;
const ANSWER_WITHIN_MS = 5000;

/**
 * Listens to the station's events, and says on the page when they stay away. Connects again by itself: the browser does so
 * while the server refuses, this does so when the browser has given up.
 */
export function listen(handlers) {
  const chip = byId("link");
  const stale = byId("stale");
  let heard = performance.now();
  let heardAt = new Date();
  let source;
  let pages;
  let opened = 0;
  let trying = false;

  function alive() {
    heard = performance.now();
    heardAt = new Date();
    if (chip.dataset.state !== "live") {
      chip.dataset.state = "live";
      chip.textContent = "Live";
      stale.hidden = true;
      document.body.classList.remove("is-stale");
    }
  }

  function lost() {
    if (chip.dataset.state === "lost") return;
    chip.dataset.state = "lost";
    chip.textContent = "No contact";
    stale.textContent =
      `No contact with the station since ${heardAt.toLocaleTimeString()}: what you see is old. Trying again …`;
    stale.hidden = false;
    document.body.classList.add("is-stale");
  }

  function open() {
    source?.close();
    opened = performance.now();
    source = new EventSource("api/events");
    source.addEventListener("beat", alive);
    source.onerror = lost;
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => {
        alive();
        const data = JSON.parse(event.data);
        if (name === "station") {
          if (pages && pages !== data.pages) {
            location.reload();
            return;
          }
          pages = data.pages;
        }
        handle(data);
      });
    }
  }

  /** Asks who looks before it listens anew: a session that is over needs a login. One at a time, as an answer may be late. */
  async function again() {
    trying = true;
    source.close();
    const me = await fetch("api/me", { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).catch(() => undefined);
    if (me?.status === 401) {
      location.assign("login");
      return;
    }
    trying = false;
    open();
  }

  open();
  setInterval(() => {
    const now = performance.now();
    if (now - heard > STALE_AFTER_MS) lost();
    const givenUp = source.readyState === EventSource.CLOSED;
    const silent = now - heard > STALE_AFTER_MS && now - opened > STALE_AFTER_MS;
    if (!trying && (givenUp || silent) && now - opened > AGAIN_AFTER_MS) again();
  }, 500);
}
