import type { GroupMap } from "../model/roster/group-map.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { hubNames } from "../model/hub/names.ts";
import { type Images, type ResolvedGroupNotebook, type ResolvedLimits, STANDARD } from "../model/hub/notebook.ts";
import { bytesOf } from "../model/hub/quantity.ts";

/** One image that a person can choose. */
export interface ImageChoice {
  /** What people see in the list of images: the key in `images`, the image itself if a group's `image` names it, or `"standard"` for the hub's own. */
  readonly label: string;
  /** The Docker image: `"quay.io/jupyter/r-notebook:2026-11-02"`. */
  readonly image: string;
}

/** What a person's server is made of. */
export interface PersonalNotebook {
  /** How much their server may use: the most generous limit of their groups, or everybody's. */
  readonly limits: ResolvedLimits;
  /** The images to choose from; the first is the default. */
  readonly images: readonly ImageChoice[];
}

/**
 * The limits and images of a person's next server: what the hub does, without a hub.
 *
 * If several of their groups set a limit, the most generous one counts, above all `null` (no limit); limits that none of them
 * sets are as for everybody. The first image is that of the alphabetically first group that has one, otherwise the hub's own.
 * The hub computes the same in Python; `test/contracts/notebooks.json` keeps both in agreement.
 *
 * @example
 * ```ts
 * import { defineHub, GroupMap, notebookFor } from "hubwright";
 *
 * const hub = defineHub({
 *   name: "math",
 *   notebook: { limits: { memory: "2GiB" }, groups: { "gpu-lab": { limits: { memory: "16GiB", gpus: 1 } } } },
 * });
 * notebookFor(hub, GroupMap.parse("ann gpu-lab\nbob\n"), "ann").limits; // { memory: "16GiB", cpus: null, gpus: 1 }
 * ```
 */
export function notebookFor(hub: HubDefinition, people: GroupMap, name: string): PersonalNotebook {
  const groups = groupsOf(hub, people, name);
  const { limits, images } = hub.notebook;
  return {
    limits: {
      memory: strongest(groups, limits, "memory", (size) => (size === null ? Infinity : (bytesOf(size) ?? 0))),
      cpus: strongest(groups, limits, "cpus", (count) => count ?? Infinity),
      gpus: strongest(groups, limits, "gpus", (count) => (count === "all" ? Infinity : count)),
    },
    images: choicesOf(hubNames(hub.name).image.notebook, images, groups),
  };
}

/** The definition's settings for a person's groups, in alphabetical order; an admin is in the group `admin`. */
function groupsOf(hub: HubDefinition, people: GroupMap, name: string): readonly ResolvedGroupNotebook[] {
  const person = people.person(name);
  const theirs = new Set(person?.groups.map(({ group }) => group));
  if (person?.admin === true) theirs.add("admin");
  return Object.entries(hub.notebook.groups)
    .filter(([group]) => theirs.has(group))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, given]) => given);
}

function strongest<K extends keyof ResolvedLimits>(
  groups: readonly ResolvedGroupNotebook[],
  everybody: ResolvedLimits,
  limit: K,
  strength: (value: ResolvedLimits[K]) => number,
): ResolvedLimits[K] {
  const [first, ...others] = groups.flatMap(({ limits }) => {
    const value = limits[limit] as ResolvedLimits[K] | undefined;
    return value === undefined ? [] : [value];
  });
  if (first === undefined) return everybody[limit];
  return others.reduce((best, value) => (strength(value) > strength(best) ? value : best), first);
}

/** All images to choose from; if a label appears twice, the first one counts. */
function choicesOf(own: string, images: Images, groups: readonly ResolvedGroupNotebook[]): readonly ImageChoice[] {
  const offered: readonly (readonly [string, string])[] = [
    [STANDARD, own],
    ...Object.entries(images),
    ...groups.flatMap((group) => [
      ...(group.image === null ? [] : [[group.image, group.image] as const]),
      ...Object.entries(group.images),
    ]),
  ];
  const choices = offered
    .filter(([label], index) => offered.findIndex(([other]) => other === label) === index)
    .map(([label, image]) => ({ label, image }));
  const usual = groups.find(({ image }) => image !== null)?.image ?? STANDARD;
  return [...choices.filter(({ label }) => label === usual), ...choices.filter(({ label }) => label !== usual)];
}
