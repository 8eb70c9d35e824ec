const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children; texts become text nodes, so nothing that a board says is ever markup. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, handle] of Object.entries(value)) node.addEventListener(event, handle);
    } else if (name in node && typeof value !== "string") {
      node[name] = value;
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

/** A drawing from icons.svg; words beside it say the same. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export const byId = (id) => document.getElementById(id);

export function seconds(value) {
  const whole = Math.max(0, Math.round(value));
  if (whole < 100) return `${whole} s`;
  if (whole < 5400) return `${Math.round(whole / 60)} min`;
  if (whole < 172800) return `${Math.round(whole / 360) / 10} h`;
  return `${Math.round(whole / 86400)} days`;
}

export function clock(text) {
  return new Date(text).toLocaleString(undefined, { dateStyle: "short", timeStyle: "medium" });
}

/** A moment of the clock on the wall, as a datetime-local field has it and the station takes it: without a zone. */
export function local(time) {
  return new Date(time - time.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

export function percent(good, of) {
  return of === 0 ? "–" : `${(100 * good / of).toLocaleString(undefined, { maximumFractionDigits: 1 })} %`;
}

/** Where the browser asks for JSON; a session that is over leads to the login page. */
export async function ask(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (answer.status === 401) location.assign("login");
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.message ?? answer.statusText);
  return body;
}
