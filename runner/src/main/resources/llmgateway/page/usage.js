// What was spent: in all, over time, by consumer and by model.

import { spendChart } from "./chart.js";
import { element, empty, number, part, show, table } from "./dom.js";
import { compact, count, dollars, dollarsOf, percent } from "./format.js";

const SHOWN = 10;

export function showFigures(total, openCalls) {
  const figure = (title, value, text, note) => element("div", {},
    element("dt", {}, title), element("dd", {}, number(value, text), note === "" ? null : element("small", {}, note)));
  show("figures",
    figure("Spend", total.cost_usd, dollarsOf(total.cost_usd),
      total.estimated > 0 ? `${count(total.estimated)} of the calls estimated` : ""),
    figure("Calls", total.calls, compact(total.calls), ""),
    figure("Tokens in", total.input_tokens, compact(total.input_tokens),
      total.cached_input_tokens > 0 ? `${percent(total.cached_input_tokens, total.input_tokens)} cached` : ""),
    figure("Tokens out", total.output_tokens, compact(total.output_tokens),
      total.reasoning_tokens > 0 ? `${percent(total.reasoning_tokens, total.output_tokens)} reasoning` : ""),
    figure("Failed calls", total.errors, compact(total.errors),
      total.calls > 0 ? `${percent(total.errors, total.calls)} · ${count(openCalls)} running now` : ""));
}

export function showSpend(report, { unit, starts }) {
  if (report.total.calls === 0) {
    show("spend", empty("No calls have ended in this time."));
    return;
  }
  const byStart = new Map(report.rows.map((row) => [Date.parse(row[unit]), row]));
  const bars = starts.map((start) => {
    const row = byStart.get(start);
    return { start, cost: row?.cost_usd ?? "0", calls: row?.calls ?? 0 };
  });
  const place = document.getElementById("spend");
  const open = place.querySelector("details")?.open ?? false;
  place.replaceChildren(spendChart(bars, unit, Math.max(260, place.clientWidth)));
  place.querySelector("details").open = open;
}

/** @param dimension consumer or model: the property of a row that names it */
export function showShares(id, dimension, report) {
  if (report.rows.length === 0) {
    show(id, empty("No calls have ended in this time."));
    return;
  }
  const rows = [...report.rows].sort((one, other) =>
    Number(other.cost_usd) - Number(one.cost_usd) || other.calls - one.calls);
  const largest = Number(rows[0].cost_usd);
  const price = dollars(largest);
  show(id, table([
    {
      title: dimension === "consumer" ? "Consumer" : "Model",
      className: "name",
      cell: (row) => [row[dimension] === "" ? "(none)" : row[dimension],
        part("share", largest === 0 ? 0 : Number(row.cost_usd) / largest)],
    },
    { title: "Calls", number: true, cell: (row) => number(row.calls, count(row.calls)) },
    { title: "Tokens", number: true, wide: true, cell: (row) =>
      number(row.input_tokens + row.output_tokens, compact(row.input_tokens + row.output_tokens)) },
    { title: "Failed", number: true, cell: (row) => number(row.errors, count(row.errors), row.errors > 0 ? "bad" : "") },
    { title: "Spend", number: true, cell: (row) => number(row.cost_usd, price(row.cost_usd)) },
  ], rows.slice(0, SHOWN)), rest(rows, price));
}

function rest(rows, price) {
  const more = rows.slice(SHOWN);
  if (more.length === 0) {
    return "";
  }
  const spent = more.reduce((sum, row) => sum + Number(row.cost_usd), 0);
  return element("p", { class: "more" }, `${count(more.length)} more, ${price(spent)} together`);
}
