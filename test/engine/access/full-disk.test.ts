import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { inSeconds, noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";
import { RosterOnDisk } from "../roster/roster-on-disk.ts";
import { BY_PAGE } from "./ways-in.ts";

/** Seconds within which docs/people.md promises that access ends. */
const PROMISED = 15;
const PEOPLE = "hub-admin admin\ntia team-1:staff\nann team-1\nbob team-1\nzoe team-1\n";
/** Without zoe, and without the staff role of tia, who was in ann's server. */
const AFTER = "hub-admin admin\ntia team-1\nann team-1\nbob team-1\n";

/** Writes until nothing more fits, and makes sure of it. */
const FILL = `
import os
with open("/srv/jupyterhub/fill", "wb", buffering=0) as file:
    for size in (65536, 4096, 512, 1):
        try:
            while True:
                file.write(b"x" * size)
        except OSError:
            pass
try:
    with open("/srv/jupyterhub/more", "w") as file:
        file.write("x" * 4096)
except OSError as error:
    print(error.errno)
os.unlink("/srv/jupyterhub/more")
`;

describe("a hub whose data volume is full", function () {
  this.timeout(300_000);
  let hub: TestHub;

  before(async () => {
    hub = await TestHub.create({ name: hubName("full"), port: await freePort(), userlist: PEOPLE });
    await hub.up();
    // The same volume, on a separate small file system.
    await hub.must("down");
    const volume = hub.view.docker.getVolume(`${hub.name}-data`);
    const { Labels, Name } = await volume.inspect();
    await volume.remove();
    const DriverOpts = { type: "tmpfs", device: "tmpfs", o: "size=16m" };
    await hub.view.docker.createVolume({ Name, Labels, DriverOpts });
    await hub.up();
  });

  after(() => hub?.remove());

  async function servers(): Promise<readonly string[]> {
    const prefix = `${hub.name}-user-`;
    const containers = [...(await hub.view.containers(hub.name))];
    return containers
      .flatMap(([name, { State }]) => (name.startsWith(prefix) && State === "running" ? name.slice(prefix.length) : []))
      .toSorted();
  }

  it("ends access within fifteen seconds for people who lose it, and for nobody else", async function () {
    const [ann, bob, zoe] = [await hub.signIn("ann"), await hub.signIn("bob"), await hub.signIn("zoe")];
    for (const person of [ann, bob, zoe]) await person.startServer();
    await BY_PAGE.enter(await hub.signIn("tia"), ann);
    expect(await hub.view.exec(hub.name, ["python3", "-c", FILL])).to.match(/^28\b/);
    const begun = performance.now();
    new RosterOnDisk(hub).save(Buffer.from(AFTER), "in place");
    while ((await servers()).length > 1 && performance.now() - begun < 2000 * PROMISED) await sleep(200);
    const took = performance.now() - begun;
    expect(await servers()).to.deep.equal(["bob"]);
    expect(took / 1000).to.be.below(PROMISED);
    expect((await zoe.api("GET", "/user")).status).to.equal(403);
    noteFigure(this, `after ${inSeconds(took)}`);
  });

  it("is in order once there is space again", async () => {
    await hub.view.exec(hub.name, ["rm", "/srv/jupyterhub/fill"]);
    const begun = performance.now();
    const names = async () => {
      const admin = await hub.signIn("hub-admin");
      const { text } = await admin.api("GET", "/users");
      return (JSON.parse(text) as readonly { readonly name: string }[]).map(({ name }) => name).toSorted();
    };
    let found = await names();
    while (found.includes("zoe") && performance.now() - begun < 60_000) found = await names();
    expect(found).to.deep.equal(["ann", "bob", "hub-admin", "tia"]);
    expect(await servers()).to.deep.equal(["bob"]);
  });
});
