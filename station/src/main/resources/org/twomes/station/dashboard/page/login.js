import { byId } from "./dom.js";
import { TEXTS } from "./texts.js";
import { pageTheme } from "./theme.js";

pageTheme();
document.documentElement.lang = TEXTS.language;
for (const node of document.querySelectorAll("[data-text]")) node.textContent = TEXTS[node.dataset.text];

byId("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  byId("wrong").textContent = "";
  try {
    const answer = await fetch("api/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: byId("name").value, password: byId("password").value }),
    });
    if (answer.ok) location.assign("./");
    else byId("wrong").textContent = (await answer.json()).message;
  } catch {
    byId("wrong").textContent = TEXTS.stationSilent;
  }
});
byId("name").focus();
