import uPlot from "./uplot.js";

const AXIS = { stroke: "#b3bfcc", grid: { stroke: "#2a3541", width: 1 }, ticks: { stroke: "#2a3541" }, font: "14px system-ui, sans-serif" };
/** Boards are counted whole. */
const COUNTS = { ...AXIS, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] };
const HEIGHT = 260;

/** The plot that a figure shows, and who watches its size. */
const drawn = new WeakMap();

function draw(figure, options, data) {
  const before = drawn.get(figure);
  before?.watch.disconnect();
  before?.plot.destroy();
  drawn.delete(figure);
  figure.replaceChildren();
  if (data[0].length === 0) {
    figure.textContent = "Nothing in this time.";
    return undefined;
  }
  const width = () => Math.max(280, figure.clientWidth);
  const plot = new uPlot({ width: width(), height: HEIGHT, cursor: { y: false }, ...options }, data, figure);
  const watch = new ResizeObserver(() => plot.setSize({ width: width(), height: HEIGHT }));
  watch.observe(figure);
  drawn.set(figure, { plot, watch });
  return plot;
}

const bars = (size) => uPlot.paths.bars({ size: [size, 70] });

function hourOf(seconds) {
  const time = new Date(seconds * 1000);
  const midnight = time.getHours() === 0 && time.getMinutes() === 0;
  return midnight
    ? time.toLocaleDateString(undefined, { day: "numeric", month: "short" })
    : `${String(time.getHours()).padStart(2, "0")}:${String(time.getMinutes()).padStart(2, "0")}`;
}

/** Boards an hour, from the first worked hour to the last: passed with those that failed or were held on top. */
export function hours(figure, all) {
  const worked = (row) => row.passed + row.failed + row.held > 0;
  const first = all.findIndex(worked);
  const rows = first < 0 ? [] : all.slice(first, all.length - [...all].reverse().findIndex(worked));
  const times = rows.map((row) => Date.parse(row.from) / 1000);
  figure.setAttribute("aria-label", rows.length ? `Boards an hour, from ${hourOf(times[0])} to ${hourOf(times.at(-1) + 3600)}` : "");
  const passed = rows.map((row) => row.passed);
  const failed = rows.map((row) => row.passed + row.failed);
  const held = rows.map((row) => row.passed + row.failed + row.held);
  const alone = (kind) => (plot, value, series, at) => (at == null ? "–" : String(rows[at][kind]));
  return draw(figure, {
    // Of the hours themselves: of a single one, uPlot would make years.
    scales: { x: { range: () => [times[0] - 2400, times.at(-1) + 2400] }, y: { range: (plot, least, most) => [0, Math.max(5, most * 1.1)] } },
    axes: [{ ...AXIS, space: 60, values: (plot, marks) => marks.map(hourOf) }, COUNTS],
    series: [
      { label: "From", value: (plot, value) => (value == null ? "–" : hourOf(value)) },
      { label: "Held", fill: "#ffc233", stroke: "#ffc233", width: 0, paths: bars(0.7), points: { show: false }, value: alone("held") },
      { label: "Failed", fill: "#e0405c", stroke: "#e0405c", width: 0, paths: bars(0.7), points: { show: false }, value: alone("failed") },
      { label: "Passed", fill: "#2fae72", stroke: "#2fae72", width: 0, paths: bars(0.7), points: { show: false }, value: alone("passed") },
    ],
  }, [times, held, failed, passed]);
}

function named(figure, what, names, series, data, more = {}) {
  const places = names.map((name, index) => index);
  return draw(figure, {
    scales: { x: { time: false, range: () => [-0.6, names.length - 0.4] }, y: { range: (plot, least, most) => [0, most * 1.1 || 1] }, ...more.scales },
    axes: [
      { ...AXIS, splits: () => places, values: () => names, size: 62, rotate: names.join("").length > 48 ? -20 : 0, font: "12px system-ui, sans-serif", grid: { show: false } },
      more.counts ? COUNTS : AXIS,
      ...(more.axes ?? []),
    ],
    series: [{ label: what, value: (plot, value, index, at) => (at == null ? "–" : names[at]) }, ...series],
  }, [places, ...data]);
}

/** Failures, most frequent first, with the share that the first ones make up. */
export function pareto(figure, rows) {
  const most = rows.slice(0, 8);
  return named(figure, "Cause", most.map((row) => row.code.replaceAll("_", " ").toLowerCase()), [
    { label: "Times", fill: "#e0405c", stroke: "#e0405c", paths: bars(0.6), points: { show: false } },
    { label: "Share of all up to here", scale: "%", stroke: "#ffc233", width: 2, points: { show: true, size: 8 }, value: (plot, value) => (value == null ? "–" : `${value.toFixed(0)} %`) },
  ], [most.map((row) => row.times), most.map((row) => row.cumulative * 100)], {
    counts: true,
    scales: { "%": { range: [0, 105] } },
    axes: [{ ...AXIS, scale: "%", side: 1, size: 60, grid: { show: false }, values: (plot, marks) => marks.map((mark) => `${mark} %`) }],
  });
}

/** Boards of each slot: passed, with those that failed on top. */
export function places(figure, rows) {
  const alone = (kind) => (plot, value, series, at) => (at == null ? "–" : String(rows[at][kind]));
  return named(figure, "Slot", rows.map((row) => row.name), [
    { label: "Failed", fill: "#e0405c", stroke: "#e0405c", width: 0, paths: bars(0.7), points: { show: false }, value: alone("failed") },
    { label: "Passed", fill: "#2fae72", stroke: "#2fae72", width: 0, paths: bars(0.7), points: { show: false }, value: alone("passed") },
  ], [rows.map((row) => row.passed + row.failed), rows.map((row) => row.passed)], { counts: true });
}

/** Median and 95th percentile of each stage. */
export function times(figure, rows) {
  const s = (plot, value) => (value == null ? "–" : `${value.toFixed(1)} s`);
  return named(figure, "Stage", rows.map((row) => row.stage.toLowerCase()), [
    { label: "95 % within", fill: "#2c5f94", stroke: "#2c5f94", paths: bars(0.6), points: { show: false }, value: s },
    { label: "Median", fill: "#7cc0ff", stroke: "#7cc0ff", paths: bars(0.6), points: { show: false }, value: s },
  ], [rows.map((row) => row.p95), rows.map((row) => row.median)]);
}
