import { hour } from "./formats.js";
import { failuresData, good, hoursData, hoursText, slant, slotsData, stagesData } from "./plot-data.js";
import uPlot from "./uplot.js";

/** A colour of the theme, as it is when the plot is drawn. */
const themed = (name) => () => getComputedStyle(document.documentElement).getPropertyValue(name);
const LINES = { stroke: themed("--raised"), width: 1 };
const AXIS = { stroke: themed("--quiet"), grid: LINES, ticks: LINES, font: "14px system-ui, sans-serif" };
/** Boards are counted whole. */
const COUNTS = { ...AXIS, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] };
const NAMES = { ...AXIS, size: 62, font: "12px system-ui, sans-serif", grid: { show: false } };
const HEIGHT = 260;
const LEAST_WIDTH = 280;
/** What an A4 page has of CSS pixels between its margins, and how high a plot is on it. */
const PAPER = { width: 690, height: 170 };
/** Of the bars that stand at the ends of the plot of hours, so that they are drawn whole. */
const MARGIN_SECONDS = 2400;
const RED = "#e0405c";
const GREEN = "#2fae72";
const YELLOW = "#ffc233";
const BLUE = "#2c5f94";
const LIGHT_BLUE = "#7cc0ff";

/** The plots that figures on the page show. */
export class Plots {
  /** The plot of each figure, and who watches its size. */
  #drawn = new Map();

  constructor() {
    window.addEventListener("themechange", () => this.#drawn.forEach(({ plot }) => plot.redraw()));
    window.addEventListener("beforeprint", () => this.#toPaper());
  }

  /** Draws all for paper, which is light and of one width, until it is printed. */
  #toPaper() {
    const light = document.getElementById("light");
    const { media } = light;
    light.media = "all";
    this.#drawn.forEach(({ plot }) => plot.setSize(PAPER));
    window.addEventListener("afterprint", () => {
      light.media = media;
      this.#drawn.forEach(({ fit }) => fit());
    }, { once: true });
  }

  /** Boards an hour, from the first worked hour to the last: passed with those that failed or were held on top. */
  hours(figure, all) {
    const data = hoursData(all);
    const { times, passed, withFailed, withHeld } = data;
    figure.setAttribute("aria-label", hoursText(data));
    this.#draw(figure, {
      // Of the hours themselves: of a single one, uPlot would make years.
      scales: {
        x: { range: () => [times[0] - MARGIN_SECONDS, times.at(-1) + MARGIN_SECONDS] },
        y: { range: (plot, least, most) => [0, Math.max(5, most * 1.1)] },
      },
      axes: [{ ...AXIS, space: 60, values: (plot, marks) => marks.map((mark) => hour(mark)) }, COUNTS],
      series: [
        { label: "From", value: (plot, value) => (value == null ? "–" : hour(value)) },
        stacked("Held", YELLOW, data.rows, ({ held }) => held),
        stacked("Failed", RED, data.rows, ({ failed }) => failed),
        stacked("Passed", GREEN, data.rows, good),
      ],
    }, [times, withHeld, withFailed, passed]);
  }

  /** Failures, most frequent first, with the share that the first ones make up. */
  failures(figure, rows) {
    const { names, times, shares } = failuresData(rows);
    this.#drawNamed(figure, "Cause", names, [
      bars("Times", RED),
      { label: "Share of all up to here", scale: "%", stroke: YELLOW, width: 2, points: { show: true, size: 8 }, value: (plot, value) => (value == null ? "–" : `${value.toFixed(0)} %`) },
    ], [times, shares], COUNTS, {
      scales: { "%": { range: [0, 105] } },
      axes: [{ ...AXIS, scale: "%", side: 1, size: 60, grid: { show: false }, values: (plot, marks) => marks.map((mark) => `${mark} %`) }],
    });
  }

  /** Boards of each slot: passed, with those that failed on top. */
  slots(figure, all) {
    const { rows, names, passed, withFailed } = slotsData(all);
    this.#drawNamed(figure, "Slot", names, [stacked("Failed", RED, rows, ({ failed }) => failed), stacked("Passed", GREEN, rows, good)],
      [withFailed, passed], COUNTS);
  }

  /** Median and 95th percentile of each stage. */
  stages(figure, rows) {
    const { names, median, p95 } = stagesData(rows);
    const value = (plot, time) => (time == null ? "–" : `${time.toFixed(1)} s`);
    this.#drawNamed(figure, "Stage", names, [{ ...bars("95 % within", BLUE), value }, { ...bars("Median", LIGHT_BLUE), value }],
      [p95, median], AXIS);
  }

  #drawNamed(figure, what, names, series, data, axis, { scales = {}, axes = [] } = {}) {
    const marks = names.map((name, index) => index);
    this.#draw(figure, {
      scales: {
        x: { time: false, range: () => [-0.6, names.length - 0.4] },
        y: { range: (plot, least, most) => [0, most * 1.1 || 1] },
        ...scales,
      },
      axes: [{ ...NAMES, splits: () => marks, values: () => names, rotate: slant(names) }, axis, ...axes],
      series: [{ label: what, value: (plot, value, index, at) => (at == null ? "–" : names[at]) }, ...series],
    }, [marks, ...data]);
  }

  #draw(figure, options, data) {
    const before = this.#drawn.get(figure);
    before?.watch.disconnect();
    before?.plot.destroy();
    this.#drawn.delete(figure);
    figure.replaceChildren();
    if (data[0].length === 0) {
      figure.textContent = "Nothing in this time.";
      return;
    }
    const width = () => Math.max(LEAST_WIDTH, figure.clientWidth);
    const plot = new uPlot({ width: width(), height: HEIGHT, cursor: { y: false }, ...options }, data, figure);
    const fit = () => plot.setSize({ width: width(), height: HEIGHT });
    const watch = new ResizeObserver(() => matchMedia("print").matches || fit());
    watch.observe(figure);
    this.#drawn.set(figure, { plot, watch, fit });
  }
}

const bars = (label, colour, share = 0.6) =>
  ({ label, fill: colour, stroke: colour, paths: uPlot.paths.bars({ size: [share, 70] }), points: { show: false } });

/** Bars that others stand on; the legend says the height of these alone. */
const stacked = (label, colour, rows, count) =>
  ({ ...bars(label, colour, 0.7), width: 0, value: (plot, value, series, at) => (at == null ? "–" : String(count(rows[at].boards))) });
