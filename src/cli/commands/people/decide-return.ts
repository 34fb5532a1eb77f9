import { type Choice, decideHeld } from "../../../hub-side/returns.ts";
import { printable, sentence, someNames } from "../../../model/printable.ts";
import { foldName } from "../../../model/hub/fold-name.ts";
import { hint, hubwright, problem } from "../../../model/problem/problem.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import type { Context, ExitCode } from "../../context.ts";
import { hubReport } from "../../../hub-side/report.ts";
import { noAnswer } from "../../no-answer.ts";

/** `hubwright people return NAME --same|--new`: lets a held name in, and decides what happens to its old folder. */
export async function decideReturn(
  context: Context,
  { hub }: Project,
  name: string,
  choice: Choice,
  { yes = false }: { readonly yes?: boolean },
): Promise<ExitCode> {
  const { terminal } = context;
  const report = await hubReport(hub.name, context);
  if (typeof report === "string") return noAnswer(context, hub.name, report);
  const held = report.held.find((one) => foldName(one.name) === foldName(name));
  if (held === undefined) {
    const waiting = report.held.map((one) => one.name);
    terminal.report(
      problem(
        "nothing-waiting",
        `${printable(name)} is not waiting for a decision.`,
        waiting.length === 0 ? "No name is." : `These names are: ${someNames(waiting, 10)}.`,
      ),
    );
    return 1;
  }
  const before = held.leftOn === null ? "who used this hub before" : `who used this hub until ${sentence(held.leftOn)}`;
  terminal.note(
    choice === "same"
      ? `${printable(held.name)} is the person ${before}, and gets the old folder back.`
      : `${printable(held.name)} is a new person, not the one ${before}. The old folder will be archived and a new one created.`,
  );
  if (!yes && terminal.isInteractive && !(await terminal.confirm("Is that correct?", false))) {
    terminal.report(
      problem("refused", "Nothing was changed; the name is still held.", "Run the command again once you know."),
    );
    return 1;
  }
  const answered = await decideHeld(hub.name, context, held.name, choice);
  if (typeof answered === "string") return noAnswer(context, hub.name, answered);
  if ("refused" in answered) {
    terminal.report(
      problem(
        "hub-refused",
        `Nothing was changed: ${answered.refused}`,
        hint`${hubwright("logs")} may show more; the name is still held.`,
      ),
    );
    return 1;
  }
  const { archived = [] } = answered.done;
  if (archived.length > 0) terminal.note(`Archived: ${someNames(archived, 10)}`);
  terminal.note("They can sign in now.");
  return 0;
}
