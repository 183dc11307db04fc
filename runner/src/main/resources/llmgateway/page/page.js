// Reads the management endpoints again and again, and shows what they say.

import { ask, forget, keep, Refused } from "./admin.js";
import { showBudgets } from "./budgets.js";
import { showCalls } from "./calls.js";
import { clock } from "./format.js";
import { showLatency } from "./latency.js";
import { range } from "./range.js";
import { showFigures, showShares, showSpend } from "./usage.js";

const EVERY = 10_000;

const main = document.getElementById("main");
const state = document.getElementById("state");
const keyDialog = document.getElementById("key");
const keyField = document.getElementById("key-field");

let timer = 0;
let reading = 0;

async function refresh() {
  clearTimeout(timer);
  const mine = ++reading;
  const now = Date.now();
  const shown = range(chosen(), now);
  try {
    // The first answer tells whether a key is needed, before the others ask.
    const overTime = await ask("usage", { ...shown.parameters, group_by: shown.unit });
    const [consumers, models, budgets, latency, tickets] = await Promise.all([
      ask("usage", { ...shown.parameters, group_by: "consumer" }),
      ask("usage", { ...shown.parameters, group_by: "model" }),
      ask("budgets", { limit: 50 }),
      ask("latency"),
      ask("tickets", { limit: 25 }),
    ]);
    if (mine !== reading) {
      return;
    }
    showFigures(overTime.total, tickets.open);
    showSpend(overTime, shown);
    showShares("consumers", "consumer", consumers);
    showShares("models", "model", models);
    showBudgets(budgets, now);
    showLatency(latency);
    showCalls(tickets, now);
    say(`As of ${clock(now)}`, false);
    main.removeAttribute("aria-busy");
  } catch (problem) {
    if (mine === reading) {
      explain(problem);
    }
  }
  if (mine === reading && !keyDialog.open) {
    timer = setTimeout(refresh, EVERY);
  }
}

function chosen() {
  return document.querySelector("#ranges input:checked").value;
}

function explain(problem) {
  if (problem instanceof Refused && problem.status === 401) {
    forget();
    say("A key is needed.", true);
    keyDialog.showModal();
    return;
  }
  say(problem instanceof Refused ? problem.message : "The gateway does not answer.", true);
}

function say(text, trouble) {
  state.textContent = text;
  state.classList.toggle("trouble", trouble);
  main.classList.toggle("stale", trouble);
}

document.getElementById("ranges").addEventListener("change", refresh);
document.getElementById("key-form").addEventListener("submit", () => {
  keep(keyField.value);
  keyField.value = "";
});
keyDialog.addEventListener("cancel", (event) => event.preventDefault());
keyDialog.addEventListener("close", refresh);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    clearTimeout(timer);
  } else {
    refresh();
  }
});
let width = window.innerWidth;
window.addEventListener("resize", () => {
  if (window.innerWidth !== width) {
    width = window.innerWidth;
    clearTimeout(timer);
    timer = setTimeout(refresh, 200);
  }
});

refresh();
