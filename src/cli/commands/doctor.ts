import type { Trial } from "../../doctor/trial-facts.ts";
import { foldName } from "../../model/hub/fold-name.ts";
import { formatProblem, problemData } from "../../model/problem/format-problem.ts";
import { isEngineFailure } from "../../model/problem/hubwright-error.ts";
import { hubNames } from "../../model/hub/names.ts";
import type { Project } from "../../workspace/hub/load-hub.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { diagnose } from "../../doctor/diagnose.ts";
import type { Facts } from "../../doctor/facts.ts";
import { failure, type Finding, isFindingCode } from "../../doctor/finding.ts";
import { gather } from "../../doctor/gather.ts";
import { tryServer } from "../../doctor/try-server.ts";

interface Options extends Where {
  readonly url?: string;
  readonly spawn?: string;
  readonly json?: boolean;
}

/** What was found, and what was tried on the way. */
interface Examined {
  readonly findings: readonly Finding[];
  readonly trial: Trial | undefined;
}

/** `hubwright doctor`: what keeps a hub from working, each with what to do. Exit code 1 when something is found. */
export async function doctor(context: Context, options: Options): Promise<ExitCode> {
  const { terminal, called } = context;
  const project = await context.project(options);
  const { findings, trial } = await examine(context, project, options);
  if (options.json === true) {
    const data = findings.map((finding) => problemData(finding, called));
    terminal.print(
      JSON.stringify({ hub: project.hub.name, findings: data, ...(trial && { trial: shown(trial) }) }, null, 2),
    );
  } else {
    if (findings.length === 0) terminal.print(`${project.hub.name}: no problems found.`);
    const style = terminal.style.bind(terminal);
    for (const finding of findings) terminal.print(formatProblem(finding, { called, hasLabel: true, style }));
    if (trial !== undefined) terminal.note(wentThrough(trial));
    else if (options.spawn !== undefined) terminal.note("No server was started: the hub is not running.");
  }
  return findings.length === 0 ? 0 : 1;
}

async function examine(context: Context, project: Project, { url, spawn }: Options): Promise<Examined> {
  try {
    const engine = await context.engine();
    const facts = await gather(project, context, engine, url);
    const trial =
      spawn !== undefined && runs(facts)
        ? await tryServer(
            { progress: (text) => context.terminal.progress(text), signal: context.signal },
            project,
            engine,
            foldName(spawn),
            facts,
          )
        : undefined;
    return { findings: diagnose({ ...facts, trial }), trial };
  } catch (error) {
    // Without an engine there is nothing else to check, and the engine's error is the finding.
    if (isEngineFailure(error) && isFindingCode(error.code))
      return { findings: [failure(error.code, error.message, error.problem.hint ?? "")], trial: undefined };
    throw error;
  }
}

function runs({ hub, observed }: Facts): boolean {
  return observed.containers.some(({ name, state }) => name === hubNames(hub.name).hub && state === "running");
}

/** A trial for programs, without its token: that has expired, but is private anyway. */
function shown({ person, wasRunning, start, notebook, visits, left }: Trial): object {
  return {
    person,
    wasRunning,
    ready: start?.ready ?? wasRunning,
    seconds: start?.seconds ?? null,
    folders: notebook?.folders ?? [],
    visits,
    left,
  };
}

/** What was tried, in one sentence. */
function wentThrough({ person, wasRunning, start, notebook, visits, left, goesOn }: Trial): string {
  const stays = goesOn ? "someone is working in it, so it keeps running" : "everything it started was removed";
  const end = left !== null ? "some of what it started is left" : wasRunning ? "it keeps running" : stays;
  if (notebook === null) return `Tried to start a server as ${person}; ${end}.`;
  const saved = notebook.folders.filter(({ problem }) => problem === null).length;
  const came = visits.filter(({ problem }) => problem === null).map(({ url }) => url);
  const did = [
    wasRunning
      ? `Used the server of ${person}, which was running`
      : `Started a server as ${person} in ${start?.seconds ?? 0} seconds`,
    ...(notebook.problem === null && notebook.kernel === null ? ["computed 1+1"] : []),
    ...(saved > 0 ? [`wrote in ${saved === 1 ? "1 folder" : `${saved} folders`}`] : []),
    ...(came.length > 0 ? [`signed in at ${came.join(" and ")}`] : []),
  ];
  return `${did.join(", ")}; ${end}.`;
}
