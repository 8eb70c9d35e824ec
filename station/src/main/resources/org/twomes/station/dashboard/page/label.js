/** On a roll each label is a sheet of its own: the running number in the sheet's name tells which one it is. */
const onRoll = (label) => label.capacity === 1;

/** What tells the operator which label it is. */
export const labelNumber = (label) => (onRoll(label) ? Number(label.sheet.match(/\d+$/)[0]) : label.position);

/** Where that number counts. */
export const labelSheet = (label) => `${onRoll(label) ? "roll" : "sheet"} ${label.sheet}`;

export const labelWords = (label) => (onRoll(label)
  ? `label ${labelNumber(label)} of the roll (${label.sheet})`
  : `sheet ${label.sheet}, place ${label.position}`);
