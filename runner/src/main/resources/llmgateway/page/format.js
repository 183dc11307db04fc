// Numbers and times as people read them.

const GROUPED = new Intl.NumberFormat("en-US");
const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

const MOST_DECIMALS = 9;

/** Writes dollars with as many decimals as amounts up to the largest need for four digits that tell something. */
export function dollars(largest) {
  const magnitude = largest > 0 ? Math.floor(Math.log10(largest)) : 0;
  const decimals = Math.min(MOST_DECIMALS, Math.max(2, 3 - magnitude));
  const format = new Intl.NumberFormat("en-US", {
    style: "currency", currency: "USD", minimumFractionDigits: decimals, maximumFractionDigits: decimals,
  });
  return (amount) => format.format(Number(amount));
}

export function dollarsOf(amount) {
  return dollars(Math.abs(Number(amount)))(amount);
}

const ROUND = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumSignificantDigits: 3 });

/** Of an axis: without needless zeros. */
export function roundDollars(amount) {
  return ROUND.format(amount);
}

export function count(amount) {
  return GROUPED.format(amount);
}

/** 12.4K for 12,412; small numbers as they are. */
export function compact(amount) {
  return amount < 10_000 ? GROUPED.format(amount) : COMPACT.format(amount);
}

export function percent(part, whole) {
  if (whole === 0) {
    return "0 %";
  }
  const share = (part / whole) * 100;
  return `${share === 0 || share >= 10 ? Math.round(share) : share.toFixed(1)} %`;
}

export function milliseconds(amount) {
  if (amount < 1000) {
    return `${amount} ms`;
  }
  return amount < 60_000 ? `${(amount / 1000).toFixed(2)} s` : duration(amount);
}

/** The two largest units, such as 3 h 20 min. */
export function duration(millis) {
  const units = [["d", 86_400_000], ["h", 3_600_000], ["min", 60_000], ["s", 1000]];
  const first = units.findIndex(([, length]) => millis >= length);
  if (first < 0) {
    return "0 s";
  }
  const [name, length] = units[first];
  const whole = Math.floor(millis / length);
  const next = units[first + 1];
  const rest = next ? Math.floor((millis - whole * length) / next[1]) : 0;
  return rest > 0 && whole < 10 ? `${whole} ${name} ${rest} ${next[0]}` : `${whole} ${name}`;
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const HOUR = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const MOMENT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** Of UTC, as reports are. */
export const day = (time) => DAY.format(time);
export const hour = (time) => HOUR.format(time);

/** Of the reader's own clock. */
export const clock = (time) => CLOCK.format(time);
export const moment = (time) => MOMENT.format(time);
