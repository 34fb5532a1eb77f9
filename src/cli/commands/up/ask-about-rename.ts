import type { Context } from "../../context.ts";

/** Asks on a terminal whether to rename a hub to its new name, which stops every server. */
export async function askAboutRename({ terminal }: Context): Promise<boolean> {
  const answer = await terminal.ask(
    'Type "rename" to stop it and copy its volumes to their new names, or press Enter to leave it as it is:',
  );
  return answer === "rename";
}
