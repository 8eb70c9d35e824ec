const STALE_AFTER_MS = 8000;

/** Listens to the station's events; says on the page when they stay away. The browser reconnects by itself. */
export function listen(handlers) {
  const chip = document.getElementById("link");
  const stale = document.getElementById("stale");
  let heard = Date.now();

  function alive() {
    heard = Date.now();
    chip.textContent = "live";
    chip.className = "chip live";
    stale.hidden = true;
  }

  function lost() {
    chip.textContent = "no contact";
    chip.className = "chip lost";
    stale.hidden = false;
  }

  const source = new EventSource("api/events");
  source.addEventListener("beat", alive);
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => {
      alive();
      handle(JSON.parse(event.data));
    });
  }
  source.onerror = lost;
  setInterval(() => {
    if (Date.now() - heard > STALE_AFTER_MS) lost();
    if (source.readyState === EventSource.CLOSED) location.reload();
  }, 1000);
}
