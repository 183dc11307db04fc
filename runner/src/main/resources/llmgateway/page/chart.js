// A bar for each period of a range.

import { drawn, element, number, table } from "./dom.js";
import { count, day, dollars, dollarsOf, hour, roundDollars } from "./format.js";

const HEIGHT = 200;
const BOTTOM = 22;
const TOP = 6;
const LABEL_WIDTH = 64;
const DIGIT_WIDTH = 7;

/** @param bars start of the period, spent in dollars as text, calls */
export function spendChart(bars, unit, width) {
  const largest = Math.max(...bars.map((bar) => Number(bar.cost)));
  const top = niceAbove(largest);
  const ticks = [0, top / 2, top];
  const left = Math.max(...ticks.map((amount) => roundDollars(amount).length)) * DIGIT_WIDTH + 10;
  const caption = element("figcaption", {}, overall(bars, unit));
  const plot = { width: width - left, height: HEIGHT - BOTTOM - TOP };
  const y = (amount) => TOP + plot.height * (1 - amount / top);
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": overall(bars, unit) },
    ticks.map((amount) => [
      drawn("line", { class: "grid", x1: left, x2: width, y1: y(amount), y2: y(amount) }),
      drawn("text", { x: left - 8, y: y(amount) + 4, "text-anchor": "end" }, roundDollars(amount)),
    ]));
  const step = plot.width / bars.length;
  const each = Math.max(1, Math.ceil(LABEL_WIDTH / step));
  bars.forEach((bar, i) => {
    const x = left + i * step;
    const shape = drawn("rect", {
      class: "bar", x: x + step * 0.15, width: step * 0.7, y: y(Number(bar.cost)), rx: Math.min(2, step * 0.2),
      height: Math.max(Number(bar.cost) > 0 ? 1.5 : 0, plot.height * (Number(bar.cost) / top)),
    });
    const reach = drawn("rect", { class: "reach", x, width: step, y: TOP, height: plot.height });
    reach.addEventListener("pointerenter", () => point(svg, shape, caption, told(bar, unit)));
    reach.addEventListener("pointerleave", () => unpoint(svg, caption, overall(bars, unit)));
    svg.append(shape, reach);
    if ((bars.length - 1 - i) % each === 0) {
      const last = i === bars.length - 1;
      svg.append(drawn("text", {
        x: last ? width : x + step / 2, y: HEIGHT - 4, "text-anchor": last ? "end" : "middle",
      }, label(bar, unit)));
    }
  });
  return element("figure", { class: "chart" }, caption, svg, asTable(bars, unit));
}

function asTable(bars, unit) {
  const price = dollars(Math.max(...bars.map((bar) => Number(bar.cost))));
  return element("details", {}, element("summary", {}, "As a table"), table([
    { title: unit === "hour" ? "Hour (UTC)" : "Day (UTC)", cell: (bar) => when(bar, unit) },
    { title: "Calls", number: true, cell: (bar) => number(bar.calls, count(bar.calls)) },
    { title: "Spend", number: true, cell: (bar) => number(bar.cost, price(bar.cost)) },
  ], bars.filter((bar) => bar.calls > 0).reverse()));
}

function point(svg, shape, caption, text) {
  svg.querySelectorAll(".bar").forEach((bar) => bar.classList.toggle("dim", bar !== shape));
  caption.textContent = text;
}

function unpoint(svg, caption, text) {
  svg.querySelectorAll(".bar").forEach((bar) => bar.classList.remove("dim"));
  caption.textContent = text;
}

function told(bar, unit) {
  return `${when(bar, unit)}: ${dollarsOf(bar.cost)}, ${count(bar.calls)} ${bar.calls === 1 ? "call" : "calls"}`;
}

function overall(bars, unit) {
  const busiest = bars.reduce((most, bar) => (Number(bar.cost) > Number(most.cost) ? bar : most));
  return `By ${unit} of UTC. Most: ${dollarsOf(busiest.cost)}, ${when(busiest, unit)}.`;
}

function when(bar, unit) {
  return unit === "hour" ? `${day(bar.start)}, ${hour(bar.start)}` : day(bar.start);
}

function label(bar, unit) {
  return unit === "hour" ? hour(bar.start) : day(bar.start);
}

/** 1, 2 or 5 times a power of ten, at least the amount. */
function niceAbove(amount) {
  if (!(amount > 0)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(amount));
  const times = [1, 2, 5, 10].find((factor) => factor * power >= amount * (1 - 1e-9)) ?? 10;
  return times * power;
}
