import { byId, make } from "./dom.js";
import { me, whoAmI } from "./frame.js";

/** Asks before it acts; gives the answer when the action was done, else undefined. What came of it is said on the page. */
export async function act(path, order, question, button) {
  if (question && !(await confirmed(question, button ?? "Yes"))) return undefined;
  return post(path, order);
}

/** Acts at once; what came of it is said on the page. */
export async function post(path, order) {
  try {
    let answer = await send(path, order);
    const before = me.csrf;
    if (answer.status === 403 && (await whoAmI()).csrf !== before) answer = await send(path, order);
    if (answer.status === 401) location.assign("login");
    const body = await answer.json();
    if (body.message) say(body.message, !answer.ok);
    return answer.ok ? body : undefined;
  } catch {
    say("The station does not answer: nothing was done.", true);
    return undefined;
  }
}

function send(path, order) {
  return fetch(`api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": me.csrf },
    body: JSON.stringify(order),
  });
}

/** Says something in the corner for a while; screen readers say it too. */
export function say(message, bad = false) {
  const toasts = byId("toasts");
  const toast = make("p", { class: bad ? "toast bad" : "toast" }, message);
  toasts.append(toast);
  setTimeout(() => toast.remove(), bad ? 12000 : 6000);
}

function confirmed(question, word) {
  return new Promise((resolve) => {
    const dialog = make(
      "dialog",
      { class: "confirm", "aria-labelledby": "question" },
      make("p", { id: "question" }, question),
      make("div", { class: "buttons" },
        make("button", { type: "button", on: { click: () => dialog.close("no") } }, "Cancel"),
        make("button", { type: "button", class: "primary", on: { click: () => dialog.close("yes") } }, word)),
    );
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
