/** True for a name from the IANA list, spelled exactly as there. */
export function isTimezone(name: string): boolean {
  // An offset such as "+01:00" is fine for JavaScript, but Python's zoneinfo knows names only.
  if (!/^[A-Za-z]/.test(name)) return false;
  // The list costs a tenth of what a formatter does, but it has no aliases such as "US/Mountain".
  if (name === "UTC" || Intl.supportedValuesOf("timeZone").includes(name)) return true;
  try {
    // JavaScript accepts "america/denver" too, but zoneinfo looks for a file of exactly this name.
    const known = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    return known === name || (known.toLowerCase() !== name.toLowerCase() && isSpelledAsAName(name));
  } catch {
    return false;
  }
}

/** Older names, which JavaScript resolves to newer ones, still begin each part with a capital: "US/Mountain", "Asia/Calcutta". */
function isSpelledAsAName(name: string): boolean {
  return name.split("/").every((part) => /^[A-Z]/.test(part)) && !/\/[A-Z]{3}[A-Z_]+$/.test(name);
}
