import { expect } from "chai";
import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { TestHub } from "../support/test-hub.ts";
import type { RosterOnDisk } from "./roster-on-disk.ts";

/** Seconds; what the roster promises. */
const IN_FORCE = 15;

/** What the hub says of the userlist that it acted on, as its `hubwright_hub.acted_on` writes it. */
interface ActedOn {
  readonly modified: string | null;
  readonly settling: boolean;
  readonly due: number;
}

/** Waits until the hub has acted on the userlist as it is on the disk, and until all that came of it is done. */
export async function untilActedOn(hub: TestHub, file: RosterOnDisk): Promise<void> {
  const saved = statSync(file.path, { bigint: true, throwIfNoEntry: false });
  const wanted = { modified: saved?.mtimeNs.toString() ?? null, settling: false, due: 0 };
  for (const begun = performance.now(); ; await sleep(100)) {
    const { modified, settling, due } = await actedOn(hub);
    const seen = { modified, settling, due };
    if (isDeepStrictEqual(seen, wanted)) return;
    if (performance.now() - begun > IN_FORCE * 1000)
      expect(seen, `what the hub acted on ${IN_FORCE} seconds after the save`).to.deep.equal(wanted);
  }
}

async function actedOn(hub: TestHub): Promise<ActedOn> {
  return JSON.parse(await hub.view.exec(hub.name, ["cat", "/run/hubwright/userlist"])) as ActedOn;
}
