import { make } from "./dom.js";

/**
 * A table of rows. A column has a {@code head}, says with {@code cell} what a row's cell shows, and is {@code numeric} where
 * it holds numbers.
 */
export function table(columns, rows, nothing = "Nothing yet.") {
  if (rows.length === 0) return make("p", { class: "empty" }, nothing);
  return make("table", {},
    make("thead", {}, make("tr", {}, columns.map(({ head, numeric }) =>
      make("th", { scope: "col", class: numeric ? "number" : null }, head)))),
    make("tbody", {}, rows.map((row) => make("tr", {}, columns.map(({ cell, numeric }) =>
      make("td", { class: numeric ? "number" : null }, cellNode(cell(row))))))));
}

/**
 * What a cell shows: a text alone, or one with {@code href} where it leads, {@code press} what a press of it does, or
 * {@code look} its CSS classes.
 */
export function cellNode(cell) {
  if (cell === null || typeof cell !== "object") return cell;
  const { text, href, press, look } = cell;
  if (href) return make("a", { href }, text);
  if (press) return make("button", { type: "button", on: { click: press } }, text);
  return make("span", { class: look }, text);
}

/** Names with their values; what has no value is left out. */
export function factList(facts) {
  return make("dl", {}, facts.filter(([, value]) => value)
    .flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, cellNode(value))]));
}
