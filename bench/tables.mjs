// 100,000 rows read as people, compared with csv-parse, which only splits them into cells.
import { parse } from "csv-parse/sync";
import { readTable } from "hubwright";
import { report, summary } from "./pairs.mjs";

const ROWS = 100_000;
const LIMIT = 2;

/** @param {import("./pairs.mjs").Mode} mode */
export async function benchTables({ once }) {
  const bytes = Buffer.from(classList());
  /** @type {[number, number][]} */
  const pairs = [];
  // The first pair runs before the code is compiled, and does not count.
  for (let run = 0; run < (once ? 1 : 16); run += 1) {
    const started = performance.now();
    const { people, diagnostics } = readTable(bytes);
    const between = performance.now();
    const rows = parse(bytes);
    const pair = /** @type {[number, number]} */ ([between - started, performance.now() - between]);
    if (people.length !== ROWS || diagnostics.length > 0 || rows.length !== ROWS + 1)
      throw new Error(`Of ${ROWS} rows ${people.length} became people.`);
    if (once || run > 0) pairs.push(pair);
  }
  return [report(`a table of ${ROWS} rows`, "csv-parse alone", summary(pairs), { limit: LIMIT, once })];
}

function classList() {
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const name = index % 10 === 0 ? `Student.${index}@example.edu` : `student${index}`;
    return `"Lee, Ann",${name},team-${index % 500},${index % 1000 === 0 ? "yes" : ""},2027-01-31,\n`;
  });
  return `Full name,name,groups,admin,until,pw\n${rows.join("")}`;
}
