import { byId, make } from "./dom.js";
import { TEXTS } from "./texts.js";

const SHOWN_MS = 6000;
const BAD_NEWS_SHOWN_MS = 12000;

/** Shows a message in the corner for a while; screen readers say it too. */
export function say(message, bad = false) {
  const toast = make("p", { class: bad ? "toast bad" : "toast" }, message);
  byId("toasts").append(toast);
  setTimeout(() => toast.remove(), bad ? BAD_NEWS_SHOWN_MS : SHOWN_MS);
}

/** Asks a question; promises whether the user pressed the button that agrees. */
export function confirm(question, button) {
  return new Promise((resolve) => {
    openDialog({ class: "confirm", "aria-labelledby": "question" },
      (close) => [
        make("p", { id: "question" }, question),
        make("div", { class: "buttons" },
          make("button", { type: "button", on: { click: () => close("no") } }, TEXTS.cancel),
          make("button", { type: "button", class: "primary", on: { click: () => close("yes") } }, button)),
      ],
      (answer) => resolve(answer === "yes"));
  });
}

/**
 * Opens a dialog that is gone once it is closed.
 *
 * @param content its children, made with what closes it
 * @param closed gets what it was closed with
 */
export function openDialog(attributes, content, closed = () => {}) {
  const dialog = make("dialog", attributes);
  dialog.append(...content((answer) => dialog.close(answer)).filter(Boolean));
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed(dialog.returnValue);
  });
  document.body.append(dialog);
  dialog.showModal();
}
