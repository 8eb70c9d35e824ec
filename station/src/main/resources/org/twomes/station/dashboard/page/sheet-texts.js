import { stateCell } from "./cells.js";
import { dateTime, joined } from "./formats.js";
import { labelState } from "./label.js";

const PRINTING = {
  DUE: "To be printed", SENDING: "Goes to the printer", SENT: "With the printer", DONE: "Printed", FAILED: "Not printed",
};

/** {@code open} gets the number of the sheet that is pressed. */
export const sheetColumns = (open, locale) => [
  { head: "Sheet", cell: (sheet) => ({ text: sheet.number, press: () => open(sheet.number) }) },
  { head: "State", cell: (sheet) => stateCell(sheet.state) },
  { head: "Used", cell: (sheet) => `${sheet.used} of ${sheet.capacity}`, numeric: true },
  { head: "Template", cell: (sheet) => sheet.template },
  { head: "Opened", cell: (sheet) => dateTime(sheet.opened, locale) },
];

/** How much of a sheet is used, and the file of its PDF. */
export const sheetText = (sheet) => joined([
  `${sheet.used} of ${sheet.capacity} places used`,
  sheet.firstPosition > 1 && `from place ${sheet.firstPosition}`,
  sheet.file,
]);

/** How far a sheet's printing is. */
export const printText = ({ state, job, detail }) =>
  joined([`${PRINTING[state]}${job ? ` (job ${job})` : ""}`, detail], ": ");

export const labelColumns = (locale) => [
  { head: "Place", cell: (label) => String(label.position), numeric: true },
  { head: "Unit", cell: (label) => ({ text: label.name, href: `unit?id=${label.unit}` }) },
  { head: "Type", cell: (label) => label.deviceType },
  { head: "Slot", cell: (label) => label.slot },
  { head: "At", cell: (label) => dateTime(label.at, locale) },
  { head: "Valid", cell: (label) => labelState(label) || "yes" },
  { head: "Reprints", cell: (label) => String(label.reprints), numeric: true },
];
