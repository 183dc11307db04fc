// How limits stand, and when they run out.

import { element, empty, number, part, show } from "./dom.js";
import { count, dollars, dollarsOf, duration, moment } from "./format.js";

const NEAR = 0.8;

const SUBJECTS = {
  consumer: "consumer", consumer_group: "group", route: "route", model: "model", provider_key: "provider key",
  organisation: "all calls",
};

const UNITS = {
  requests: "requests", tokens: "tokens", input_tokens: "input tokens", output_tokens: "output tokens",
  concurrent_calls: "calls at a time",
};

export function showBudgets({ known, budgets }, now) {
  if (budgets.length === 0) {
    show("budgets", empty("No call has come under a limit on this node yet."));
    return;
  }
  show("budgets", element("ul", { class: "budgets" }, budgets.map((budget) => line(budget, now))),
    known > budgets.length
      ? element("p", { class: "more" }, `The ${count(budgets.length)} with the least left, of ${count(known)}.`) : "");
}

function line(budget, now) {
  return element("li", { "data-account": budget.account },
    element("div", {},
      element("strong", {}, budget.subject === "" ? SUBJECTS[budget.limitBy] : budget.subject),
      element("span", { class: "what" }, what(budget))),
    element("div", {}, element("span", { class: "left" }, left(budget)), gauge(budget)),
    element("div", { class: "when" }, when(budget, now)));
}

function what(budget) {
  return [
    budget.name,
    budget.unit === "usd" ? (budget.per === "total" ? "in all" : `a ${budget.per}`) : UNITS[budget.unit],
    budget.subject === "" ? "" : `by ${SUBJECTS[budget.limitBy]}`,
    budget.soft ? "warns only" : "",
    budget.overriddenUntil ? `changed until ${moment(Date.parse(budget.overriddenUntil))}` : "",
  ].filter(Boolean).join(" · ");
}

function left(budget) {
  const money = dollars(Math.max(budget.allowed, budget.used));
  const amount = budget.unit === "usd" ? money : count;
  return [number(budget.left, amount(budget.left)), ` left of ${amount(budget.allowed)}`,
    budget.held > 0 ? element("span", { class: "quiet" }, ` · ${amount(budget.held)} held`) : null];
}

function gauge(budget) {
  const share = (amount) => (budget.allowed === 0 ? 1 : amount / budget.allowed);
  const used = share(budget.used);
  const state = budget.left === 0 ? "full" : used >= NEAR ? "near" : "";
  return element("div", {
    class: `gauge ${state}`.trim(), role: "img", "aria-label": `${Math.round(Math.min(1, used) * 100)} percent used`,
  }, part("used", used), part("held", share(budget.held)));
}

function when(budget, now) {
  const resets = budget.resetsAt ? `resets in ${duration(Date.parse(budget.resetsAt) - now)}` : "";
  if (budget.unit !== "usd") {
    return budget.fullIn && budget.used > 0 ? `full again in ${duration(isoMillis(budget.fullIn))}` : "";
  }
  return [forecast(budget, now), resets === "" ? null : element("span", { class: "what" }, resets)];
}

function forecast(budget, now) {
  if (budget.left === 0) {
    return element("span", { class: "bad" }, budget.held > 0 ? "held to the last" : "used up");
  }
  if (budget.runsOutAt) {
    const runsOut = Date.parse(budget.runsOutAt);
    return element("time", { class: "warn", datetime: budget.runsOutAt, title: moment(runsOut) },
      `runs out in ${duration(runsOut - now)}`);
  }
  if (budget.spentInLastHour === undefined) {
    return "";
  }
  return budget.spentInLastHour > 0 ? `lasts, at ${dollarsOf(budget.spentInLastHour)} an hour` : "nothing spent in the last hour";
}

/** Of an ISO 8601 duration of hours, minutes and seconds, as the gateway writes them. */
function isoMillis(text) {
  const [, hours, minutes, seconds] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(text) ?? [];
  return ((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1000;
}
