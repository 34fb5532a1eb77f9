import { createHash } from "node:crypto";
import type { Deployment } from "../../deployment/deployment.ts";
import type { Engine } from "../../engine/port.ts";
import { hubNames } from "../../model/hub/names.ts";
import type { Observed } from "../../plan/observed.ts";
import { nameOf } from "../../deployment/sent-volumes.ts";
import { listStanding, type SentFiles, whyKeysDiffer } from "../../plan/sent-files.ts";
import { rosterText } from "../../workspace/hub/roster-file.ts";
import { filesHere, readSentLists } from "../../workspace/hub/sent-files.ts";
import { filesThere, listVolume } from "./files-there.ts";
import type { Place } from "../../workspace/hub/place.ts";

/**
 * Compares the list of people and the keys here with what the engine has of them in volumes. Keys are compared by themselves,
 * in memory: anyone who sees the digest of a key that a person chose could guess the key.
 *
 * @returns undefined where the engine has nothing of them.
 */
export async function compareFiles(
  { hub, directory }: Place,
  { deployment, observed, engine }: { deployment: Deployment; readonly observed: Observed; readonly engine: Engine },
): Promise<SentFiles | undefined> {
  const isMounted = (volume: string) =>
    observed.containers.some(({ name, mounts }) => name === hub.name && mounts.some(({ source }) => source === volume));
  // A hub that moves back to this machine: edits made in it must not be lost.
  const isLeaving = deployment.sent.length === 0 && isMounted(hubNames(hub.name).roster);
  const volumes = isLeaving ? [listVolume(hub.name, hub.roster)] : deployment.sent;
  if (volumes.length === 0) return undefined;
  const there = await filesThere(
    { hub: hub.name, images: deployment.images.map(({ tag }) => tag) },
    volumes,
    observed,
    engine,
  );
  const lists = there.get(hubNames(hub.name).roster);
  const list = listStanding(
    // Without a list here nothing is sent; the caller has reported that already.
    rosterText({ hub, directory }).digest ?? "",
    mapped(lists?.get(nameOf(hub.roster)), digestOf),
    readSentLists(directory),
  );
  const stale: Record<string, string> = {};
  for (const volume of deployment.sent) {
    if (!observed.volumes.some(({ name }) => name === volume.name)) continue;
    const files = there.get(volume.name);
    const because =
      volume.holds === "secrets"
        ? whyKeysDiffer(volume, filesHere(directory, volume.files), files)
        : list !== "changed-here"
          ? undefined
          : files?.has(nameOf(hub.roster)) === true
            ? "it was changed here"
            : "it is not there yet";
    if (because !== undefined) stale[volume.name] = because;
  }
  return { stale, list, roster: hub.roster };
}

/** The SHA-256 by which lists of people are known. */
export function digestOf(list: Uint8Array): string {
  return createHash("sha256").update(list).digest("hex");
}

function mapped<T, U>(value: T | undefined, change: (value: T) => U): U | undefined {
  return value === undefined ? undefined : change(value);
}
