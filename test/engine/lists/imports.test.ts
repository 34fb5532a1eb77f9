import { expect } from "chai";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import type { SignedIn } from "../support/signed-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";
import { untilActedOn } from "../roster/acted-on.ts";
import { SeededRandom } from "../roster/random.ts";
import { RosterOnDisk } from "../roster/roster-on-disk.ts";

const IMPORTS = 20;
const SEED = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const GROUPS = ["math8660", "team-1", "team-2", "lab"] as const;
const PEOPLE = Array.from({ length: 12 }, (_, index) => `p${index + 1}`);
const BEGIN =
  "# The class\nhub-admin admin\nprof math8660:staff\ndean admin math8660\n\np1 math8660 # since Monday\np2 team-1\n";

interface User {
  readonly name: string;
  readonly admin: boolean;
  readonly groups: readonly string[];
}

describe("imports of tables into the list of a running hub", function () {
  this.timeout(600_000);
  let hub: TestHub;
  let list: RosterOnDisk;
  let admin: SignedIn;

  before(async () => {
    hub = await TestHub.create({ name: hubName("imports"), port: await freePort(), userlist: BEGIN });
    await hub.up();
    list = new RosterOnDisk(hub);
    admin = await hub.signIn("hub-admin");
    await untilActedOn(hub, list);
  });

  after(() => hub?.remove());

  /** What the hub knows, in sentences like those that commands print. */
  async function facts(): Promise<ReadonlySet<string>> {
    const { text } = await admin.api("GET", "/users");
    return new Set(
      (JSON.parse(text) as readonly User[]).flatMap((user) => [
        `${user.name} joins the hub.`,
        ...(user.admin ? [`${user.name} becomes admin.`] : []),
        ...user.groups.filter((group) => !group.includes(":")).map((group) => `${user.name} joins ${group}.`),
      ]),
    );
  }

  /** A table as one of several programs would write it. */
  function table(random: SeededRandom): { readonly csv: string; readonly words: readonly string[] } {
    const rows = PEOPLE.filter((_, index) => index === 0 || random.below(3) === 0);
    const group = random.pick(GROUPS);
    const groupsOf = () => GROUPS.filter(() => random.below(3) === 0);
    switch (random.below(4)) {
      case 0:
        return {
          csv: `name,groups\n${rows.map((name) => `${name},${groupsOf().join(";")}\n`).join("")}`,
          words: [],
        };
      case 1:
        return {
          csv: `sep=;\nUsername;Last Name;First Name\n${rows.map((name) => `${name};Lee;${name}\n`).join("")}`,
          words: ["--group", group],
        };
      case 2:
        return {
          csv: `Student,ID,SIS Login ID,Section\n"Points Possible",,,\n${rows.map((name) => `"Lee, ${name}",1,${name},${group}\n`).join("")}`,
          words: ["--groups", "Section"],
        };
      default:
        return {
          csv: `id\tfirst_name\tlast_name\n${rows.map((name) => `${name}\tAnn\tLee\n`).join("")}`,
          words: ["--group", group, "--remove-missing"],
        };
    }
  }

  it(`do in the hub what they say, and nothing else: ${IMPORTS} imports`, async function () {
    const random = new SeededRandom(SEED);
    const counts = { gained: 0, lost: 0 };
    for (let number = 0; number < IMPORTS; number += 1) {
      const { csv, words } = table(random);
      const where = `seed ${SEED}, import ${number}: ${words.join(" ")} ${JSON.stringify(csv)}`;
      hub.write("class.csv", csv);
      const before = await facts();
      const { stdout, exitCode, output } = await hub.run(["people", "import", "class.csv", ...words, "--yes"]);
      expect(exitCode, `${where}\n${output}`).to.equal(0);
      await untilActedOn(hub, list);
      const after = await facts();
      const gained = [...after].filter((fact) => !before.has(fact));
      const lost = [...before].filter((fact) => !after.has(fact)).map((fact) => fact.replace(" joins ", " leaves "));
      const said = stdout.split("\n").filter((line) => / (?:joins|leaves|becomes|is now|has) /.test(line));
      expect(said.toSorted(), where).to.deep.equal([...gained, ...lost].toSorted());
      counts.gained += gained.length;
      counts.lost += lost.length;
    }
    expect(hub.read("roster/userlist")).to.match(
      /^# The class\nhub-admin admin\nprof math8660:staff\ndean admin math8660/,
    );
    expect(await facts())
      .to.include("dean joins math8660.")
      .and.to.include("prof joins math8660.");
    noteFigure(this, `seed ${SEED}: ${counts.gained} things gained and ${counts.lost} lost, each as announced`);
  });

  it("save nothing without a question or --yes, and nothing from an ambiguous table", async () => {
    const before = hub.read("roster/userlist");
    hub.write("class.csv", "name,groups\nann,team-1\n");
    expect((await hub.run(["people", "import", "class.csv"])).exitCode).to.equal(1);
    expect((await hub.run(["people", "import", "class.csv", "--dry-run"])).output).to.include("ann joins the hub.");
    hub.write("class.csv", 'name,groups\nann,"team-1\nbo,team-2\n');
    const { exitCode, output } = await hub.run(["people", "import", "class.csv", "--yes"]);
    expect([exitCode, output.includes("class.csv:2")]).to.deep.equal([1, true]);
    expect(hub.read("roster/userlist")).to.equal(before);
  });
});
