/** Width over height that a tile looks best at. */
const SHAPE = 1.45;
const LEAST_WIDTH = 172;
const LEAST_HEIGHT = 106;
/** The least area of a tile that a sentence and its remedy can be read in, in CSS pixels. */
const LEAST_AREA = 24000;
/** The same where one scrolls anyway: every sentence and its remedy have room at the least size of text on a tablet. */
const SCROLLED_AREA = 31000;
/** Between two tiles, and between two groups, in CSS pixels. */
export const GAP = 10;
/** Rows that are all full are like the rig's, and worth tiles this much smaller. */
const FULL_ROWS = 0.8;
const LOWEST_SHAPE = 0.95;

/** The least height of a tile of this width. */
const leastHeight = (width) => Math.max(LEAST_HEIGHT, LEAST_AREA / width);

/**
 * So many columns for every group that all tiles are as large as the space allows, and fit it without scrolling where tiles
 * stay readable.
 *
 * @param counts tiles of each group
 * @param width of a group, in CSS pixels
 * @param height for the tiles and gaps of all groups, in CSS pixels
 * @return columns, height of a tile in whole CSS pixels, and whether all tiles fit
 */
export function columnsFor(counts, width, height) {
  const most = Math.max(1, Math.min(Math.max(...counts), Math.floor((width + GAP) / (LEAST_WIDTH + GAP))));
  let best = { size: 0, columns: 1, height: 0 };
  for (let columns = 1; columns <= most; columns++) {
    const rows = counts.reduce((sum, count) => sum + Math.ceil(count / columns), 0);
    const across = (width - GAP * (columns - 1)) / columns;
    const down = (height - GAP * (rows - counts.length)) / rows;
    const ragged = counts.some((count) => count > columns && count % columns > 0);
    const size = Math.min(across / SHAPE, down) * (ragged ? FULL_ROWS : 1);
    if (size > best.size) best = { size, columns, height: Math.min(down, across * LOWEST_SHAPE) };
  }
  const across = (width - GAP * (best.columns - 1)) / best.columns;
  if (best.height >= leastHeight(across)) return { columns: best.columns, height: Math.floor(best.height), fits: true };
  // As many rows as the narrowest tiles would need, but evenly filled: no row with a tile or two alone.
  const largest = Math.max(...counts);
  const narrowest = (width - GAP * (most - 1)) / most;
  return {
    columns: Math.ceil(largest / Math.ceil(largest / most)),
    height: Math.floor(Math.max(LEAST_HEIGHT, SCROLLED_AREA / narrowest)),
    fits: false,
  };
}

/**
 * Which tile an arrow key leads to: left and right through all of them as one reads, up and down to the next row, be it
 * another group's, and there to the one nearest to this column.
 *
 * @param boxes left, top and height of each tile
 * @param at index of the tile that one comes from
 * @return its index, or undefined where the key leads nowhere
 */
export function neighbour(boxes, at, key) {
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const next = at + (key === "ArrowRight" ? 1 : -1);
    return next in boxes ? next : undefined;
  }
  const way = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (!way || at < 0) return undefined;
  const here = boxes[at];
  const down = (index) => Math.abs(boxes[index].top - here.top);
  const aside = (index) => Math.abs(boxes[index].left - here.left);
  const ahead = [...boxes.keys()].filter((index) => way * (boxes[index].top - here.top) >= here.height);
  const row = Math.min(...ahead.map(down));
  return ahead.filter((index) => down(index) < row + here.height)
    .reduce((best, index) => (best !== undefined && aside(best) <= aside(index) ? best : index), undefined);
}
