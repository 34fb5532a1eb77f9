/**
 * A cell of a CSV file that a spreadsheet shows as it is meant.
 *
 * One that begins like a formula would be computed by the spreadsheet that opens it: it gets an apostrophe. One that reads as a number
 * or a day, as the password 12345e6789 does, would be rounded: it is written as a formula whose result is that text.
 */
export function csvCell(text: string): string {
  const isNumber = /^[0-9][0-9eE.,:/+-]*$/.test(text);
  const safe = isNumber ? `="${text}"` : /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a cell means that was written by {@link csvCell}. */
export function textIn(cell: string): string {
  const text = cell.trim();
  if (text.startsWith("'")) return /^'+[=+\-@]/.test(text) ? text.slice(1) : text;
  return text.startsWith('="') && text.length > 2 && text.endsWith('"') ? text.slice(2, -1).trim() : text;
}
