import { expect } from "chai";
import { dropBox, perPerson } from "../../src/model/hub/volume-policy.ts";
import { inSeconds, noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import type { SignedIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const SIZE = 200;
const MEMBERS = Array.from({ length: SIZE }, (_, index) => `student${index}`);
const USERLIST = `boss admin
tom course:staff
eva
${MEMBERS.map((name) => `${name} course`).join("\n")}
`;

for (const [index, jupyterhub] of (["6.1", "5.5"] as const).entries()) {
  describe(`drop-boxes, a class of two hundred, JupyterHub ${jupyterhub}`, function () {
    this.timeout(300_000);
    let hub: TestHub;
    let tom: SignedIn;

    before(async () => {
      hub = await TestHub.create({
        name: hubName(`class-${index + 1}`),
        port: await freePort(),
        userlist: USERLIST,
        definition: {
          jupyterhub,
          volumes: {
            home: perPerson({ at: "/home/jovyan" }),
            inbox: dropBox({ at: "/home/jovyan/{group}-submit", collectAt: "/home/jovyan/submitted/{group}/{person}" }),
          },
        },
      });
      await hub.up();
      tom = await hub.signIn("tom");
    });

    after(() => hub?.remove());

    async function timeToStart(person: SignedIn): Promise<number> {
      const began = performance.now();
      await person.startServer();
      return performance.now() - began;
    }

    async function boxesOfTom(): Promise<readonly string[]> {
      return (await (await tom.notebook()).list("submitted/course")).map(({ name }) => name);
    }

    it("show staff every member's box, starting with the server start that creates them", async function () {
      const alone = await timeToStart(await hub.signIn("eva"));
      const first = await timeToStart(tom);
      expect((await boxesOfTom()).toSorted()).to.deep.equal(MEMBERS.toSorted());
      await tom.stopServer();
      const again = await timeToStart(tom);
      expect((await boxesOfTom()).length).to.equal(SIZE);
      noteFigure(
        this,
        `${SIZE} boxes: the first start of staff took ${inSeconds(first)}, the next ${inSeconds(again)}, somebody's without boxes ${inSeconds(alone)}`,
      );
    });

    it("show a member who joined later from the next time staff start a server, and what earlier members save at once", async () => {
      hub.write("roster/userlist", `${USERLIST}late course\n`);
      const late = await (await hub.signIn("late")).notebook();
      await late.save("course-submit/mine.txt", "by late\n");
      const early = await (await hub.signIn(MEMBERS[0] ?? "")).notebook();
      await early.save("course-submit/mine.txt", "by an early one\n");
      const running = await tom.notebook();
      expect(await running.read(`submitted/course/${MEMBERS[0]}/mine.txt`)).to.equal("by an early one\n");
      expect(await boxesOfTom()).not.to.include("late");
      await tom.stopServer();
      expect(await (await tom.notebook()).read("submitted/course/late/mine.txt")).to.equal("by late\n");
    });
  });
}
