/** Gives what has some work done in the browser's next frame, once, however often it is asked for until then. */
export function onceAFrame(work, nextFrame = (frame) => requestAnimationFrame(frame)) {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    nextFrame(() => {
      due = false;
      work();
    });
  };
}
