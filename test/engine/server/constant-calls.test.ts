import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { notebookName } from "../../../src/index.ts";
import { EngineProxy } from "../support/engine-proxy.ts";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { buildStandIns } from "../support/stand-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";

const FEW = 10;
const MANY = 1000;
/** The engine creates containers one after another anyway; this many requests keep it busy. */
const AT_ONCE = 8;

describe("hubwright up with nothing to do", function () {
  this.timeout(900_000);
  let hub: TestHub;
  let proxy: EngineProxy;
  const numbers: number[] = [];

  before(async () => {
    hub = await TestHub.create({
      name: hubName("proof-calls"),
      port: await freePort(),
      definition: { notebook: { dockerfile: "singleuser/" } },
      files: { "singleuser/Dockerfile": "FROM debian:trixie-slim\nENV COURSE=one\n" },
    });
    proxy = await EngineProxy.start(hub.engine);
    await buildStandIns(hub);
  });

  after(async () => {
    await proxy?.stop();
    await hub?.remove();
  });

  /** Sets up this many people, each in their own group, each with a notebook container. */
  async function grow(to: number): Promise<void> {
    const people = Array.from({ length: to }, (_, index) => `person${index}`);
    hub.write(
      "roster/userlist",
      `hub-admin admin\n${people.map((name, index) => `${name} team-${index}`).join("\n")}\n`,
    );
    await hub.must("up");
    const missing = people.slice(numbers.length === 0 ? 0 : FEW);
    while (missing.length > 0) await Promise.all(missing.splice(0, AT_ONCE).map(createNotebook));
    await untilHealthy();
  }

  async function createNotebook(person: string): Promise<void> {
    await hub.view.docker.createContainer({
      name: notebookName(hub.name, person),
      Image: `${hub.name}-notebook:latest`,
      Labels: { "hubwright.hub": hub.name, "hubwright.kind": "notebook", "hubwright.person": person },
      HostConfig: { NetworkMode: `${hub.name}-network` },
    });
  }

  /** Until Docker has checked their health, `up` asks the hub itself. */
  async function untilHealthy(): Promise<void> {
    for (let tries = 0; tries < 120; tries += 1) {
      const containers = await hub.view.containers(hub.name);
      const own = [hub.name, `${hub.name}-proxy`].map((name) => containers.get(name)?.Status ?? "");
      if (own.every((status) => status.includes("(healthy)"))) return;
      await sleep(500);
    }
    throw new Error("Docker does not find the containers healthy");
  }

  for (const size of [FEW, MANY]) {
    it(`calls the engine as often with ${size} people, groups and notebooks as with any other number`, async function () {
      await grow(size);
      const containers = await hub.view.containers(hub.name);
      expect(containers.size).to.equal(size + 2);
      expect((await hub.view.volumeNames(hub.name)).length).to.equal(size + 1);
      proxy.reset();
      const { output, exitCode } = await hub.run(["up"], { env: { DOCKER_HOST: proxy.dockerHost } });
      expect(exitCode, output).to.equal(0);
      expect(output).to.match(/^Nothing to do/m);
      numbers.push(proxy.calls.length);
      expect(new Set(numbers).size, numbers.join(", ")).to.equal(1);
      noteFigure(this, `${proxy.calls.length} calls with ${size}`);
    });
  }
});
