import stringWidth from "string-width";

/** Prints rows under a header, in columns as wide as they need to be on a terminal. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(stringWidth(title), ...rows.map((row) => stringWidth(row[column] ?? ""))),
  );
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell))))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
