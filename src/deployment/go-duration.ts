import type { ComposeDuration } from "./compose-service.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const UNITS = new Map([
  ["ms", 1],
  ["s", SECOND],
  ["m", MINUTE],
  ["h", HOUR],
]);

/** How long it is, in whole milliseconds. */
function millisecondsOf(duration: ComposeDuration): number {
  let total = 0;
  // `ms` before `m`, or half a second would be five hundred minutes.
  for (const [, amount, unit = ""] of duration.matchAll(/([0-9.]+)(ms|s|m|h)/g)) {
    total += Number(amount) * (UNITS.get(unit) ?? 0);
  }
  return Math.round(total);
}

/** As Go's time.Duration prints itself: `"90s"` is `"1m30s"`, `"1h"` is `"1h0m0s"`, `"0.5s"` is `"500ms"`. */
export function goDuration(duration: ComposeDuration): string {
  const total = millisecondsOf(duration);
  if (total === 0) return "0s";
  if (total < SECOND) return `${total}ms`;
  const hours = Math.floor(total / HOUR);
  const minutes = Math.floor((total % HOUR) / MINUTE);
  const seconds = `${(total % MINUTE) / SECOND}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
