import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { askWithToken } from "../support/browser.ts";
import { inSeconds, noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { TestHub } from "../support/test-hub.ts";
import { untilActedOn } from "./acted-on.ts";
import { dayFromNow } from "./day.ts";
import { RosterModel } from "./model.ts";
import { untilCut } from "./open-server.ts";
import { RosterOnDisk } from "./roster-on-disk.ts";
import { RULED_VOLUMES } from "./ruled-volumes.ts";
import { Stage } from "./stage.ts";
import { type Edit, type Moment, NAMES, PEOPLE, twentyEdits } from "./twenty-edits.ts";
import { hubName } from "../support/test-run.ts";

const ZONE = "America/Denver";
const ALL = twentyEdits((days) => dayFromNow(days, ZONE));
/** One edit of each kind: a person joins, leaves, is no longer an admin, is in another group, loses a group. */
const FEW = [0, 1, 3, 5, 6].flatMap((index) => ALL[index] ?? []);
/** What an edit does in addition to its save: before it, between the save and the first check of others, and once it has taken effect. */
interface Around {
  readonly before?: () => Promise<void>;
  readonly meanwhile?: (saved: number) => Promise<string>;
  readonly after?: () => Promise<void>;
  /** When everything is running again. */
  readonly filled?: () => Promise<void>;
}

const VARIANTS = [
  { edits: ALL, called: "twenty", jupyterhub: "6.1" },
  { edits: ALL, called: "twenty", jupyterhub: "5.5" },
  // For npm test, which does not have time for all.
  { edits: FEW, called: "five", jupyterhub: "5.5" },
] as const;

for (const [index, { edits, called, jupyterhub }] of VARIANTS.entries()) {
  describe(`${called} edits of the userlist of one running hub, JupyterHub ${jupyterhub}`, function () {
    this.timeout(900_000);
    const name = hubName(`roster-edits-${index + 1}`);
    const words = new Map(PEOPLE);
    const model = new RosterModel(name, () => dayFromNow(0, ZONE));
    const revocations: { readonly says: string; readonly seconds: number }[] = [];
    let hub: TestHub;
    let file: RosterOnDisk;
    let stage: Stage;
    let started: string;
    let bobsToken: string;
    let acceptedAt: number;

    const written = () => [...words].map(([person, rest]) => `${person} ${rest}\n`).join("");
    const api = (path: string, token: string) => askWithToken(`${hub.origin}${hub.place}${path}`, token);
    /** Checks that the hub's container is still the same, and was never restarted. */
    const hubContainer = async () => {
      const { Id, RestartCount, State } = await hub.view.docker.getContainer(name).inspect();
      return `${Id} restarted ${RestartCount} times, started ${State.StartedAt}`;
    };

    before(async () => {
      hub = await TestHub.create({
        name,
        port: await freePort(),
        definition: { jupyterhub, volumes: RULED_VOLUMES, timezone: ZONE },
        userlist: written(),
      });
      model.saved(Buffer.from(written()));
      file = new RosterOnDisk(hub);
      await hub.up();
      started = await hubContainer();
      stage = new Stage(hub, model, {
        names: NAMES,
        observer: "hub-admin",
        sessions: ["dean", "tom", "tina", "ann", "bob", "cat", "zed"],
        servers: ["dean", "tom", "ann", "bob", "cat"],
        visitor: "tina",
        quiet: "e12",
      });
      await stage.begin();
    });

    after(() => hub?.remove());

    const moments: { readonly [moment in Moment]: Around } = {
      "start-eve": {
        after: async () => {
          await stage.session("tom").startServer("eve");
          const volumes = [...(await hub.view.mountsOf(`${name}-user-eve`)).values()].toSorted();
          const expected = model.rightsOf("eve").flatMap(({ mounts }) => [...mounts.values()]);
          expect(volumes).to.deep.equal(expected.toSorted());
          await stage.session("tom").stopServer("eve");
        },
      },
      "bob-leaves": {
        before: async () => {
          await stage.server("bob").notebook.save("mine.txt", "by bob\n");
          const made = await stage.session("bob").makeToken({ note: "a script of bob's" });
          bobsToken = (JSON.parse(made.text) as { token: string }).token;
          expect((await api("/hub/api/user", bobsToken)).status).to.equal(200);
          expect((await api("/user/bob/api/contents", bobsToken)).status).to.equal(200);
        },
        after: async () => {
          expect((await api("/hub/api/user", bobsToken)).status, "at the hub").to.equal(403);
          expect((await api("/user/bob/api/contents", bobsToken)).status, "at the notebook").not.to.equal(200);
          const look = await hub.view.lookInto([`${name}-user-bob`], ["cat", `/volumes/${name}-user-bob/mine.txt`]);
          expect(look).to.equal("by bob\n");
        },
      },
      "bob-returns": {
        filled: async () => {
          expect(await stage.server("bob").notebook.read("mine.txt")).to.equal("by bob\n");
          expect((await api("/hub/api/user", bobsToken)).status, "the earlier token").to.equal(403);
        },
      },
      "dean-is-demoted": {
        // Checked only by another admin: a request of dean's own would change it, too.
        meanwhile: async (saved) => {
          const admin = stage.session("hub-admin");
          while ((JSON.parse((await admin.api("GET", "/users/dean")).text) as { admin: boolean }).admin) {
            expect(performance.now() - saved).to.be.lessThan(15_000);
            await sleep(50);
          }
          return `admin no longer after ${inSeconds(performance.now() - saved)}, without a request of their own`;
        },
      },
      "tom-is-cut": (() => {
        let cut: Promise<number>;
        return {
          before: async () => {
            const notebook = await stage.visit("tom", "bob");
            if (notebook === undefined) throw new Error("tom is not in bob's notebook");
            ({ cut } = await untilCut(notebook));
          },
          meanwhile: async (saved) => {
            const seconds = ((await cut) - saved) / 1000;
            expect(seconds, "seconds until the websocket was cut").to.be.within(0, 15);
            const page = await stage.session("tom").browser.open(`${hub.place}/user/bob/lab`);
            expect(page.status, "bob's page for tom").not.to.equal(200);
            return `websocket into bob's kernel cut after ${seconds.toFixed(1)} s`;
          },
        };
      })(),
      accept: {
        meanwhile: async () => {
          // Nothing may be lost until someone accepts it.
          await nothingIsLost();
          acceptedAt = performance.now();
          await hub.view.exec(name, ["python3", "-m", "hubwright_hub.accept"]);
          model.accepted();
          return "eleven stayed until they were accepted";
        },
      },
    };

    it("begins with rows for everyone on the list, including people who never signed in", async () => {
      await stage.untilInForce(performance.now());
      const made = await stage.session("hub-admin").api("POST", "/users", { usernames: ["zed"] });
      expect(made.status).to.equal(201);
      model.strangerAdded("zed");
      await stage.fill();
      await stage.untilInForce(performance.now());
      await stage.lookClosely();
    });

    for (const [number, edit] of edits.entries()) {
      it(`${number + 1}. ${edit.says}: everyone can do what the rules say, and nothing else`, async function () {
        const figures = await performEdit(edit);
        noteFigure(this, `${number + 1}. ${figures.join(", ")}`);
      });
    }

    it("took access away in time, each time, and the hub's container is still the same", async function () {
      const slowest = revocations.toSorted((a, b) => b.seconds - a.seconds)[0];
      expect(revocations.length).to.equal(edits.filter(({ takesAway }) => takesAway === true).length);
      expect(await hubContainer()).to.equal(started);
      noteFigure(
        this,
        `${revocations.length} revocations, the slowest (${slowest?.says}) ${slowest?.seconds.toFixed(1)} s`,
      );
    });

    async function performEdit({ says, change, breaks, way, takesAway, moment }: Edit): Promise<readonly string[]> {
      const around: Around = moment === undefined ? {} : moments[moment];
      await around.before?.();
      change?.(words);
      const bytes = breaks === undefined ? Buffer.from(written()) : breaks(written());
      const saved = performance.now();
      file.save(bytes, way);
      model.saved(bytes);
      const said = await around.meanwhile?.(saved);
      // Saving the list does not remove anyone there.
      const seconds = await stage.untilInForce(moment === "accept" ? acceptedAt : saved);
      if (takesAway === true) revocations.push({ says, seconds });
      else await nothingIsLost();
      await around.after?.();
      await stage.fill();
      await around.filled?.();
      await stage.lookClosely();
      await stage.untilInForce(performance.now());
      return [`${seconds.toFixed(1)} s`, ...(said === undefined ? [] : [said])];
    }

    /** The hub has acted on the file, and everything is still as the rules say. */
    async function nothingIsLost(): Promise<void> {
      await untilActedOn(hub, file);
      expect(await stage.faults()).to.equal("");
    }
  });
}
