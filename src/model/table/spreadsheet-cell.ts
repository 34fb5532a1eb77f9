/**
 * A CSV cell that a spreadsheet shows unchanged.
 *
 * A spreadsheet would compute a cell that starts like a formula, so that cell gets an apostrophe. It would round a cell that looks like a
 * number or a date, such as the password 12345e6789, so that cell is written as a formula whose result is that text.
 */
export function csvCell(text: string): string {
  const isNumber = /^[0-9][0-9eE.,:/+-]*$/.test(text);
  const safe = isNumber ? `="${text}"` : /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text of a cell that was written by {@link csvCell}. */
export function textIn(cell: string): string {
  const text = cell.trim();
  if (text.startsWith("'")) return /^'+[=+\-@]/.test(text) ? text.slice(1) : text;
  return text.startsWith('="') && text.length > 2 && text.endsWith('"') ? text.slice(2, -1).trim() : text;
}
