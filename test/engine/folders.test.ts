import { expect } from "chai";
import { dropBox, perGroup, perHub, perPerson } from "../../src/model/hub/volume-policy.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const PEOPLE = `hub-admin shared admin
tom course:staff
ann course
bob course
`;

describe("folders of every kind of policy", function () {
  this.timeout(600_000);
  let hub: TestHub;

  before(async () => {
    hub = await TestHub.create({
      name: hubName("folders"),
      port: await freePort(),
      userlist: PEOPLE,
      definition: {
        volumes: {
          home: perPerson({ at: "/home/jovyan" }),
          shared: perGroup({ at: "/home/jovyan/{group}" }),
          // Below directories that no volume is mounted at: those are in the home.
          handouts: perGroup({ at: "/home/jovyan/courses/{group}/handouts", access: { member: "ro", admin: "ro" } }),
          data: perHub({ at: "/home/jovyan/data", access: { member: "ro", admin: "rw" } }),
          inbox: dropBox({ at: "/home/jovyan/{group}-submit", collectAt: "/home/jovyan/submitted/{group}/{person}" }),
        },
      },
    });
    await hub.up();
  });

  after(() => hub?.remove());

  /** Saves a file in every folder that the file browser shows, and looks after stop and start which are there. */
  async function keptOrRefused(
    name: string,
  ): Promise<{ readonly kept: readonly string[]; readonly refused: readonly string[] }> {
    const person = await hub.signIn(name);
    const notebook = await person.notebook();
    const kept: string[] = [];
    const refused: string[] = [];
    const fileIn = (folder: string) => (folder === "" ? `by-${name}.txt` : `${folder}/by-${name}.txt`);
    for (const folder of await notebook.folders()) {
      const answer = await notebook.trySave(fileIn(folder), `in ${folder}\n`);
      if (answer.status < 300) kept.push(folder);
      else {
        refused.push(folder);
        const { message } = JSON.parse(answer.text) as { message?: string };
        expect(message, `refused in ${folder}`).to.match(/\w{3}/);
      }
    }
    await person.stopServer();
    const again = await person.notebook();
    for (const folder of kept) expect(await again.read(fileIn(folder))).to.equal(`in ${folder}\n`);
    return { kept, refused };
  }

  const EXPECTED = {
    "hub-admin": {
      kept: ["", "courses", "courses/shared", "data", "shared", "shared-submit"],
      refused: ["courses/shared/handouts"],
    },
    tom: {
      kept: ["", "course", "courses", "courses/course", "courses/course/handouts", "submitted", "submitted/course"],
      refused: ["data", "submitted/course/ann", "submitted/course/bob"],
    },
    ann: {
      kept: ["", "course", "course-submit", "courses", "courses/course"],
      refused: ["courses/course/handouts", "data"],
    },
  };

  for (const [name, { kept, refused }] of Object.entries(EXPECTED)) {
    it(`keep what ${name} saves across stop and start, or refuse it with a message`, async function () {
      const found = await keptOrRefused(name);
      expect({ kept: found.kept.toSorted(), refused: found.refused.toSorted() }).to.deep.equal({ kept, refused });
      noteFigure(this, `${name}: ${kept.length} kept, ${refused.length} refused`);
    });
  }

  it("show staff what a member hands in, and no other member", async () => {
    const ann = await (await hub.signIn("ann")).notebook();
    await ann.save("course-submit/answer.txt", "by ann\n");
    const tom = await (await hub.signIn("tom")).notebook();
    expect(await tom.read("submitted/course/ann/answer.txt")).to.equal("by ann\n");
    const bob = await (await hub.signIn("bob")).notebook();
    expect(await bob.folders()).to.not.include("submitted");
    expect((await bob.list("course-submit")).map((entry) => entry.name)).to.deep.equal([]);
  });

  it("are 1000:100 and closed to others, whatever their purpose", async () => {
    const volumes = await hub.view.volumeNames(hub.name);
    const shared = volumes.filter((name) => name.includes("-shared"));
    const owners = await hub.view.lookInto(shared, [
      "stat",
      "-c",
      "%u:%g %a",
      ...shared.map((name) => `/volumes/${name}`),
    ]);
    expect(new Set(owners.trim().split("\n"))).to.deep.equal(new Set(["1000:100 2775"]));
    const writable = ["find", "/volumes", "-mindepth", "1", "-perm", "-0002", "!", "-type", "l"];
    expect(await hub.view.lookInto(volumes, writable)).to.equal("");
  });
});
