import { expect } from "chai";
import type { HubInput } from "../../src/model/hub/hub.ts";
import { freePort } from "./support/free-port.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

/** Both directions, as they happen: an image that was not rebuilt, or one that someone else maintains. */
const PAIRS: readonly {
  readonly says: string;
  readonly name: string;
  readonly port: number;
  readonly hub: string;
  readonly notebook: string;
  readonly definition: Partial<HubInput>;
}[] = [
  {
    says: "a hub of 6.1 with notebooks of 5.5",
    name: hubName("doc-new"),
    port: await freePort(),
    hub: "6.1.1",
    notebook: "5.5.4",
    definition: { notebook: { pip: ["jupyterhub==5.5.4"] } },
  },
  {
    says: "a hub of 5.5 with notebooks of 6.1, whose people sign in by other means",
    name: hubName("doc-old"),
    port: await freePort(),
    hub: "5.5.4",
    notebook: "6.1.1",
    definition: {
      jupyterhub: "5.5",
      notebook: { pip: ["jupyterhub==6.1.1"] },
      signIn: {
        kind: "custom",
        authenticator: "jupyterhub.auth.DummyAuthenticator",
        traits: { password: "not the derived one" },
      },
    },
  },
];

describe("hubwright doctor, of versions of JupyterHub that do not fit", function () {
  this.timeout(900_000);

  for (const { says, name, port, hub: own, notebook, definition } of PAIRS)
    it(`warns of ${says}, which work as far as anyone has seen`, async () => {
      const hub = await TestHub.create({ name, port, definition });
      try {
        await hub.up();
        const told = await hub.run(["doctor", "--json", "--spawn", "halljord"]);
        const { findings, trial } = JSON.parse(told.stdout) as {
          findings: readonly { code: string; severity: string; message: string }[];
          trial: { ready: boolean; visits: readonly { problem: unknown }[] };
        };
        expect(findings.map(({ code, severity, message }) => [code, severity, message])).to.deep.equal([
          ["version-mismatch", "warning", `The hub runs JupyterHub ${own}, but a notebook has ${notebook}.`],
        ]);
        expect(trial.ready).to.be.true;
        expect(trial.visits.map(({ problem }) => problem)).to.deep.equal([null]);
        // JupyterHub also writes it to the hub's log, so doctor knows it without starting anything.
        expect((await hub.run(["doctor", "--json"])).stdout).to.include(`"version-mismatch"`);
      } finally {
        await hub.remove();
      }
    });
});
