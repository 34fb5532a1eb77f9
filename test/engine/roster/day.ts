/** The date this many days from now in a time zone, `YYYY-MM-DD`. */
export function dayFromNow(days: number, timeZone: string): string {
  // The Swedish format is the one that the roster uses.
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(Date.now() + days * 24 * 3600 * 1000);
}
