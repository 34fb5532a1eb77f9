import { expect } from "chai";
import { archiveVolumes } from "../../src/apply/volumes/archive-volumes.ts";
import { LABEL, type Labels, labelsOf } from "../../src/deployment/deployment.ts";
import { sharedVolumes } from "../../src/deployment/shared-volumes.ts";
import { MemoryEngine } from "../../src/engine/memory/memory-engine.ts";
import type { ResolvedPolicy } from "../../src/model/hub/resolved-policy.ts";
import { GroupMap } from "../../src/model/roster/group-map.ts";
import { describeVolume, hubVolumes } from "../../src/plan/hub-volumes.ts";
import { observedContainer } from "../unit/plan/observed-container.ts";
import { ownersOf, runningServers } from "../../src/plan/old-servers.ts";
import { casesOf, hubOf } from "./cases.ts";

type LabelCase =
  | { call: "names"; names: { readonly [name: string]: string } }
  | { call: "owner"; hub: string; id: string | null; labels: Labels }
  | {
      call: "volumes";
      hub: string;
      id: string | null;
      volumes: readonly ResolvedPolicy[];
      userlist: string;
      /** Whose server mounts them. */
      person: string;
      /** The labels of each volume. */
      labels: { readonly [volume: string]: Labels };
      /** What a list of volumes shows for them. */
      described: { readonly [volume: string]: string };
    }
  | {
      call: "archive";
      hub: string;
      day: string;
      volume: string;
      given: Labels;
      /** Archives of other data that already exist. */
      others: readonly string[];
      archive: string;
      labels: Labels;
    }
  | { call: "notebook"; hub: string; person: string; labels: Labels };

describe("labels", () => {
  for (const { says, ...given } of casesOf<LabelCase>("labels")) {
    it(says, async () => {
      switch (given.call) {
        case "names":
          expect(LABEL).to.include(given.names);
          break;
        case "owner":
          expect(labelsOf(given.hub, given.id)).to.deep.equal(given.labels);
          break;
        case "volumes":
          whatTheHubWritesIsRead(given);
          break;
        case "archive":
          await archiveIsTheSame(given);
          break;
        case "notebook": {
          const container = observedContainer("x", { labels: given.labels });
          expect(ownersOf(runningServers(given.hub, { containers: [container] }))).to.deep.equal([given.person]);
          break;
        }
      }
    });
  }
});

function whatTheHubWritesIsRead({
  hub,
  id,
  volumes,
  userlist,
  labels,
  described,
}: Extract<LabelCase, { call: "volumes" }>): void {
  const definition = hubOf({ hub, volumes });
  const people = GroupMap.parse(userlist);
  const there = Object.entries(labels).map(([name, given]) => ({ name, labels: given }));
  const found = hubVolumes(definition, people, { containers: [], networks: [], volumes: there, images: [] });
  expect(Object.fromEntries(found.map((volume) => [volume.name, describeVolume(volume)]))).to.deep.equal(described);
  // Both languages create volumes that people share.
  const shared = sharedVolumes(definition, people, id).map((volume) => [volume.name, volume.labels]);
  const isShared = ([, given]: [string, Labels]) => ["group", "hub-volume"].includes(given[LABEL.kind] ?? "");
  expect(Object.fromEntries(shared)).to.deep.equal(Object.fromEntries(Object.entries(labels).filter(isShared)));
}

async function archiveIsTheSame({
  hub,
  day,
  volume,
  given,
  others,
  archive,
  labels,
}: Extract<LabelCase, { call: "archive" }>): Promise<void> {
  const image = `${hub}-jupyterhub:latest`;
  const engine = new MemoryEngine({
    images: [image],
    run: ({ volumes: [, to] }) => ({ exitCode: others.includes(to?.name ?? "") ? 3 : 0, output: "1 file\n" }),
  });
  await engine.createVolume({ name: volume, labels: given });
  for (const name of others) await engine.createVolume({ name, labels });
  await archiveVolumes([volume], { hub, image, day }, "asked for", { engine });
  const { volumes } = await engine.observe();
  expect(volumes.find(({ name }) => name === archive)?.labels).to.deep.equal(labels);
}
