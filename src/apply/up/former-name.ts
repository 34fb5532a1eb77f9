import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright, type Problem, program, warning } from "../../model/problem/problem.ts";
import type { Engine } from "../../engine/port.ts";
import { type FormerHub, formerHub } from "../../plan/former-hub.ts";
import { largestOf, sayFormer, sayWays } from "../../plan/format-former.ts";
import type { Observed } from "../../plan/observed.ts";
import { diskSpace } from "../../workspace/disk-space.ts";
import { ID_FILE, readId } from "../../workspace/hub/hub-id.ts";
import { holdsHub, isOneDirectory } from "../../workspace/hub/other-directory.ts";
import type { Place } from "../../workspace/hub/place.ts";

/** What the engine has with a directory's id under another name than the definition's. */
export type FormerName =
  /** The directory's hub, which had this name until now. */
  | { readonly was: "renamed"; readonly hub: FormerHub }
  /** The hub of another directory, of which this one is a copy with its own name. */
  | { readonly was: "copied"; readonly names: readonly string[]; readonly directory: string };

/** Finds out whether a directory's hub had another name until now; undefined where nothing says so. */
export async function formerName(
  { hub, directory }: Place,
  engine: Engine,
  observed: Observed,
): Promise<FormerName | undefined> {
  const found = formerHub(hub, readId(directory), observed);
  if (found === undefined) return undefined;
  const { directory: place, names } = found;
  if (place === null || place === directory || isOneDirectory(place, directory)) return { was: "renamed", hub: found };
  // The directories of an engine on another machine cannot be checked from here.
  const isCopied = (await engine.facts()).local && holdsHub(place);
  return isCopied ? { was: "copied", names, directory: place } : { was: "renamed", hub: found };
}

/**
 * Stops before a hub is created a second time while it still exists under its former name.
 *
 * @throws HubwrightError that lists the options.
 */
export async function refuseFormerName(hub: string, former: FormerHub, engine: Engine): Promise<never> {
  const sizes = await engine.volumeSizes();
  throw HubwrightError.of(
    "hub-renamed",
    sayFormer(former),
    hint`To rename it to ${hub}: ${hubwright("up", "--rename")}. ${sayWays(former, sizes)}
        Or restore the hub's name in hub.ts: name: "${former.names[0] ?? ""}"
        Or, if this directory is a copy and should have its own hub: ${program("rm", ID_FILE)}`,
  );
}

/** What to tell a person whose copy of a directory got its own name. */
export function beginsAnew(hub: string, copyOf: string): Problem {
  return warning(
    "directory-copied",
    `This directory is a copy of ${copyOf}, whose hub keeps running there. ${hub} is a separate hub with its own id and volumes.`,
    "It has the same keys as the other hub, and so the same passwords; docs/several-hubs.md explains how to change them.",
  );
}

/** @throws HubwrightError if a copy is asked to rename the hub of the directory that it was copied from. */
export function refuseRenameOfCopy(
  hub: string,
  { names, directory }: Extract<FormerName, { readonly was: "copied" }>,
): never {
  throw HubwrightError.of(
    "not-ours",
    `The hub ${names.join(" and ")} on this server is run from ${directory}, and this directory is a copy of it.`,
    `To make ${hub} a separate hub, leave out --rename. To rename the other one, run the command there.`,
  );
}

/**
 * Makes sure that there is enough space for a second copy of the largest volume: they are copied one after the other.
 *
 * @throws HubwrightError if there is not enough, as far as that is known.
 */
export async function refuseFullDisk(former: FormerHub, engine: Engine): Promise<void> {
  const { local, dataRoot } = await engine.facts();
  const largest = largestOf(former, await engine.volumeSizes());
  const space = local ? await diskSpace(dataRoot) : undefined;
  if (largest === undefined || space === undefined || space.free > largest.size) return;
  throw HubwrightError.of(
    "disk-full",
    `The volume ${largest.volume} exists twice while it is copied, and the disk of ${dataRoot} does not have enough space for that.`,
    hint`Free up space; ${program("docker", "system", "df")} shows what uses it. Nothing was changed.`,
  );
}
