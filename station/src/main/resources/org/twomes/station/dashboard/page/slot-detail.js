import { openDialog } from "./dialogs.js";
import { make } from "./dom.js";
import { phaseText, slotActions, slotFacts } from "./slot-texts.js";
import { factList } from "./table.js";

/**
 * Opens the particulars of a slot.
 *
 * @param actions how its buttons act; a supervisor has them all
 * @param identify reads the slot's board
 */
export function openSlotDetail(slot, isSupervisor, actions, identify) {
  openDialog({ class: "detail", "aria-labelledby": "detail-title" }, (close) => {
    const button = (name, press) => make("button", { type: "button", on: { click: () => { close(); press(); } } }, name);
    return [
      make("h2", { id: "detail-title" }, `Slot ${slot.slot}: ${phaseText(slot.phase)}`),
      factList(slotFacts(slot, Date.now())),
      make("div", { class: "buttons" },
        isSupervisor && slotActions(slot).map(({ name, path, order, question }) =>
          button(name, () => actions.act(path, order, question, name))),
        button("Identify", identify),
        slot.mac && make("a", { class: "button", href: `units?text=${encodeURIComponent(slot.mac)}` }, "History"),
        make("button", { type: "button", class: "primary", on: { click: () => close() } }, "Close")),
    ];
  });
}
