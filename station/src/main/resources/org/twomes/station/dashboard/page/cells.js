/** A text as it stands in a program. */
export const code = (text) => ({ text, look: "code" });

/** The state of a unit or a sheet as a coloured word. */
export const stateCell = (state) => ({ text: state.charAt(0) + state.slice(1).toLowerCase(), look: `state-word ${state}` });
