// How long the latest calls took, and how many failed.

import { element, empty, number, show, table } from "./dom.js";
import { count, duration, milliseconds, percent } from "./format.js";

export function showLatency(report) {
  show("latency-time", `last ${duration(Date.parse(report.to) - Date.parse(report.from))}`);
  if (report.calls === 0) {
    show("latency", empty("No calls have ended in this time."));
    return;
  }
  const time = (title, property, wide) => ({
    title, wide, number: true,
    cell: (row) => (row[property] === undefined ? "–" : number(row[property], milliseconds(row[property]))),
  });
  show("latency", table([
    { title: "Model", className: "name", cell: (row) =>
      [row.model === "" ? "(none)" : row.model, element("small", {}, row.provider)] },
    { title: "Calls", number: true, wide: true, cell: (row) => number(row.calls, count(row.calls)) },
    { title: "Failed", number: true, cell: (row) =>
      number(row.errors, row.errors === 0 ? "0" : `${count(row.errors)} (${percent(row.errors, row.calls)})`,
        row.errors > 0 ? "bad" : "") },
    time("First token p50", "first_token_ms_p50", true),
    time("p95", "first_token_ms_p95", true),
    time("Whole p50", "duration_ms_p50", false),
    time("p95", "duration_ms_p95", false),
  ], report.rows));
}
