import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { HUBWRIGHT, runCommand } from "./support/command.ts";
import { ENGINE } from "./support/engine-under-test.ts";
import { EngineView } from "./support/engine-view.ts";
import { noteFigure } from "./support/figure.ts";
import { passwordOfCell } from "./support/csv-cell.ts";
import { freePort } from "./support/free-port.ts";
import type { Notebook } from "./support/notebook.ts";
import { trySignIn } from "./support/signed-in.ts";
import { hubName, removeLeftovers } from "./support/test-run.ts";

const [FIRST, SECOND, COPY] = [hubName("page-first"), hubName("page-second"), hubName("page-copy")] as const;
const FOLDER = `admins${SECOND.replaceAll("-", "")}`;
/** The page with names and a port for a test, so that it touches no hub in use. */
const PAGE = readFileSync(new URL("../../docs/several-hubs.md", import.meta.url), "utf8")
  .replaceAll(/\bmath8660\b/g, SECOND)
  .replaceAll(/\bmath\b(?!\.)/g, FIRST)
  .replaceAll(/\bgeo\b/g, COPY)
  .replaceAll("8010", String(await freePort()))
  // The folder that all hubs share is named only after the policy.
  .replaceAll(/\badmins: /g, `${FOLDER}: `);
const SECTIONS = PAGE.split(/^## /m)
  .slice(1)
  .map((text) => ({
    title: text.slice(0, text.indexOf("\n")),
    blocks: [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block),
    lines: [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, line = ""]) => line),
  }));

describe("docs/several-hubs.md, followed from top to bottom", function () {
  this.timeout(900_000);
  const view = new EngineView(ENGINE);
  let home: string;

  before(async () => {
    await removeLeftovers(view, ENGINE);
    home = mkdtempSync(join(ENGINE.directory, "hubwright-test-"));
    mkdirSync(join(home, "bin"));
    const command = HUBWRIGHT.map((word) => `'${word}'`).join(" ");
    writeFileSync(join(home, "bin/hubwright"), `#!/bin/sh\nexec ${command} "$@"\n`);
    chmodSync(join(home, "bin/hubwright"), 0o755);
  });

  after(async () => {
    await removeAll();
    rmSync(home, { recursive: true, force: true });
  });

  async function removeAll(): Promise<void> {
    // The folder that all hubs share is labeled with the first hub's name, and cannot be removed while another hub mounts it.
    for (const name of [COPY, SECOND, FIRST]) await view.removeHub(name);
  }

  /** Runs commands as a person would type them, in the directory above the hubs'. @returns what they printed. */
  async function shell(text: string): Promise<string> {
    const path = `${join(home, "bin")}:${process.env["PATH"] ?? ""}`;
    const env = { PATH: path, NO_COLOR: "1", npm_command: undefined, DOCKER_HOST: ENGINE.dockerHost };
    const { exitCode, output } = await runCommand("bash", ["-euc", text], { cwd: home, env });
    expect(exitCode, `${text}\n${output}`).to.equal(0);
    return output;
  }

  const read = (path: string) => readFileSync(join(home, path), "utf8");
  const passwordIn = async (hub: string, name = "hub-admin") =>
    passwordOfCell((await shell(`hubwright passwords ${name} --csv --dir ${hub}`)).trim().split(",").at(-1) ?? "");

  async function notebookIn(hub: string, name = "hub-admin"): Promise<Notebook> {
    const port = /port: (\d+)/.exec(read(`${hub}/hub.ts`))?.[1];
    const origin = `http://${ENGINE.host}:${port}`;
    const { person, message } = await trySignIn(origin, `/${hub}`, name, await passwordIn(hub, name));
    if (person === undefined) throw new Error(`${name} is not let in to ${hub}: ${message}`);
    return person.notebook();
  }

  /** What is true after a section has been followed, by a word of its title. */
  const then: { readonly [word: string]: (printed: string) => Promise<void> } = {
    async Names() {
      const { hubs } = JSON.parse(await shell("hubwright ls --json")) as {
        hubs: { name: string; directory: string }[];
      };
      expect(hubs.find(({ name }) => name === FIRST)?.directory).to.equal(join(home, FIRST));
    },
    async later() {
      expect(await passwordIn(SECOND)).to.equal(await passwordIn(FIRST));
      await notebookIn(SECOND);
    },
    async passwords() {
      expect(await passwordIn(SECOND)).to.equal(await passwordIn(FIRST));
      for (const file of ["hub.env", "proxy.env"])
        expect(read(`${SECOND}/secrets/${file}`)).to.not.equal(read(`${FIRST}/secrets/${file}`));
    },
    async prefix() {
      expect(read(`${SECOND}/roster/userlist`)).to.match(new RegExp(`^halljord ${SECOND}-team-1$`, "m"));
    },
    async folder() {
      const [one, other] = [await notebookIn(FIRST), await notebookIn(SECOND)];
      await one.save("shared-admin/both.txt", "of both\n");
      expect(await other.read("shared-admin/both.txt")).to.equal("of both\n");
      expect(await view.volumeNames(SECOND)).to.include(`${SECOND}-shared-${SECOND}-team-1`);
    },
    async web(printed) {
      for (const hub of [FIRST, SECOND]) expect(printed).to.include(`location /${hub}/`);
    },
    async Copy(printed) {
      expect(printed).to.include(`This directory is a copy of ${join(home, FIRST)}`);
      expect(read(`${COPY}/.hubwright/id`)).to.not.equal(read(`${FIRST}/.hubwright/id`));
      expect(await passwordIn(COPY)).to.equal(await passwordIn(FIRST));
      await (await notebookIn(COPY)).save("shared-admin/three.txt", "of three\n");
      const own = [...(await view.volumeNames(COPY)), ...(await view.containers(COPY)).keys()];
      expect(own.filter((name) => !name.startsWith(COPY))).to.deep.equal([]);
    },
    async Remove() {
      const filters = { label: [`hubwright.hub=${COPY}`] };
      const images = await view.docker.listImages({ filters });
      const networks = await view.docker.listNetworks({ filters });
      expect([...(await view.containers(COPY)).keys(), ...(await view.volumeNames(COPY))]).to.deep.equal([]);
      expect([networks, images.flatMap(({ RepoTags }) => RepoTags ?? [])]).to.deep.equal([[], []]);
      expect(existsSync(join(home, COPY))).to.equal(false);
      expect(await (await notebookIn(SECOND)).read("shared-admin/three.txt")).to.equal("of three\n");
    },
  };

  /** What has to be true before a section is followed. */
  const first: { readonly [word: string]: () => Promise<void> } = {
    async later() {
      writeFileSync(join(home, SECOND, "secrets/oauth.env"), `HASH_SECRET_KEY=${"ab".repeat(32)}\n`);
      await shell(`hubwright up --dir ${SECOND} --new-passwords`);
      expect(await passwordIn(SECOND)).to.not.equal(await passwordIn(FIRST));
      await notebookIn(SECOND);
    },
  };
  const of = <T>(table: { readonly [word: string]: T }, title: string) =>
    Object.entries(table).find(([word]) => title.includes(word))?.[1];

  for (const { title, blocks, lines } of SECTIONS) {
    it(`does what it says: ${title}`, async function () {
      expect(blocks, "commands").to.not.have.length(0);
      for (const line of lines) {
        for (const hub of [FIRST, SECOND]) {
          const text = read(`${hub}/hub.ts`);
          writeFileSync(join(home, hub, "hub.ts"), text.replace("volumes: {\n", `volumes: {\n${line}`));
        }
      }
      await of(first, title)?.();
      let printed = "";
      for (const block of blocks) printed += await shell(block);
      const check = of(then, title);
      if (check === undefined) throw new Error(`Nothing is known of what "${title}" leads to.`);
      await check(printed);
      noteFigure(this, `${blocks.join("").trim().split("\n").length} commands`);
    });
  }
});
