// The times that can be looked at. Sums are those of hours or days of UTC.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const RANGES = {
  "24h": { unit: "hour", length: HOUR, periods: 24 },
  "7d": { unit: "day", length: DAY, periods: 7 },
  "30d": { unit: "day", length: DAY, periods: 30 },
};

/** A range that ends with the running hour or day. */
export function range(name, now) {
  const { unit, length, periods } = RANGES[name];
  const last = Math.floor(now / length) * length;
  const starts = Array.from({ length: periods }, (_, i) => last - (periods - 1 - i) * length);
  return {
    unit,
    starts,
    parameters: { granularity: unit, from: new Date(starts[0]).toISOString(), to: new Date(last + length).toISOString() },
  };
}
