import { make } from "./dom.js";

/** A table from rows; a column is its head, how a row's cell is made, and whether it holds numbers. */
export function table(columns, rows, nothing = "Nothing yet.") {
  if (rows.length === 0) return make("p", { class: "empty" }, nothing);
  return make("table", {},
    make("thead", {}, make("tr", {}, columns.map(([head, , numeric]) =>
      make("th", { scope: "col", class: numeric ? "number" : null }, head)))),
    make("tbody", {}, rows.map((row) => make("tr", {}, columns.map(([, cell, numeric]) =>
      make("td", { class: numeric ? "number" : null }, cell(row)))))));
}

/** A unit's state as a coloured word. */
export function stateWord(state) {
  return make("span", { class: `state-word ${state}` }, state.charAt(0) + state.slice(1).toLowerCase());
}
