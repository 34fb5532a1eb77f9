import { isDeepStrictEqual } from "node:util";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import { LABEL } from "../../deployment/deployment.ts";
import type { Engine } from "../../engine/port.ts";
import type { HubDefinition } from "../../model/hub/hub.ts";
import { hubNames } from "../../model/hub/names.ts";
import type { Observed } from "../../plan/observed.ts";
import { type Move, type Rename, renamedVolumes, type RenamedVolumes } from "../../plan/renamed-volumes.ts";
import { refuseUsed } from "./refuse-used.ts";
import { copyVolume } from "../../hub-side/volume-copy.ts";
import { volumeChanges } from "./volume-changes.ts";

/** How to act, and where to report. */
export interface RenameOptions {
  readonly engine: Engine;
  /** Gives them their new name in the user list; does nothing if an interrupted run has already done so. */
  readonly editRoster: () => Promise<void>;
  /** True once the user list has the new name and no longer the old one. */
  readonly isListed: boolean;
  readonly on?: (line: string) => void;
}

/** What happened to the volumes. */
export interface Renamed {
  readonly moved: readonly Move[];
  /** Those that stay, and why. */
  readonly left: RenamedVolumes["left"];
}

/**
 * Gives a person or a group another name: copies their volumes, changes the list of people, and only then removes the
 * originals.
 *
 * If it is interrupted, nothing is lost, and the same call finishes it. An original in which something was changed
 * in the meantime is kept. A volume with the new name is never overwritten: an earlier rename may have created it.
 *
 * @throws HubwrightError where a volume is in use, or one with the new name contains something else.
 */
export async function renameOwner(
  hub: HubDefinition,
  rename: Rename,
  { engine, editRoster, isListed, on = () => {} }: RenameOptions,
): Promise<Renamed> {
  const observed = await engine.observe([]);
  const { moves, left } = renamedVolumes(hub, observed, rename);
  const originals = moves.map(({ from }) => from);
  await refuseUsed(hub.name, engine, originals);
  const image = hubNames(hub.name).image.hub;
  const copied = (move: Move) => copyVolume({ ...move, hub: hub.name, image }, engine);
  const before = await volumeChanges(hub.name, engine, image, originals);
  // Once the list has the new name, its owner may be working in the copies, which were complete before that.
  refuse(await inTheWay(moves, observed, isListed ? async () => "" : copied), observed);
  if (!isListed) {
    for (const move of moves) {
      const amount = await copied(move);
      if (amount === undefined) refuse([move], await engine.observe([]));
      on(`${move.from} → ${move.to} (${amount})`);
    }
    await editRoster();
  }
  await refuseUsed(hub.name, engine, originals);
  const after = await volumeChanges(hub.name, engine, image, originals);
  const kept: { volume: string; because: string }[] = [];
  for (const move of moves) {
    const isSame = isListed
      ? (await copied(move)) !== undefined
      : after.has(move.from) && after.get(move.from)?.getTime() === before.get(move.from)?.getTime();
    if (isSame) await engine.removeVolume(move.from);
    else kept.push({ volume: move.from, because: "it differs from its copy; compare them, then remove one" });
  }
  return { moved: moves, left: [...left, ...kept] };
}

/**
 * Those whose new name has a volume that is not a copy of theirs. All are found before the first is copied again.
 *
 * A label is not enough: the copy that an earlier rename made keeps its label of origin forever, and belongs to someone since.
 * Only an interrupted copy is known to be unused; checking it completes it.
 */
async function inTheWay(
  moves: readonly Move[],
  { volumes }: Observed,
  look: (move: Move) => Promise<string | undefined>,
): Promise<readonly Move[]> {
  const there = new Map(volumes.map(({ name, labels }) => [name, labels]));
  const found: Move[] = [];
  for (const move of moves) {
    const labels = there.get(move.to);
    if (labels === undefined) continue;
    const isCopy = isDeepStrictEqual({ ...labels }, { ...move.labels }) && (await look(move)) !== undefined;
    if (!isCopy) found.push(move);
  }
  return found;
}

/** @throws HubwrightError where there is any of them. */
function refuse(taken: readonly Move[], { volumes }: Observed): void {
  const [first] = taken;
  if (first === undefined) return;
  const names = taken.map(({ to }) => to);
  const isOurs = ({ to, labels: wanted }: Move) => {
    const labels = volumes.find(({ name }) => name === to)?.labels ?? {};
    return labels[LABEL.hub] === wanted[LABEL.hub] && labels[LABEL.kind] !== "archive";
  };
  throw HubwrightError.of(
    "name-taken",
    taken.length === 1
      ? `A volume named ${first.to} already exists, and it is not a copy of ${first.from} as that is now.`
      : `Volumes already exist that are not copies of ${taken.map(({ from }) => from).join(", ")} as those are now: ${names.join(", ")}.`,
    // That command cannot archive anything else.
    taken.every(isOurs)
      ? hint`Choose another name, or archive ${taken.length === 1 ? "that one" : "those"} first: ${hubwright("volumes", "archive", ...names)}`
      : "Choose another name.",
  );
}
