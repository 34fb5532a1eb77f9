import { listCopy, refuseTwoLists, sendList } from "../../../apply/up/list-copy.ts";
import type { GroupMap } from "../../../model/roster/group-map.ts";
import { HubwrightError } from "../../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../../model/problem/problem.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import { withLock } from "../../../workspace/lock.ts";
import { readRoster, saveRoster } from "../../../workspace/hub/roster-file.ts";
import type { Context } from "../../context.ts";

/** A list of people that may be edited now. */
export interface OpenList {
  /** Saves it here and, where the hub is on another machine, sends it there. */
  save(people: GroupMap): Promise<void>;
}

/**
 * Saves an edited list, unless someone else saved the file after `before` was read: their edit must not be lost.
 *
 * @throws HubwrightError `list-edited` if someone did, and like {@link openList}; nothing is saved in either case.
 */
export async function saveEdited(context: Context, project: Project, before: GroupMap, after: GroupMap): Promise<void> {
  const { hub, directory } = project;
  await withLock(directory, async () => {
    const list = await openList(context, project);
    if (readRoster(directory, hub).people.toUserlist() !== before.toUserlist())
      throw HubwrightError.of(
        "list-edited",
        `${hub.roster} was edited in the meantime; nothing was saved.`,
        "Run the command again to see what it would do now.",
      );
    await list.save(after);
  });
}

/**
 * Makes sure that an edit of the list of people would come into force, before anything is saved.
 *
 * @throws HubwrightError if the hub's copy was edited there in the meantime, or its engine cannot be asked.
 */
export async function openList(context: Context, { hub, directory }: Project): Promise<OpenList> {
  if (!hub.engine.remote) return { save: async (people) => saveRoster(directory, hub, people) };
  const engine = await context.engine();
  const copy = await listCopy(hub, directory, engine);
  refuseTwoLists(copy, hub);
  return {
    async save(people) {
      saveRoster(directory, hub, people);
      if (copy.canBeSent) await sendList(hub, directory, engine);
      else context.terminal.note(hint`${hub.roster} was saved here. To send it to the hub, run: ${hubwright("up")}`);
    },
  };
}
