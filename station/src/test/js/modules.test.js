import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const PAGE = new URL("../../main/resources/org/twomes/station/dashboard/page/", import.meta.url);
/** From a web jar: it is no file of the folder. */
const LIBRARIES = ["uplot.js"];

const read = (file) => readFileSync(new URL(file, PAGE), "utf8");
const files = (kind) => readdirSync(PAGE).filter((file) => file.endsWith(kind));
/** The station serves one of these in place of texts.js. */
const translations = files(".js").filter((file) => /^texts_\w+\.js$/.test(file));
const scripts = files(".js").filter((file) => !translations.includes(file));
const entries = files(".html").flatMap((page) => [...read(page).matchAll(/<script type="module" src="([^"]+)">/g)].map(([, file]) => file));
const imports = (file) => [...read(file).matchAll(/from "\.\/([^"]+)"/g)].map(([, other]) => other);
const needsLibrary = (file) => imports(file).some((other) => LIBRARIES.includes(other) || needsLibrary(other));

test("every page has one entry module", () => {
  assert.equal(entries.length, files(".html").length);
  assert.deepEqual(entries.filter((entry) => !scripts.includes(entry)), []);
});

test("no module keeps state: nothing at its top level can change", () => {
  const changing = /^(export )?(let|var) .*|^(export )?const \w+ = (new \w+\(\)|\[\]|\{\});.*/gm;
  const found = scripts.filter((file) => !entries.includes(file)).flatMap((file) => read(file).match(changing) ?? []);
  assert.deepEqual(found, []);
  assert.deepEqual(entries.flatMap((file) => read(file).match(/^(export )?(let|var) .*/gm) ?? []), []);
});

test("every module but the entries can be loaded where there is no page", async () => {
  const modules = scripts.filter((file) => !entries.includes(file) && !needsLibrary(file));
  assert.ok(modules.length > 20);
  for (const file of modules) await import(new URL(file, PAGE));
});

test("every module is used by a page", () => {
  const used = new Set(entries);
  for (const file of used) imports(file).filter((other) => !LIBRARIES.includes(other)).forEach((other) => used.add(other));
  assert.deepEqual(scripts.filter((file) => !used.has(file)), []);
});

test("modules import only what the folder has", () => {
  const known = [...scripts, ...LIBRARIES];
  assert.deepEqual(scripts.flatMap(imports).filter((file) => !known.includes(file)), []);
});
