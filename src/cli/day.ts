/** Today's date in a time zone, as `"2026-11-24"`. */
export function dayIn(timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format();
}
