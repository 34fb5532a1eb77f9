import type { Context } from "../context.ts";

/** Asks on a terminal whether a hub that had another name goes on under its new one. It stops every server. */
export async function askAboutRename({ terminal }: Context): Promise<boolean> {
  const answer = await terminal.ask(
    'Type "rename" to stop it and copy its volumes to their new names, or press Enter to leave it as it is:',
  );
  return answer === "rename";
}
