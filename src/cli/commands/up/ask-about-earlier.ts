import { HubwrightError } from "../../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../../model/problem/problem.ts";
import { type Earlier, leftBehind } from "../../../plan/whose.ts";
import type { Context } from "../../context.ts";

/** What to do with the volumes that an earlier hub of this name left: use or archive them. */
export type Fate = "adopt" | "archive";

/** Asks on a terminal. @returns undefined if there is no terminal, or the answer is neither. */
export async function askAboutEarlier({ terminal }: Context): Promise<Fate | undefined> {
  const answer = await terminal.ask('Type "adopt" to use them, "archive" to archive them, or press Enter to stop:');
  return answer === "adopt" || answer === "archive" ? answer : undefined;
}

/**
 * Asks before a hub of that name is created; without a terminal nobody is asked, and `up` will stop.
 *
 * @throws HubwrightError where the person wants neither.
 */
export async function fateOf(context: Context, name: string, earlier: Earlier): Promise<Fate | undefined> {
  if (!context.terminal.isInteractive) return undefined;
  context.terminal.note(leftBehind(name, earlier));
  const fate = await askAboutEarlier(context);
  if (fate !== undefined) return fate;
  throw HubwrightError.of("refused", "Nothing was created.", hint`Choose another name: ${hubwright("init", "NAME")}`);
}
