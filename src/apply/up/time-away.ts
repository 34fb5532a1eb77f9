import type { Engine } from "../../engine/port.ts";
import { awayCause } from "../../plan/away.ts";
import type { Observed } from "../../plan/observed.ts";
import { runningServers } from "../../plan/old-servers.ts";
import type { Plan } from "../../plan/step.ts";
import type { Wanted } from "../../plan/wanted.ts";
import { noteAwayTime } from "../../workspace/hub/away-times.ts";
import type { OnEvent } from "../event.ts";
import { SignInWatch } from "./sign-in-watch.ts";

/**
 * Does the work of a plan, and measures how long nobody can sign in meanwhile: from the removal of what answers until it
 * answers again.
 *
 * The time is reported as an event, and kept in the hub's directory, where `plan` finds it. Where nothing is replaced that
 * ran, nothing is measured.
 *
 * @param url - The address of the hub for its people; null where this machine does not reach it.
 * @param work - Given who takes its events; it ends once the hub answers.
 */
export async function timeAway(
  { plan, wanted, observed }: { readonly plan: Plan; readonly wanted: Wanted; readonly observed: Observed },
  url: string | null,
  { engine, on }: { readonly engine: Engine; readonly on: OnEvent },
  work: (on: OnEvent) => Promise<void>,
): Promise<void> {
  const cause = awayCause(plan, wanted, observed);
  if (cause === undefined) return work(on);
  let watch: SignInWatch | undefined;
  let removed: number | undefined;
  try {
    await work((event) => {
      if (event.type === "step-started" && event.step.do === "remove-container" && removed === undefined) {
        removed = performance.now();
        if (url !== null) watch = new SignInWatch(`${url}/hub/health`);
      }
      on(event);
    });
    const own = removed === undefined ? 0 : performance.now() - removed;
    // The hub of an engine elsewhere may be unreachable from here; then the time is how long the steps took.
    const took = (await watch?.end()) ?? own;
    const names = [wanted.deployment.hub, ...plan.steps.flatMap((step) => (step.do === "stop-hub" ? [step.hub] : []))];
    const idsIn = (held: Pick<Observed, "containers">) =>
      names.flatMap((name) => runningServers(name, held)).map(({ id }) => id);
    const before = idsIn(observed);
    const after = new Set(idsIn({ containers: await engine.containers() }));
    noteAwayTime(wanted.directory, cause, took);
    on({ type: "away", took, cause, servers: before.length, wentOn: before.filter((id) => after.has(id)).length });
  } finally {
    watch?.stop();
  }
}
