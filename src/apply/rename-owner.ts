import { LABEL } from "../deployment/deployment.ts";
import { type Engine, EngineError } from "../engine/port.ts";
import type { HubDefinition } from "../model/hub.ts";
import { hubNames } from "../model/names.ts";
import type { Observed } from "../plan/observed.ts";
import { type Move, type Rename, renamedVolumes, type RenamedVolumes } from "../plan/renamed-volumes.ts";
import { labelsOfUnused } from "./archive-volumes.ts";
import { copyVolume } from "./copy-volume.ts";
import { volumeChanges } from "./volume-changes.ts";

/** How to act, and who is told. */
export interface RenameOptions {
  readonly engine: Engine;
  /** Gives them their new name in the list of people; nothing to do where it was done by a run that was cut off. */
  readonly editRoster: () => Promise<void>;
  /** True once the list of people has the new name, and the old one no more. */
  readonly isListed: boolean;
  readonly on?: (line: string) => void;
}

/** What became of the volumes. */
export interface Renamed {
  readonly moved: readonly Move[];
  /** Those that stay, and why. */
  readonly left: RenamedVolumes["left"];
}

/**
 * Gives a person or a group another name: copies their volumes, changes the list of people, and only then removes the
 * originals.
 *
 * Cut off at any moment nothing is lost, and the same call finishes it. An original in which something was changed
 * meanwhile is kept.
 *
 * @throws EngineError where a volume is in use, or one of the new name holds something else.
 */
export async function renameOwner(
  hub: HubDefinition,
  rename: Rename,
  { engine, editRoster, isListed, on = () => {} }: RenameOptions,
): Promise<Renamed> {
  const observed = await engine.observe([]);
  const { moves, left } = renamedVolumes(hub, observed, rename);
  const originals = moves.map(({ from }) => from);
  await labelsOfUnused(engine, originals);
  refuseOthers(moves, observed);
  const image = hubNames(hub.name).image.hub;
  const before = await volumeChanges(engine, hub.name, image, originals);
  // Once the list has the new name its owner may be at work in the copies, which were whole before that.
  if (!isListed) {
    for (const move of moves) on(`${move.from} → ${move.to} (${await copyOf(engine, move, hub.name, image)})`);
    await editRoster();
  }
  await labelsOfUnused(engine, originals);
  const after = await volumeChanges(engine, hub.name, image, originals);
  const kept: { volume: string; because: string }[] = [];
  for (const move of moves) {
    const isSame = isListed
      ? (await copyVolume(engine, { ...move, hub: hub.name, image })) !== undefined
      : after.has(move.from) && after.get(move.from)?.getTime() === before.get(move.from)?.getTime();
    if (isSame) await engine.removeVolume(move.from);
    else kept.push({ volume: move.from, because: "it differs from its copy: look at both, then remove one" });
  }
  return { moved: moves, left: [...left, ...kept] };
}

/** A copy that an earlier run made is made anew where its original has changed since. */
async function copyOf(engine: Engine, move: Move, hub: string, image: string): Promise<string> {
  const copied = await copyVolume(engine, { ...move, hub, image });
  if (copied !== undefined) return copied;
  await engine.removeVolume(move.to);
  return (await copyVolume(engine, { ...move, hub, image })) ?? "";
}

function refuseOthers(moves: readonly Move[], { volumes }: Observed): void {
  for (const { from, to } of moves) {
    const other = volumes.find(({ name }) => name === to);
    if (other === undefined || other.labels[LABEL.from] === from) continue;
    throw new EngineError(
      "name-taken",
      `There is a volume ${to} already, and it is no copy of ${from}.`,
      `Choose another name, or put that one away first: hubwright volumes archive ${to}`,
    );
  }
}
