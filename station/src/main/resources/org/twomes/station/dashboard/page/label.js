import { joined } from "./formats.js";
import { TEXTS } from "./texts.js";

/** On a roll each label is a sheet of its own: the running number in the sheet's name tells which one it is. */
const onRoll = (label) => label.capacity === 1;

/** What tells the operator which label it is. */
export const labelNumber = (label) => (onRoll(label) ? Number(label.sheet.match(/\d+$/)[0]) : label.position);

/** Where that number counts. */
export const labelSheet = (label) => (onRoll(label) ? TEXTS.roll : TEXTS.sheet)(label.sheet);

const STATES = { VOID: TEXTS.labelVoid, DEAD: TEXTS.labelDead };

/** What a label that is not valid is; empty for a valid one. */
export const labelState = (label) => STATES[label.state] ?? "";

const where = (label) => (onRoll(label)
  ? TEXTS.rollLabel(label.sheet, labelNumber(label))
  : TEXTS.sheetPlace(label.sheet, label.position));

/** The label in one sentence's part: where it is, and what it is if it is not valid. */
export const labelText = (label) => joined([where(label), labelState(label)]);
