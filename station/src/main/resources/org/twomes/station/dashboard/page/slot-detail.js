import { openDialog } from "./dialogs.js";
import { make } from "./dom.js";
import { primaryAction, slotActions, slotAdvice, slotFacts, stateText } from "./slot-texts.js";
import { factList } from "./table.js";
import { TEXTS } from "./texts.js";

/**
 * Opens the particulars of a slot.
 *
 * @param actions how its buttons act; a supervisor has them all
 * @param identify reads the slot's board
 */
export function openSlotDetail(slot, isSupervisor, actions, identify) {
  const { toDo, why } = slotAdvice(slot);
  const offered = isSupervisor ? slotActions(slot) : [];
  const primary = offered.find(({ name }) => name === primaryAction(slot));
  openDialog({ class: "detail", "aria-labelledby": "detail-title" }, (close) => {
    const button = (name, press, look) =>
      make("button", { type: "button", class: look, on: { click: () => { close(); press?.(); } } }, name);
    return [
      make("h2", { id: "detail-title" }, TEXTS.slotSays(slot.slot, stateText(slot))),
      make("p", { class: "do" }, toDo),
      why && make("p", {}, why),
      factList(slotFacts(slot, Date.now())),
      make("div", { class: "buttons" },
        offered.map((action) => button(action.name, () => actions.act(action.path, action.order, action.question, action.name),
          action === primary && "primary")),
        button(TEXTS.identify, identify),
        slot.mac && make("a", { class: "button", href: `units?text=${encodeURIComponent(slot.mac)}` }, TEXTS.history),
        button(TEXTS.close, undefined, !primary && "primary")),
    ];
  });
}
