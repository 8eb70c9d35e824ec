/** Width over height that a tile looks best at. */
const SHAPE = 1.45;
const LEAST_WIDTH = 160;
const LEAST_HEIGHT = 108;
const GAP = 10;
/** Rows that are all full are like the rig's, and worth tiles this much smaller. */
const FULL_ROWS = 0.8;

/**
 * Gives every group so many columns that all tiles are as large as the room allows, and fits them without scrolling where
 * tiles stay readable. Where they do not fit, the groups' names go beside their tiles, so that more rows do.
 */
export function fit(floor) {
  floor.classList.remove("beside");
  if (lay(floor)) return;
  floor.classList.add("beside");
  lay(floor);
}

/** Lays the tiles out; false when they do not all fit without scrolling. */
function lay(floor) {
  const groups = [...floor.querySelectorAll(".slots")];
  if (groups.length === 0) return true;
  const counts = groups.map((group) => group.children.length);
  const above = floor.classList.contains("beside") ? [] : [...floor.querySelectorAll("h2")];
  const heads = above.reduce((sum, head) => sum + head.offsetHeight + GAP, 0);
  const style = getComputedStyle(floor);
  const width = Math.min(...groups.map((group) => group.clientWidth));
  const room = window.innerHeight - floor.getBoundingClientRect().top - window.scrollY
    - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom) - heads - GAP * (groups.length - 1);
  const most = Math.max(1, Math.min(Math.max(...counts), Math.floor((width + GAP) / (LEAST_WIDTH + GAP))));
  let best = { size: -1, columns: 1, height: LEAST_HEIGHT };
  for (let columns = 1; columns <= most; columns++) {
    const rows = counts.reduce((sum, count) => sum + Math.ceil(count / columns), 0);
    const across = (width - GAP * (columns - 1)) / columns;
    const down = (room - GAP * (rows - groups.length)) / rows;
    const ragged = counts.some((count) => count > columns && count % columns > 0);
    const size = Math.min(across / SHAPE, down) * (ragged ? FULL_ROWS : 1);
    if (size > best.size) best = { size, columns, height: Math.min(down, across * 0.95) };
  }
  const fits = best.height >= LEAST_HEIGHT;
  if (!fits) {
    // As many rows as the narrowest tiles would need, but evenly filled: no row with a tile or two alone.
    const largest = Math.max(...counts);
    const columns = Math.ceil(largest / Math.ceil(largest / most));
    const narrowest = (width - GAP * (most - 1)) / most;
    best = { columns, height: Math.max(LEAST_HEIGHT, narrowest / SHAPE) };
  }
  floor.style.setProperty("--columns", best.columns);
  floor.style.setProperty("--tile-height", `${Math.floor(best.height)}px`);
  return fits;
}

/**
 * The tile that an arrow key leads to, if any: left and right through all of them as one reads, up and down to the next row,
 * be it another group's, and there to the one nearest to this column.
 */
export function beside(tiles, from, key) {
  const at = tiles.indexOf(from);
  if (key === "ArrowLeft" || key === "ArrowRight") return tiles[at + (key === "ArrowRight" ? 1 : -1)];
  const way = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (!way || at < 0) return undefined;
  const here = from.getBoundingClientRect();
  const boxes = tiles.map((tile) => ({ tile, box: tile.getBoundingClientRect() }));
  const ahead = boxes.filter(({ box }) => way * (box.top - here.top) >= here.height);
  const row = Math.min(...ahead.map(({ box }) => Math.abs(box.top - here.top)));
  const off = ({ box }) => Math.abs(box.left - here.left);
  return ahead.filter(({ box }) => Math.abs(box.top - here.top) < row + here.height)
    .reduce((best, one) => (best && off(best) <= off(one) ? best : one), undefined)?.tile;
}
