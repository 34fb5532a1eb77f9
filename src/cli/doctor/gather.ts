import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { planUp } from "../../apply/up.ts";
import { generate } from "../../emit/generate.ts";
import type { Engine, EngineFacts } from "../../engine/port.ts";
import { portOwner } from "../../engine/port-owner.ts";
import { hubNames } from "../../model/names.ts";
import { compareDeploy, DEPLOY } from "../../workspace/deploy-directory.ts";
import type { Project } from "../../workspace/load-hub.ts";
import { WorkspaceError } from "../../workspace/problem.ts";
import { readRoster, rosterPath } from "../../workspace/roster-file.ts";
import { readKey, readSecret, type SecretFile, SECRETS } from "../../workspace/secrets.ts";
import type { Context } from "../context.ts";
import { hubReport } from "../hub-report.ts";
import { askWeb } from "./ask-web.ts";
import { readCertificates } from "./certificates.ts";
import type { Facts, Words } from "./facts.ts";
import { notebookFacts, tailOf } from "./notebook-facts.ts";

/** Enough of a hub's log to hold the starts of some servers. */
const LINES = 500;

/** Asks the engine, the disk, the hub and, if an address is given, the web server. Changes nothing. */
export async function gather(project: Project, context: Context, engine: Engine, url?: string): Promise<Facts> {
  const { hub, directory, extraConfig } = project;
  const { people, diagnostics } = readRoster(directory, hub);
  const names = hubNames(hub.name);
  const observed = await engine.observe();
  const has = (name: string) => observed.containers.some((container) => container.name === name);
  const isPublished = observed.containers.some(
    ({ name, state }) => name === names.proxy && (state === "running" || state === "restarting"),
  );
  const [facts, plan, report, notebooks, hubLog, proxyLog, web] = await Promise.all([
    engine.facts(),
    planUp({ hub, people, directory, extraConfig }, engine),
    hubReport(context, hub.name),
    notebookFacts(engine, observed, hub.name),
    has(names.hub) ? tailOf(engine, names.hub, LINES) : [],
    has(names.proxy) ? tailOf(engine, names.proxy, 8) : [],
    url === undefined ? undefined : askWeb(url),
  ]);
  return {
    hub,
    directory,
    called: context.called,
    now: Date.now(),
    engine: facts,
    observed,
    plan,
    portOwner: facts.local && !isPublished ? await portOwner(observed, hub.listen, hub.port) : undefined,
    disk: await diskOf(facts),
    logs: { hub: hubLog, proxy: proxyLog },
    notebooks,
    certificates: readCertificates(context.environment),
    secrets: secretProblems(directory),
    roster: { diagnostics, ...fileFacts(rosterPath(directory, hub)) },
    report,
    edited: compareDeploy(directory, generate(hub, extraConfig)).edited.map((path) => `${DEPLOY}/${path}`),
    web,
  };
}

/** The disk that volumes and images are on, where this machine can look at it. */
async function diskOf({ local, dataRoot }: EngineFacts): Promise<Facts["disk"]> {
  if (!local || !existsSync(dataRoot)) return undefined;
  const { bavail, blocks, bsize } = await statfs(dataRoot);
  return { path: dataRoot, free: bavail * bsize, size: blocks * bsize };
}

/** Before the first `up` there are none, which is no fault. */
function secretProblems(directory: string): readonly Words[] {
  if (!existsSync(`${directory}/secrets`)) return [];
  return (Object.keys(SECRETS) as SecretFile[]).flatMap((file) => {
    try {
      if (file === "oauth.env") readKey(directory);
      else readSecret(directory, file);
      return [];
    } catch (error) {
      if (error instanceof WorkspaceError) return [{ message: error.message, hint: error.hint }];
      throw error;
    }
  });
}

function fileFacts(path: string): { readonly digest: string | undefined; readonly age: number } {
  if (!existsSync(path)) return { digest: undefined, age: 0 };
  return {
    digest: createHash("sha256").update(readFileSync(path)).digest("hex"),
    age: Date.now() - statSync(path).mtimeMs,
  };
}
