// Calls under way.

import { element, empty, number, show, table } from "./dom.js";
import { count, dollars, duration } from "./format.js";

export function showCalls({ open, tickets }, now) {
  show("calls-count", open === 0 ? "" : count(open));
  if (tickets.length === 0) {
    show("calls", empty("No call is running."));
    return;
  }
  const price = dollars(Math.max(...tickets.map((ticket) => ticket.heldUsd)));
  show("calls", table([
    { title: "Model", className: "name", cell: ({ call }) =>
      [call.model ?? "(none)", element("small", {}, call.provider ?? "")] },
    { title: "Consumer", cell: ({ call }) => call.consumer ?? "(none)" },
    { title: "Endpoint", wide: true, cell: ({ call }) => (call.endpoint ?? "").replaceAll("_", " ") },
    { title: "Way", wide: true, cell: ({ call }) => [call.way ?? "", call.stream === "1" ? ", stream" : ""] },
    { title: "For", number: true, cell: ({ call }) =>
      (call.admitted_at ? duration(Math.max(0, now - Date.parse(call.admitted_at))) : "") },
    { title: "Holds", number: true, cell: (ticket) => number(ticket.heldUsd, price(ticket.heldUsd)) },
  ], tickets), open > tickets.length ? element("p", { class: "more" }, `${count(open - tickets.length)} more`) : "");
}
