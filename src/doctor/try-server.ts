import type { Trial } from "./trial-facts.ts";
import { knownSpellings } from "../hub-side/spellings.ts";
import { addressOf } from "../apply/hub-address.ts";
import type { Engine } from "../engine/port.ts";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { derivePasswordAsKnown } from "../model/hub/password.ts";
import type { Project } from "../workspace/hub/load-hub.ts";
import { readRoster } from "../workspace/hub/roster-file.ts";
import { readKey } from "../workspace/hub/secrets.ts";
import type { Facts } from "./facts.ts";
import { runTrial } from "./run-trial.ts";
import type { TrialStage } from "../hub-side/trial.ts";
import { type Credentials, visitNotebook } from "./visit.ts";

/** What is shown to a person who waits. */
const DOING: { readonly [stage in TrialStage]: string } = {
  tidying: "removing what an interrupted doctor run left …",
  asking: "asking the hub …",
  starting: "starting the server …",
  "giving-up": "it exited; JupyterHub is about to give up …",
  working: "testing the notebook …",
  "taking-back": "removing what was started …",
};

/** The code that waits for a trial. */
export interface Caller {
  /** Shows what the trial is doing. */
  readonly progress: (text: string) => void;
  /** Ends the trial early. */
  readonly signal: AbortSignal;
}

/** Starts a server as its person would, tests it from inside and outside, and removes what was started. */
export async function tryServer(
  caller: Caller,
  project: Project,
  engine: Engine,
  person: string,
  { web }: Pick<Facts, "web">,
): Promise<Trial> {
  const { progress, signal } = caller;
  const { hub } = project;
  const own = addressOf(hub, engine.place);
  // A server that is not JupyterHub must not receive anyone's password.
  const addresses = [...(own.isReachable ? [own.url] : []), ...(web?.isJupyterHub === true ? [web.url] : [])];
  const [known = person] = (await knownSpellings(hub.name, { engine: async () => engine }, [person]))(person);
  const credentials = credentialsOf(project, person, known);
  const trial = await runTrial(hub.name, engine, person, {
    signal,
    on: (stage) => progress(`${person}: ${DOING[stage]}`),
    visit: async (met) => {
      const visits = [];
      // One after the other: each signs in, and a hub slows down anyone who signs in too often.
      for (const address of addresses) {
        progress(`${person}: signing in at ${address} …`);
        visits.push(await visitNotebook(address, met, credentials));
      }
      return visits;
    },
  });
  signal.throwIfAborted();
  return trial;
}

/** Undefined where people sign in by other means than a password of ours, or the key cannot be read. */
function credentialsOf(project: Project, name: string, known: string): Credentials | undefined {
  const { hub, directory } = project;
  if (hub.signIn.kind !== "derived-password") return undefined;
  try {
    const pw = readRoster(project).people.person(name)?.pw ?? 1;
    return {
      name: known,
      password: derivePasswordAsKnown(known, readKey(directory), { length: hub.signIn.length, pw }),
    };
  } catch (error) {
    // Doctor has a finding of its own for a key that cannot be read.
    if (error instanceof HubwrightError) return undefined;
    throw error;
  }
}
