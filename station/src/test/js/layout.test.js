import assert from "node:assert/strict";
import { test } from "node:test";
import { GAP, columnsFor, neighbour } from "#page/layout.js";

const LEAST_WIDTH = 172;
const LEAST_HEIGHT = 106;
const LEAST_AREA = 24000;

/** Rows of these many tiles each, from the top. */
const boxes = (...rows) => rows.flatMap((count, row) =>
  Array.from({ length: count }, (none, column) => ({ left: column * 210, top: row * 120, height: 110 })));

test("sixty-four tiles in eight groups fit a wall's screen without scrolling", () => {
  const { columns, height, fits } = columnsFor([8, 8, 8, 8, 8, 8, 8, 8], 1888, 960);
  assert.equal(fits, true);
  assert.equal(columns, 8);
  assert.ok(height >= LEAST_HEIGHT);
  assert.ok(8 * height <= 960);
});

test("one tile is not wider than its shape allows", () => {
  assert.deepEqual(columnsFor([1], 400, 2000), { columns: 1, height: 380, fits: true });
});

test("full rows are preferred to slightly larger tiles in ragged ones", () => {
  assert.equal(columnsFor([8], 1366, 600).columns, 4);
});

test("tiles that do not fit keep a height that can be read, and scroll", () => {
  const { columns, height, fits } = columnsFor([64], 800, 400);
  assert.equal(fits, false);
  assert.ok(height >= LEAST_HEIGHT);
  assert.ok((800 - GAP * (columns - 1)) / columns >= LEAST_WIDTH);
});

test("where hardly anything fits, tiles are as narrow as can be read, and as large", () => {
  for (const height of [300, 0, -100]) {
    const { columns, height: tile, fits } = columnsFor([8, 8], 370, height);
    assert.deepEqual([columns, fits], [2, false]);
    assert.ok(180 * tile >= LEAST_AREA - 180);
  }
});

test("tiles that do not fit are spread evenly: no row with a tile alone", () => {
  assert.equal(columnsFor([9], 4 * LEAST_WIDTH + 3 * GAP, 100).columns, 3);
});

test("a page narrower than a tile has one column", () => {
  assert.equal(columnsFor([4], 100, 300).columns, 1);
});

test("left and right go through all tiles as one reads", () => {
  const tiles = boxes(3, 2);
  assert.equal(neighbour(tiles, 2, "ArrowRight"), 3);
  assert.equal(neighbour(tiles, 3, "ArrowLeft"), 2);
});

test("no key leads beyond the first and the last tile", () => {
  const tiles = boxes(3, 2);
  assert.equal(neighbour(tiles, 0, "ArrowLeft"), undefined);
  assert.equal(neighbour(tiles, 4, "ArrowRight"), undefined);
  assert.equal(neighbour(tiles, 1, "ArrowUp"), undefined);
  assert.equal(neighbour(tiles, 4, "ArrowDown"), undefined);
});

test("up and down lead to the next row's tile in the same column", () => {
  const tiles = boxes(3, 3, 3);
  assert.equal(neighbour(tiles, 1, "ArrowDown"), 4);
  assert.equal(neighbour(tiles, 7, "ArrowUp"), 4);
});

test("down into a shorter row leads to its nearest tile", () => {
  assert.equal(neighbour(boxes(3, 2), 2, "ArrowDown"), 4);
});

test("any other key leads nowhere", () => {
  assert.equal(neighbour(boxes(3), 1, "Enter"), undefined);
});

test("without a tile to come from, only right leads somewhere: to the first", () => {
  const tiles = boxes(3);
  assert.equal(neighbour(tiles, -1, "ArrowRight"), 0);
  assert.equal(neighbour(tiles, -1, "ArrowLeft"), undefined);
  assert.equal(neighbour(tiles, -1, "ArrowDown"), undefined);
});
