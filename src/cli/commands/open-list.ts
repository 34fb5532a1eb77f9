import { listCopy, refuseTwoLists, sendList } from "../../apply/list-copy.ts";
import type { GroupMap } from "../../model/group-map.ts";
import type { Project } from "../../workspace/load-hub.ts";
import { saveRoster } from "../../workspace/roster-file.ts";
import type { Context } from "../context.ts";

/** A list of people that may be edited now. */
export interface OpenList {
  /** Saves it here and, where the hub is on another machine, sends it there. */
  save(people: GroupMap): Promise<void>;
}

/**
 * Makes sure that an edit of the list of people would come into force, before anything is saved.
 *
 * @throws EngineError if the hub's copy was edited there in the meantime, or its engine cannot be asked.
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
      else context.terminal.note(`${hub.roster} was saved here. To send it to the hub, run: ${context.called} up`);
    },
  };
}
