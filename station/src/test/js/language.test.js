import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { own, translator } from "#page/language.js";
import { TEXTS } from "#page/texts.js";

const PAGE = new URL("../../main/resources/org/twomes/station/dashboard/page/", import.meta.url);
const MOST_WORDS = 12;
const translations = readdirSync(PAGE).filter((file) => /^texts_\w+\.js$/.test(file));
const load = async (file) => (await import(new URL(file, PAGE))).TEXTS;
const kinds = (texts) => Object.fromEntries(Object.entries(texts).filter(([name]) => name !== "said")
  .map(([name, text]) => [name, typeof text === "object" ? kinds(text) : typeof text === "function" ? text.length : typeof text]));

test("every language has the same texts, and none that are empty", async () => {
  assert.deepEqual(translations, ["texts_nl.js"]);
  for (const file of translations) {
    const texts = await load(file);
    assert.deepEqual(kinds(texts), kinds(TEXTS));
    assert.equal(`texts_${texts.language}.js`, file);
    assert.ok(Object.values(texts).every((text) => text !== ""));
  }
});

test("no sentence is longer than is read at a glance", async () => {
  for (const texts of [TEXTS, ...await Promise.all(translations.map(load))]) {
    const all = Object.values(texts).filter((text) => typeof text !== "object")
      .map((text) => (typeof text === "function" ? text("A1", "7") : text));
    for (const sentence of all.flatMap((text) => text.split(/[.!?;](?:\s|$)/))) {
      assert.ok(sentence.trim().split(/\s+/).length <= MOST_WORDS, sentence);
    }
  }
});

test("every translation says what the station sends, with the words in it that are of the one case", async () => {
  const { said } = await load("texts_nl.js");
  const dutch = translator(said, [["Ask {name}.", "Vraag {name}."], ["It is so.", "Het is zo."], ["a (b)", "c"]]);
  assert.equal(dutch("erasing"), "wissen");
  assert.equal(dutch("writing 0x10000"), "0x10000 schrijven");
  assert.equal(dutch("connecting, try 3"), "verbinden, poging 3");
  assert.equal(dutch("Ask TWOMES-1."), "Vraag TWOMES-1.");
  assert.equal(dutch("It is so."), "Het is zo.");
  assert.equal(dutch("a (b)"), "c");
});

test("what has no translation is told as it came", () => {
  assert.equal(own("Something new."), "Something new.");
  assert.equal(translator({ "writing #": "# schrijven" }, [])("writing"), "writing");
});
