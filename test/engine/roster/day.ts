/** The day so many days from now where the clocks show the time of a zone, `YYYY-MM-DD`. */
export function dayFromNow(days: number, timeZone: string): string {
  // Written as Swedes write it, which is as the roster does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(Date.now() + days * 24 * 3600 * 1000);
}
