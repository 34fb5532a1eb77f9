import type { FormerHub } from "./former-hub.ts";

/** Sizes of volumes, in bytes. */
type Sizes = ReadonlyMap<string, number>;

/** Says that a hub had another name until now, and what exists under that name. */
export function sayFormer({ names, moves, copies, working }: FormerHub): string {
  const count = moves.length + copies.length;
  const volumes = count === 1 ? "1 volume" : `${count} volumes`;
  const people = working === 1 ? "1 person is" : `${working} people are`;
  return `This directory's hub was called ${names.join(" and ")} until now, and has ${volumes}; ${people} working.`;
}

/** What renaming does, and what it needs. */
export function sayWays(former: FormerHub, sizes: Sizes): string {
  const largest = largestOf(former, sizes);
  const stops = former.hasContainers ? "Renaming stops the hub and all servers, then copies" : "Renaming copies";
  const room =
    largest === undefined || largest.size === 0
      ? ""
      : `; for a while the largest one, ${largest.volume} (${inMebibytes(largest.size)}), exists twice`;
  return `${stops} one volume after another to its new name${room}.`;
}

/** The volume that needs the most space while it exists twice; undefined if no size is known. */
export function largestOf(
  { moves }: FormerHub,
  sizes: Sizes,
): { readonly volume: string; readonly size: number } | undefined {
  const known = moves.flatMap(({ from }) => {
    const size = sizes.get(from);
    return size === undefined ? [] : [{ volume: from, size }];
  });
  return known.toSorted((a, b) => b.size - a.size)[0];
}

/** What a new name means for people, one line each, without a full stop. */
export function formatFormer({ names, working }: FormerHub, hub: string): readonly string[] {
  const old = names.map((name) => `/${name}`).join(" and ");
  return [
    ...(working === 0
      ? []
      : [`${working === 1 ? "the running server is" : `all ${working} running servers are`} stopped`]),
    `the hub will be at /${hub}, not at ${old}: bookmarks and the web server in front of it still point to the old address`,
    "names, passwords and API tokens stay; everybody must sign in again",
  ];
}

function inMebibytes(size: number): string {
  return `${Math.max(1, Math.round(size / 2 ** 20))} MiB`;
}
