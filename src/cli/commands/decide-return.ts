import { foldName } from "../../model/fold-name.ts";
import type { Project } from "../../workspace/load-hub.ts";
import type { Context, ExitCode } from "../context.ts";
import { hubReport, printable, reasonIn, sentence, someNames } from "../hub-report.ts";
import { hubIsDown } from "./hub-is-down.ts";
import { askHub, jsonIn } from "./in-hub.ts";

/** Whether a name that came back is the same person's. */
export type Choice = "same" | "new";

/** `hubwright people return NAME --same|--new`: lets a held name in, and says what becomes of the folder that it had. */
export async function decideReturn(
  context: Context,
  { hub }: Project,
  name: string,
  choice: Choice,
  { yes = false }: { readonly yes?: boolean },
): Promise<ExitCode> {
  const { terminal, called } = context;
  const report = await hubReport(context, hub.name);
  if (report === undefined) return hubIsDown(context, hub.name);
  const held = report.held.find((one) => foldName(one.name) === foldName(name));
  if (held === undefined) {
    const waiting = report.held.map((one) => one.name);
    terminal.problem(
      `${printable(name)} is not waiting for a decision.\n  hint: ${waiting.length === 0 ? "Nobody is." : `These are: ${someNames(waiting, 10)}.`}`,
    );
    return 1;
  }
  const before = held.leftOn === null ? "of before" : `who used this hub until ${sentence(held.leftOn)}`;
  terminal.note(
    choice === "same"
      ? `${printable(held.name)} is the person ${before}, and finds the folder as it was.`
      : `${printable(held.name)} is a new person, not the one ${before}. The old folder is archived, and a new one made.`,
  );
  if (!yes && terminal.isInteractive && !(await terminal.confirm("Is that so?", false))) {
    terminal.problem(`Nothing was changed; the name is held as before.\n  hint: Run the command again once you know.`);
    return 1;
  }
  const answered = await askHub(context, hub.name, "returns", [held.name, choice]);
  if (answered === undefined) return hubIsDown(context, hub.name);
  if (answered.exitCode !== 0) {
    terminal.problem(
      `Nothing was changed: ${reasonIn(answered)}\n  hint: ${called} logs may say more; the name is held as before.`,
    );
    return 1;
  }
  const archived = jsonIn(answered, isOutcome)?.archived ?? [];
  if (archived.length > 0) terminal.note(`Archived: ${someNames(archived, 10)}`);
  terminal.note("They may sign in now.");
  return 0;
}

function isOutcome(value: unknown): value is { readonly archived: readonly string[] } {
  return typeof value === "object" && value !== null && "archived" in value && Array.isArray(value.archived);
}
