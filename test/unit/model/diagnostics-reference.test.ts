import { expect } from "chai";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { formatProblem, sayHint } from "../../../src/model/problem/format-problem.ts";
import type { Problem } from "../../../src/model/problem/problem.ts";
import { DIAGNOSTIC_CODES, type DiagnosticCode } from "../../../src/model/problem/problem-codes.ts";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { check } from "../../../src/access/check.ts";
import { checkServer } from "../../../src/access/check-server.ts";
import { generate } from "../../../src/emit/generate.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { rosterProblem } from "../../../src/model/roster/roster-problem.ts";
import { slipProblem, slipsIn } from "../../../src/model/roster/roster-slips.ts";
import { perHub } from "../../../src/model/hub/volume-policy.ts";
import { readTable } from "../../../src/model/table/read-table.ts";
import { readRoster } from "../../../src/workspace/hub/roster-file.ts";

interface Entry {
  readonly code: DiagnosticCode;
  readonly text: string;
  /** What stands in the entry's fence, and what it is. */
  readonly example?: { readonly kind: string; readonly text: string };
}

const REFERENCE = readFileSync(new URL("../../../docs/reference/diagnostics.md", import.meta.url), "utf8");

const ENTRIES = REFERENCE.split(/^### /m)
  .slice(1)
  .map((section): Entry => {
    const [code = "", ...lines] = section.split(/^## /m)[0]?.split("\n") ?? [];
    const text = lines.join("\n");
    const [, kind, example] = /^```(\w+)\n([\s\S]*?)\n```$/m.exec(text) ?? [];
    return {
      code: code as DiagnosticCode,
      text,
      ...(kind === undefined || example === undefined ? {} : { example: { kind, text: example } }),
    };
  });

/** What the examples of the reference cannot show: files, and definitions that are none. */
const OTHERS: { readonly [code in DiagnosticCode]?: () => readonly Problem[] } = {
  "hub-not-an-object": () => check("math" as unknown as HubInput),
  "extra-config-missing": () => thrownBy(() => generate(defineHub({ name: "math", extraConfig: ["services.py"] }))),
  "function-missing": () =>
    thrownBy(() =>
      generate(defineHub({ name: "math", traits: { Spawner: { pre_spawn_hook: { function: "my_hook" } } } })),
    ),
  "roster-missing": () => rosterFile(() => {}),
  "roster-too-large": () => rosterFile((path) => writeFileSync(path, `# ${"x".repeat(1024 * 1024)}`)),
  "roster-not-utf8": () => rosterFile((path) => writeFileSync(path, Buffer.from([0x61, 0xe9, 0x0a]))),
  "roster-not-a-file": () => rosterFile((path) => mkdirSync(path)),
  "roster-many-gone": () => [manyGone()],
  "roster-slip": () => {
    const before = GroupMap.parse("hub-admin admin\nann team-1\nbo team-1\n");
    return slipsIn(before, GroupMap.parse("hub-admin admin\nann team-1 bo team-1\n")).map(slipProblem);
  },
  "group-without-volume": () =>
    check(
      { name: "math", volumes: { course: { per: "group", at: "/home/jovyan/{group}", groups: ["math8660"] } } },
      GroupMap.parse("hub-admin admin math8600\n"),
    ),
  "server-name-repeated": () => checkServer([defineHub({ name: "math" }), defineHub({ name: "math", port: 8001 })]),
  "server-port-repeated": () => checkServer([defineHub({ name: "math" }), defineHub({ name: "geo" })]),
  "table-not-text": () => readTable("PK\u0003\u0004").diagnostics,
  "table-encoding-unclear": () => readTable(Buffer.from("name\nmüller\n", "latin1")).diagnostics,
  "table-groups-renamed": () => readTable("name,groups\nann,Team 1\n", { divide: "," }).diagnostics,
  "table-option-invalid": () => readTable("name\nann\n", { divide: "" }).diagnostics,
  "edit-name-taken": () => thrownBy(() => GroupMap.parse("ann\nbo\n").withPersonRenamed("ann", "bo")),
  "edit-person-unknown": () => thrownBy(() => GroupMap.parse("ann\n").withNextPassword("an")),
};

describe("the reference of diagnostics", () => {
  it("has an entry for each code, and no others", () => {
    expect(ENTRIES.map(({ code }) => code)).to.deep.equal([...DIAGNOSTIC_CODES]);
  });

  for (const { code, text, example } of ENTRIES) {
    it(`shows what gives ${code}`, () => {
      const found = example === undefined ? OTHERS[code]?.() : diagnosticsOf(example);
      const given = (found ?? []).find((diagnostic) => diagnostic.code === code);
      expect(given, formatted(found ?? [])).not.to.equal(undefined);
      expect(given?.severity, "severity").to.equal(/^Warning: /m.test(text) ? "warning" : "error");
      expect(given?.message, "message").to.match(/^\S.*\.$/u);
      expect(sayHint(given?.hint ?? ""), "hint").to.match(/^[A-Z].*[.)"\]};?)\w]$/u);
    });
  }
});

function diagnosticsOf({ kind, text }: { kind: string; text: string }): readonly Problem[] {
  // A definition says what is different from the smallest one; null leaves even its name out.
  if (kind === "csv") return readTable(`${text}\n`).diagnostics;
  if (kind === "yaml") return check(withoutNulls({ name: "math", ...(parse(text) as Partial<HubInput>) }));
  const hub = defineHub({
    name: "math",
    volumes: { ...defineHub({ name: "math" }).volumes, work: perHub({ at: "/home/jovyan/work" }) },
  });
  return check(hub, GroupMap.parse(text), "2026-11-29");
}

function withoutNulls(definition: object): HubInput {
  return Object.fromEntries(Object.entries(definition).filter(([, value]) => value !== null)) as unknown as HubInput;
}

function thrownBy(act: () => unknown): readonly Problem[] {
  try {
    act();
  } catch (error) {
    if (error instanceof HubwrightError) return error.problems;
    throw error;
  }
  return [];
}

function rosterFile(make: (path: string) => void): readonly Problem[] {
  const directory = mkdtempSync(join(tmpdir(), "roster-"));
  try {
    mkdirSync(join(directory, "roster"));
    make(join(directory, "roster/userlist"));
    return readRoster({ hub: defineHub({ name: "math" }), directory }).diagnostics;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What only a running hub finds, since it alone knows who was there before: in the words of its Python. */
function manyGone(): Problem {
  const values = { count: "11", total: "20", names: '"ann"' };
  return { severity: "error", at: [], ...rosterProblem("roster-many-gone", values) };
}

function formatted(diagnostics: readonly Problem[]): string {
  return diagnostics.map((diagnostic) => formatProblem(diagnostic)).join("\n");
}
