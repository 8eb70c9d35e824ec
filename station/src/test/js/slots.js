/** A slot as the station tells it, empty but for what is given. */
export const slot = (more = {}) => ({
  path: "1-1.2:1.0", slot: "A2", group: "Hub A", present: true, phase: "EMPTY", stage: "DETECTED", activity: "", progress: 0,
  baud: 0, slowed: false, attempt: 0, since: "2026-11-02T08:00:00Z", ...more,
});

export const running = (more = {}) =>
  slot({ phase: "RUNNING", stage: "PROGRAMMED", activity: "writing 0x10000", baud: 460800, attempt: 1, ...more });

export const failed = (more = {}) => slot({
  phase: "FAILED", stage: "PROGRAMMED", attempt: 1,
  trouble: { code: "LINE_NOISE", sentence: "The line is noisy.", remedy: "Swap the cable.", detail: "7 resets" }, ...more,
});

export const LABEL = { sheet: "line-1-0007", position: 17, capacity: 65, state: "VALID" };
