import { TEXTS } from "./texts.js";

/** Held there, a board is done but for its registration; a token that is in use wants it prepared again all the same. */
const waitsForItsRegistration = ({ stage, code }) => stage === "REGISTERED" && code !== "TOKEN_TAKEN";

/** What a supervisor who approves a board is asked; {@code why} has the stage and the code for which it is held, if it is. */
export const approvalQuestion = (unit, why) => (why && waitsForItsRegistration(why)
  ? TEXTS.registerAsked(unit)
  : (why ? TEXTS.prepareAsked : TEXTS.prepareAgainAsked)(unit));
