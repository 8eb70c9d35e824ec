import assert from "node:assert/strict";
import { test } from "node:test";
import { auditColumns } from "#page/audit-texts.js";
import { labelColumns, printText, sheetColumns, sheetText } from "#page/sheet-texts.js";
import {
  foundText, noteColumns, reprintsText, searchFields, searchQuery, timelineSteps, unitColumns, unitFacts,
  dataAsked, dataFacts,
} from "#page/unit-texts.js";

process.env.TZ = "Europe/Amsterdam";

const LABEL = { sheet: "line-1-0007", position: 17, capacity: 65, state: "VALID" };
const UNIT = {
  id: 3, name: "TWOMES-000001", mac: "24:0a:c4:00:00:01", state: "LABELLED", label: LABEL, slot: "A1", station: "line-1",
  attempts: 2, deviceType: "Generic", life: 1, bundle: "v3.zip", bundleSha256: "ab12",
  created: "2026-11-02T08:00:00Z", changed: "2026-11-02T08:00:45Z",
};
const row = (columns, data) => Object.fromEntries(columns.map(({ head, cell }) => [head, cell(data)]));
const facts = (unit) => Object.fromEntries(unitFacts(unit, "en-GB"));

test("a search asks only for what is filled in", () => {
  assert.equal(searchQuery({ text: "A1 B2", state: "", slot: "A1", from: "", to: "2026-11-02T10:00" }),
    "text=A1+B2&slot=A1&to=2026-11-02T10%3A00");
  assert.equal(searchQuery({}), "");
});

test("the address of the page fills its search, with times by this browser's clock", () => {
  assert.deepEqual(searchFields("?text=24%3A0a&from=2026-11-02T08:00:00Z"),
    { text: "24:0a", state: "", slot: "", from: "2026-11-02T09:00", to: "" });
});

test("a search in the address comes back as the same search", () => {
  const query = "text=x&state=HELD&from=2026-11-02T08%3A00";
  assert.equal(searchQuery(searchFields(`?${query}`)), query);
});

test("what was found is counted, and 500 units may not be all", () => {
  assert.equal(foundText(0), "0 units");
  assert.equal(foundText(1), "1 unit");
  assert.equal(foundText(499), "499 units");
  assert.equal(foundText(500), "The newest 500 units that match");
});

test("a unit's row leads to its page and tells where its label is", () => {
  assert.deepEqual(row(unitColumns("en-GB"), UNIT), {
    Unit: { text: "TWOMES-000001", href: "unit?id=3" }, MAC: { text: "24:0a:c4:00:00:01", look: "code" },
    Result: { text: "Labelled", look: "state-word LABELLED" }, Why: "", Label: "sheet line-1-0007, place 17", Slot: "A1",
    Attempts: "2", Changed: "02/11/2026, 09:00:45",
  });
});

test("a unit without a name is told by its MAC, a failed one by its code", () => {
  const cells = row(unitColumns("en-GB"), { ...UNIT, name: null, label: null, failure: { code: "LINE_NOISE" } });
  assert.equal(cells.Unit.text, "24:0a:c4:00:00:01");
  assert.equal(cells.Why, "LINE_NOISE");
  assert.equal(cells.Label, "");
});

test("a unit's facts tell how long it took and which preparation it is", () => {
  assert.equal(facts(UNIT).Took, "45 s");
  assert.equal(facts(UNIT).Life, "first");
  assert.equal(facts({ ...UNIT, life: 2 }).Life, "2 (prepared again)");
  assert.equal(facts(UNIT).Slot, "A1 of line-1");
});

test("a failure is a fact only of a unit that failed", () => {
  assert.equal(facts(UNIT).Why, undefined);
  assert.equal(facts({ ...UNIT, failure: { code: "NO_REPLY", detail: "7 resets" } }).Why, "NO_REPLY: 7 resets");
});

test("a timeline begins with a time and goes on with the seconds of each step", () => {
  const transitions = [
    { state: "DETECTED", at: "2026-11-02T08:00:00Z" }, { state: "CONNECTED", at: "2026-11-02T08:00:01.250Z" },
    { state: "FAILED", at: "2026-11-02T08:00:03.250Z" },
  ];
  assert.deepEqual(timelineSteps({ transitions }, "en-GB"), [
    { state: "DETECTED", when: "02/11/2026, 09:00:00" }, { state: "CONNECTED", when: "+ 1.3 s" }, { state: "FAILED", when: "+ 2.0 s" },
  ]);
});

test("reprints are told once there are any", () => {
  assert.equal(reprintsText(0), "");
  assert.equal(reprintsText(1), "printed again once");
  assert.equal(reprintsText(3), "printed again 3 times");
});

test("a note stands beside its time", () => {
  assert.deepEqual(row(noteColumns("en-GB"), { at: UNIT.created, text: "slowed" }), { At: "02/11/2026, 09:00:00", Note: "slowed" });
});

test("a sheet's row opens it", () => {
  const opened = [];
  const cells = row(sheetColumns((number) => opened.push(number), "en-GB"),
    { number: "line-1-0007", state: "OPEN", used: 17, capacity: 65, template: "avery", opened: UNIT.created });
  cells.Sheet.press();
  assert.deepEqual(opened, ["line-1-0007"]);
  assert.equal(cells.Used, "17 of 65");
});

test("a part-used sheet says where it begins", () => {
  const sheet = { used: 3, capacity: 65, firstPosition: 1, file: "line-1-0007.pdf" };
  assert.equal(sheetText(sheet), "3 of 65 places used, line-1-0007.pdf");
  assert.equal(sheetText({ ...sheet, firstPosition: 20, file: null }), "3 of 65 places used, from place 20");
});

test("a sheet's printing is told with the printer's job and what it says", () => {
  assert.equal(printText({ state: "DUE" }), "To be printed");
  assert.equal(printText({ state: "FAILED", job: 12, detail: "out of paper" }), "Not printed (job 12): out of paper");
});

test("a label's row leads to its unit and says whether it is valid", () => {
  const label = { ...LABEL, unit: 3, name: "TWOMES-000001", deviceType: "Generic", slot: "A1", at: UNIT.created, reprints: 0 };
  const cells = row(labelColumns("en-GB"), label);
  assert.deepEqual(cells.Unit, { text: "TWOMES-000001", href: "unit?id=3" });
  assert.equal(cells.Valid, "yes");
  assert.equal(row(labelColumns("en-GB"), { ...label, state: "VOID" }).Valid, "void, not printed");
});

test("a line of the audit log says when, who, what and on what", () => {
  assert.deepEqual(row(auditColumns("en-GB"), { at: UNIT.created, who: "sue", action: "flush sheet", object: "line-1-0007" }),
    { At: "02/11/2026, 09:00:00", Who: "sue", What: "flush sheet", On: "line-1-0007" });
});

test("what a board alone was given is one fact with its fields", () => {
  const data = [{ given: { shown: "id 7" }, fields: [{ name: "id", content: "7" }, { name: "serial_no", content: "107" }] }];
  assert.deepEqual(dataFacts(data), [["Data", "id 7, id: 7, serial_no: 107"]]);
  assert.deepEqual(dataFacts([]), []);
});

test("a supervisor is asked by the names of board and data before data is given back", () => {
  const question = dataAsked(UNIT, [{ given: { shown: "TW-000007" }, fields: [] }, { given: { shown: "id 3" }, fields: [] }]);
  assert.match(question, /TW-000007, id 3 of TWOMES-000001\?/);
  assert.match(dataAsked({ ...UNIT, name: null }, []), /24:0a:c4:00:00:01/);
});
