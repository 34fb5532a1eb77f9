import { HubwrightError } from "./diagnostic.ts";
import type { PersonEntry } from "./roster-entries.ts";

/** Reads a table with a header into people; see `GroupMap.fromCsv`. */
export function readTable(csv: string): readonly PersonEntry[] {
  const [header = [], ...rows] = rowsOf(csv);
  const column = (name: string) => header.findIndex((title) => title.trim().toLowerCase() === name);
  const [name, groups, admin, until] = [column("name"), column("groups"), column("admin"), column("until")];
  if (name === -1) {
    throw new HubwrightError([
      {
        code: "hub-field-missing",
        severity: "error",
        at: ["csv", "name"],
        message: "The table has no column called name.",
        hint: "Begin it with a header such as: name,groups,admin,until",
      },
    ]);
  }
  const field = (row: readonly string[], index: number) => (row[index] ?? "").trim();
  return rows
    .filter((row) => field(row, name) !== "")
    .map((row) => ({
      name: field(row, name),
      groups: field(row, groups)
        .split(/[\s,;]+/)
        .filter((group) => group !== ""),
      admin: /^(yes|true|1|x|admin)$/i.test(field(row, admin)),
      ...(field(row, until) === "" ? {} : { until: field(row, until) }),
    }));
}

/** Divides a table as RFC 4180 says; spreadsheets of many countries write semicolons, and pasted ones tabs. */
function rowsOf(csv: string): readonly (readonly string[])[] {
  const text = csv.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const header = text.split("\n", 1)[0] ?? "";
  const divider = [";", "\t"].find((candidate) => header.includes(candidate) && !header.includes(",")) ?? ",";
  const rows: string[][] = [[]];
  let field = "";
  let isQuoted = false;
  const endField = () => {
    rows.at(-1)?.push(field);
    field = "";
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? "";
    if (isQuoted && character === '"' && text[index + 1] === '"') {
      field += '"';
      index += 1;
    } else if (character === '"' && (isQuoted || field === "")) isQuoted = !isQuoted;
    else if (isQuoted) field += character;
    else if (character === divider) endField();
    else if (character === "\n") {
      endField();
      rows.push([]);
    } else field += character;
  }
  endField();
  return rows;
}
