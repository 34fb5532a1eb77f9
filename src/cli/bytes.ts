const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** An amount as people read it: `"1.4 GiB"`; `"?"` where it is not known. */
export function bytes(amount: number | undefined): string {
  if (amount === undefined) return "?";
  let rest = amount;
  let unit = 0;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit += 1;
  }
  return `${unit === 0 || rest >= 100 ? Math.round(rest) : rest.toFixed(1)} ${UNITS[unit]}`;
}
