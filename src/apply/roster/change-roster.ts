import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import type { Engine } from "../../engine/port.ts";
import type { GroupMap } from "../../model/roster/group-map.ts";
import { withLock } from "../../workspace/lock.ts";
import type { Place } from "../../workspace/hub/place.ts";
import { readableRoster, saveRoster } from "../../workspace/hub/roster-file.ts";
import type { Run } from "../../workspace/run.ts";
import { listCopy, refuseTwoLists, sendList } from "./list-copy.ts";
import { refuseEdit } from "./refuse-edit.ts";

/** Edits a list as it is at that moment. Throws what makes the edit impossible. */
export type EditRoster = (people: GroupMap) => GroupMap;

/** How a list is edited. */
export interface ChangeOptions {
  /** The engine, which is only asked if the hub is on another machine. */
  readonly engine: () => Promise<Engine>;
  /** The day where the hub is: `"2026-11-30"`. */
  readonly today: string;
  /** What the lock tells another run about this one. */
  readonly run?: Run | undefined;
}

/** What an edit did. */
export interface RosterChanged {
  readonly before: GroupMap;
  readonly after: GroupMap;
  /** True if the hub reads the saved list; false if its copy on another machine is sent with the next `up`. */
  readonly isInForce: boolean;
}

/** A list that may be edited now: its hub's directory is locked, and an edit would come into force. */
export interface OpenRoster {
  /** Reads the list, edits it, saves it and, where the hub is on another machine, sends it there. */
  change(edit: EditRoster): Promise<RosterChanged>;
  /** Sends the list as it is. Does nothing if the hub reads it here. */
  send(): Promise<void>;
}

/**
 * Changes a hub's list of people: locks, reads, edits and saves it. Every command that edits the list does it with this function, so that
 * no edit is lost, whoever else edits at the same time.
 *
 * @throws HubwrightError if the edit is impossible or would lock every admin out, if the hub's copy was edited there in the meantime, or if
 * its engine cannot be asked. Then nothing is saved.
 */
export async function changeRoster(place: Place, edit: EditRoster, options: ChangeOptions): Promise<RosterChanged> {
  return withRoster(place, options, (list) => list.change(edit));
}

/**
 * Locks a hub's directory and opens its list of people, for work that edits the list in between.
 *
 * @throws HubwrightError like {@link changeRoster}.
 */
export async function withRoster<T>(
  place: Place,
  { engine, today, run }: ChangeOptions,
  work: (list: OpenRoster) => Promise<T>,
): Promise<T> {
  const { hub, directory } = place;
  return withLock({ directory, run }, async () => {
    const send = await sender(place, engine);
    return work({
      async change(edit) {
        const before = readableRoster(place);
        const after = edit(before);
        refuseEdit(before, after, { roster: hub.roster, today });
        if (before.toUserlist() === after.toUserlist()) return { before, after, isInForce: true };
        saveRoster(place, after);
        return { before, after, isInForce: await send() };
      },
      send: async () => void (await send()),
    });
  });
}

/**
 * Makes sure that an edit of the list would come into force, so that nobody edits for nothing.
 *
 * @throws HubwrightError if the hub's copy was edited there in the meantime, or its engine cannot be asked.
 */
export async function refuseClosedRoster(place: Place, { engine }: Pick<ChangeOptions, "engine">): Promise<void> {
  await sender(place, engine);
}

/** What sends the list, and tells whether the hub has it now. */
async function sender(place: Place, engineOf: ChangeOptions["engine"]): Promise<() => Promise<boolean>> {
  const { hub } = place;
  if (!hub.engine.remote) return async () => true;
  const engine = await engineOf();
  const copy = await listCopy(place, engine);
  refuseTwoLists(copy, hub);
  return async () => {
    if (copy.canBeSent) await sendList(place, engine);
    return copy.canBeSent;
  };
}

/**
 * The edit for what a person was shown and agreed to: it must not be made to another list than that one.
 *
 * @returns an edit that throws `list-edited` if someone saved the list after `before` was read.
 */
export function agreedEdit({ hub }: Pick<Place, "hub">, before: GroupMap, after: GroupMap): EditRoster {
  return (now) => {
    if (now.toUserlist() === before.toUserlist()) return after;
    throw HubwrightError.of(
      "list-edited",
      `${hub.roster} was edited in the meantime; nothing was saved.`,
      "Run the command again to see what it would do now.",
    );
  };
}
