/**
 * A password as a cell of the table for spreadsheets has it: one that reads as a number is the text that a formula gives, and
 * 1.7% of passwords do.
 */
export function passwordCell(password: string): string {
  return /^[0-9][0-9eE.,:/+-]*$/.test(password) ? `"=""${password}"""` : password;
}

/** The password in such a cell. */
export function passwordOfCell(cell: string): string {
  return /^"=""(.*)"""$/.exec(cell)?.[1] ?? cell;
}
