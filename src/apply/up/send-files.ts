import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import type { Engine } from "../../engine/port.ts";
import { hubNames } from "../../model/hub/names.ts";
import { nameOf } from "../../deployment/sent-volumes.ts";
import type { Wanted } from "../../plan/wanted.ts";
import { USERS } from "../../workspace/hub/roster-file.ts";
import { noteSentLists, readFileToSend, readSentLists } from "../../workspace/hub/sent-files.ts";
import { digestOf } from "./compare-files.ts";
import { type Looked, worker } from "./files-there.ts";
import type { Place } from "../../workspace/hub/place.ts";

/** Where files are sent from and to. */
export interface Sending {
  readonly engine: Engine;
  readonly hub: string;
  /** Of the definition. */
  readonly directory: string;
  /** Digests of other user lists that may be replaced, such as one that someone has looked at and rejected. */
  readonly replaces?: readonly string[];
}

/**
 * Sends files of the hub's directory into a volume: keys for root alone, the list of people for the group that notebooks run as.
 *
 * @throws HubwrightError where the volume has a list of people that was not sent from here.
 */
export async function sendFiles(
  { name: volume, holds, files }: Looked,
  { engine, hub, directory, replaces = [] }: Sending,
): Promise<void> {
  const contents = files.map((file) => ({ name: nameOf(file), content: readFileToSend(directory, file) }));
  // Several volumes are filled at once, each by its own container. No object of a hub has such a name.
  const writing = { ...worker(hub, hubNames(hub).image.hub, `${volume}.files`), volume };
  if (holds === "secrets") {
    const own = contents.map((file) => ({ ...file, mode: 0o600, group: 0 }));
    await engine.writeFiles({
      ...writing,
      directory: { mode: 0o700, group: 0 },
      files: own,
      replaces: "everything",
    });
    return;
  }
  const ours = [...readSentLists(directory), ...replaces];
  const digests = contents.map(({ content }) => digestOf(content));
  noteSentLists(directory, [...ours, ...digests]);
  const isSent = await engine.writeFiles({
    ...writing,
    directory: { mode: 0o2770, group: USERS },
    files: contents.map((file) => ({ ...file, mode: 0o660, group: USERS })),
    replaces: ours,
  });
  if (isSent) {
    noteSentLists(directory, digests);
    return;
  }
  noteSentLists(directory, ours);
  throw HubwrightError.of(
    "list-changed",
    `The user list was just edited in the hub, so ${files.join(", ")} was not sent.`,
    "Run the command again: it shows what was changed, and what to do.",
  );
}

/** Records a user list as sent if the hub turns out to have it: by another way, or from another directory. */
export function noteIfSame({ hub: { roster }, directory }: Place, { deployment, files }: Wanted): void {
  if (deployment.sent.length === 0 || files?.list !== "same") return;
  noteSentLists(directory, [digestOf(readFileToSend(directory, roster))]);
}
