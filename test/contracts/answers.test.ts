import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "chai";
import type { GenericSchema } from "valibot";
import { LABEL } from "../../src/deployment/deployment.ts";
import { HOLDS_ANOTHER as RECEIVE_HOLDS_ANOTHER } from "../../src/engine/docker/write-files.ts";
import { MemoryEngine } from "../../src/engine/memory/memory-engine.ts";
import { ACCEPTED } from "../../src/hub-side/accept.ts";
import { ACCESS_NOW } from "../../src/hub-side/access-now.ts";
import { BACKUPS } from "../../src/hub-side/backup.ts";
import { BESIDE_LIST } from "../../src/hub-side/beside-list.ts";
import { answerOf, reasonIn } from "../../src/hub-side/in-hub.ts";
import { KNOWN_PEOPLE } from "../../src/hub-side/known-people.ts";
import { LONG_AWAY } from "../../src/hub-side/long-away.ts";
import { DATABASE_PLACE, readNotes } from "../../src/hub-side/notes.ts";
import { peopleOnline } from "../../src/hub-side/online.ts";
import { REPORT } from "../../src/hub-side/report.ts";
import { RETURNED } from "../../src/hub-side/returns.ts";
import { REVOKED } from "../../src/hub-side/revoke-tokens.ts";
import { BUSY, RESTARTED } from "../../src/hub-side/servers.ts";
import { SPELLINGS } from "../../src/hub-side/spellings.ts";
import { TRIAL_LINE, type TrialLine, type TrialStage } from "../../src/hub-side/trial.ts";
import { VOLUME_AGES } from "../../src/hub-side/volume-ages.ts";
import { copyVolume, HOLDS_ANOTHER as COPY_HOLDS_ANOTHER } from "../../src/hub-side/volume-copy.ts";
import { keyMark, SHORTEST_KEY } from "../../src/model/hub/password.ts";
import { observedContainer } from "../unit/plan/observed-container.ts";
import { temporaryDirectory } from "../unit/workspace/temporary.ts";
import { casesOf } from "./cases.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PACKAGE = join(ROOT, "python-templates/hubwright_hub");

/** The schema of each program's answer, under the name with which it is exported, by the words that start the program. */
const SCHEMAS: { readonly [module: string]: { readonly [name: string]: GenericSchema } } = {
  accept: { ACCEPTED },
  access_now: { ACCESS_NOW },
  backup: { BACKUPS },
  beside_list: { BESIDE_LIST },
  db_place: { DATABASE_PLACE },
  known_people: { KNOWN_PEOPLE },
  long_away: { LONG_AWAY },
  report: { REPORT },
  returns: { RETURNED },
  revoke_tokens: { REVOKED },
  "servers busy": { BUSY },
  "servers restart": { RESTARTED },
  spellings: { SPELLINGS },
  trial: { TRIAL_LINE },
  volume_ages: { VOLUME_AGES },
};

/** The exit code that each program uses to say that something else is in the way. */
const HOLDS_ANOTHER: { readonly [module: string]: number } = {
  receive: RECEIVE_HOLDS_ANOTHER,
  volume_copy: COPY_HOLDS_ANOTHER,
};

/** A case of answers.json; `given` is for Python, which builds a hub from it. */
interface AnswerCase {
  readonly says: string;
  readonly module: string;
  /** The JSON that the program prints. */
  readonly answer?: unknown;
  /** What TypeScript reads from it, or from what a trial has met, if it does not read all of it. */
  readonly value?: unknown;
  /** The lines that a trial prints. */
  readonly lines?: readonly unknown[];
  /** Only an earlier version gives this answer. */
  readonly earlier?: true;
  /** A text that is not an answer. */
  readonly refused?: string;
  /** The last line on standard error of a program that did nothing. */
  readonly complains?: string;
  /** What TypeScript reads instead of asking: the texts of files, by path. */
  readonly files?: { readonly [path: string]: string };
  readonly given?: { readonly key?: string };
  /** The arguments that the program is started with. */
  readonly word?: string;
  readonly exitCode?: number;
  readonly means?: string;
}

const CASES = casesOf<AnswerCase>("answers");
const MEANT = "holds another";

describe("what the hub's Python answers", () => {
  for (const [module, named] of Object.entries(SCHEMAS)) {
    const [schema] = Object.values(named) as [GenericSchema];
    const cases = CASES.filter((one) => one.module === module);
    describe(module, () => {
      it("has an answer that is read and a text that is refused", () => {
        expect(cases.some(({ answer, lines }) => answer !== undefined || lines !== undefined)).to.equal(true);
        expect(cases.some(({ refused }) => refused !== undefined)).to.equal(true);
      });
      for (const { says, answer, value, lines, refused, complains } of cases) {
        it(says, () => {
          // TypeScript must read everything in an answer, so this fails if a new field exists only in Python.
          if (answer !== undefined) expect(answerOf(JSON.stringify(answer), schema)).to.deep.equal(value ?? answer);
          for (const line of (lines ?? []) as readonly TrialLine[]) {
            const read = value !== undefined && "met" in line ? { met: value } : line;
            expect(answerOf(JSON.stringify(line), schema)).to.deep.equal(read);
          }
          if (refused !== undefined) expect(answerOf(refused, schema)).to.equal(undefined);
          if (complains !== undefined)
            expect(reasonIn({ exitCode: 1, output: "", errors: `userlist line 2: …\n${complains}\n` })).to.equal(
              complains,
            );
        });
      }
    });
  }

  it("has a case for every kind of line of a trial", () => {
    const lines = CASES.flatMap((one) => (one.module === "trial" ? (one.lines ?? []) : [])) as readonly TrialLine[];
    const stages: { readonly [stage in TrialStage]: boolean } = {
      tidying: true,
      asking: true,
      starting: true,
      "giving-up": true,
      working: true,
      "taking-back": true,
    };
    expect(new Set(lines.flatMap((line) => ("stage" in line ? [line.stage] : [])))).to.have.all.keys(
      ...Object.keys(stages),
    );
    const met = lines.flatMap((line) => ("met" in line ? [line.met] : []));
    expect(new Set(met.flatMap(({ refused }) => refused?.kind ?? []))).to.have.all.keys(
      "ended",
      "held",
      "left",
      "unlisted",
    );
    for (const field of ["refused", "start", "notebook", "url", "token"] as const) {
      expect(met.some((one) => one[field] === null)).to.equal(true, field);
      expect(met.some((one) => one[field] !== null)).to.equal(true, field);
    }
    const over = lines.flatMap((line) => ("over" in line ? [line.over] : []));
    expect([...new Set(over.map(({ left }) => left === null))]).to.have.members([true, false]);
    expect([...new Set(over.map(({ goesOn }) => goesOn))]).to.have.members([true, false]);
    expect(lines.some((line) => "busy" in line)).to.equal(true);
    expect(lines.some((line) => "process" in line)).to.equal(true);
  });

  it("has a case for every schema of src/hub-side", async () => {
    const modules = await Promise.all(
      sources("src/hub-side").map(
        async (file) => (await import(pathToFileURL(file).href)) as { readonly [name: string]: unknown },
      ),
    );
    const exported = modules.flatMap((module) => Object.keys(module).filter((name) => isSchema(module[name])));
    expect(exported).to.have.members(Object.values(SCHEMAS).flatMap((named) => Object.keys(named)));
  });

  it("is in cases of programs that TypeScript knows", () => {
    const known = [...Object.keys(SCHEMAS), ...Object.keys(HOLDS_ANOTHER), "notes", "online"];
    expect(new Set(CASES.map(({ module }) => module))).to.have.all.keys(known);
  });

  it("comes from programs that the hub has", () => {
    const found = sources("src")
      .filter((file) => !file.endsWith("/emit/hub-package.ts"))
      .flatMap((file) => {
        const text = readFileSync(file, "utf8");
        const commands = [...text.matchAll(/moduleCommand\(\s*"(\w+)"/g)].map(([, name = ""]) => name);
        const names = [...text.matchAll(/\bhubwright_hub[./](\w+(?:[./]\w+)*)/g)].map(([, name = ""]) => name);
        return [{ file, commands, names }];
      });
    expect(found.flatMap(({ commands }) => commands).length).to.be.greaterThan(10);
    for (const { file, commands, names } of found) {
      for (const name of [...commands, ...names]) expect(isInPackage(name)).to.equal(true, `${file}: ${name}`);
      for (const name of commands)
        expect(readFileSync(join(PACKAGE, `${name}.py`), "utf8")).to.contain('if __name__ == "__main__":\n');
    }
  });
});

/** Whether the hub's Python has this folder, module, file, or name in a module. */
function isInPackage(name: string): boolean {
  let place = PACKAGE;
  const words = name.split(/[./]/);
  for (const [index, word] of words.entries()) {
    place = join(place, word);
    const [next] = words.slice(index + 1);
    if (existsSync(`${place}.py`))
      return (
        next === undefined ||
        next === "py" ||
        new RegExp(`^(?:class|def) ${next}\\b`, "m").test(readFileSync(`${place}.py`, "utf8"))
      );
    if (!existsSync(place)) return existsSync(`${place}.${next}`);
  }
  return true;
}

function sources(directory: string): readonly string[] {
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(ROOT, directory, file));
}

function isSchema(value: unknown): value is GenericSchema {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "schema";
}

describe("exit codes of the hub's Python", () => {
  for (const { says, module, word = "", exitCode = 0, means } of CASES.filter(
    ({ module }) => module in HOLDS_ANOTHER,
  )) {
    it(`${module}: ${says}`, async () => {
      expect(exitCode === HOLDS_ANOTHER[module]).to.equal(means === MEANT);
      if (module !== "volume_copy") return;
      const asked: string[] = [];
      const run = ({ command }: { readonly command: readonly string[] }) => {
        asked.push(...command.slice(3));
        return { exitCode, output: "1 files and folders, 4 bytes\n" };
      };
      const copied = copyVolume(
        {
          from: "math-user-ann",
          to: "math-user-bob",
          labels: { [LABEL.hub]: "math" },
          hub: "math",
          image: "math-jupyterhub:latest",
        },
        new MemoryEngine({ images: ["math-jupyterhub:latest"], run }),
      );
      expect(await copied).to.equal(means === MEANT ? undefined : "1 files and folders, 4 bytes");
      expect(asked).to.deep.equal([word]);
    });
  }
});

describe("files that a hub writes for TypeScript to read", () => {
  const directory = temporaryDirectory();

  /** A running hub that has these files, and runs commands on this machine. */
  function engineWith(files: { readonly [path: string]: string }): MemoryEngine {
    const inside = (text: string) => text.replaceAll(/\/(?=srv\/|run\/)/g, `${directory()}/`);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(inside(path)), { recursive: true });
      writeFileSync(inside(path), text);
    }
    const hub = observedContainer("math", { labels: { [LABEL.hub]: "math" } });
    return new MemoryEngine({
      holds: { containers: [hub], images: [], networks: [], volumes: [] },
      exec: (_, [program = "", ...words]) => {
        const { status, stdout, stderr } = spawnSync(program, words.map(inside), { encoding: "utf8" });
        return { exitCode: status ?? 1, output: stdout, errors: stderr };
      },
    });
  }

  for (const { says, module, files = {}, value, given } of CASES.filter(({ files }) => files !== undefined)) {
    it(`${module}: ${says}`, async () => {
      const engine = engineWith(files);
      if (module === "online") {
        expect(await peopleOnline("math", engine)).to.equal(value);
        return;
      }
      const notes = await readNotes("math", engine, await engine.observe());
      const { key = "" } = given ?? {};
      // A hub does not start with a key that is too short, so it does not write a note.
      const mark = key.length < SHORTEST_KEY ? undefined : keyMark(key);
      expect(notes).to.deep.equal({ keyMark: mark, ...(value as object) });
    });
  }
});
