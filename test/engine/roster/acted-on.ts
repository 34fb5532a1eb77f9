import { expect } from "chai";
import { statSync } from "node:fs";
import type { TestHub } from "../support/test-hub.ts";
import type { RosterOnDisk } from "./roster-on-disk.ts";

/** Seconds; what the roster promises. */
const IN_FORCE = 15;

/** Where the hub says what userlist it acted on, as its `hubwright_hub.reconcile.acted_on` writes it. */
const REPORT = "/run/hubwright/userlist";

/** Waits in the hub's container, with one command, until the report is as expected. Prints the last one. */
const WAIT = `
import json, sys, time
wanted, end = json.loads(sys.argv[1]), time.monotonic() + ${IN_FORCE}
while True:
    with open("${REPORT}") as file:
        report = json.load(file)
    seen = {key: report.get(key) for key in wanted}
    if seen == wanted or time.monotonic() > end:
        break
    time.sleep(0.1)
print(json.dumps(seen))
`;

/**
 * Waits until the hub has acted on the userlist as it is on the disk, and until everything that follows from it is done.
 *
 * @param also - What else the report says then: `{ waiting: 0 }` once the hub knows that the list was accepted.
 */
export async function untilActedOn(
  hub: TestHub,
  file: RosterOnDisk,
  also: { readonly waiting?: number } = {},
): Promise<void> {
  const saved = statSync(file.path, { bigint: true, throwIfNoEntry: false });
  const wanted = { modified: saved?.mtimeNs.toString() ?? null, settling: false, due: 0, ...also };
  const seen = await hub.view.exec(hub.name, ["python3", "-S", "-c", WAIT, JSON.stringify(wanted)]);
  expect(JSON.parse(seen), `what the hub acted on ${IN_FORCE} seconds after the save`).to.deep.equal(wanted);
}
