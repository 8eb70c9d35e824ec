import assert from "node:assert/strict";
import { test } from "node:test";
import { Theme } from "#page/theme.js";

const BY_SYSTEM = "print, (prefers-color-scheme: light)";

function storage(chosen) {
  const values = new Map(chosen ? [["theme", chosen]] : []);
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => values.set(key, value) };
}

test("without a choice the system's colours count", () => {
  for (const matches of [true, false]) {
    const sheet = { media: BY_SYSTEM };
    assert.equal(new Theme(storage(), sheet, { matches }).isLight, matches);
    assert.equal(sheet.media, BY_SYSTEM);
  }
});

test("a choice counts whatever the system has, and paper stays light", () => {
  const sheet = { media: BY_SYSTEM };
  assert.equal(new Theme(storage("dark"), sheet, { matches: true }).isLight, false);
  assert.equal(sheet.media, "print");
  assert.equal(new Theme(storage("light"), sheet, { matches: false }).isLight, true);
  assert.equal(sheet.media, "all");
});

test("the switch changes to the other colours, and the browser remembers it", () => {
  const remembered = storage();
  const sheet = { media: BY_SYSTEM };
  const theme = new Theme(remembered, sheet, { matches: true });
  theme.toggle();
  assert.equal(theme.isLight, false);
  assert.equal(remembered.getItem("theme"), "dark");
  theme.toggle();
  assert.equal(theme.isLight, true);
  assert.equal(sheet.media, "all");
});

test("a choice that the page does not know is none", () => {
  const sheet = { media: BY_SYSTEM };
  assert.equal(new Theme(storage("sepia"), sheet, { matches: true }).isLight, true);
  assert.equal(sheet.media, BY_SYSTEM);
});
