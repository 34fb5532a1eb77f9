import { sentence } from "../model/printable.ts";
import { hubNames, notebookName } from "../model/hub/names.ts";
import { hint, hubwright, program } from "../model/problem/problem.ts";
import { chownOf } from "./check-work.ts";
import { failure, type Finding } from "./finding.ts";
import { lastOf, lastWords } from "./last-words.ts";
import type { TrialFacts } from "../hub-side/trial.ts";

type Start = NonNullable<TrialFacts["start"]>;

/** Whose server it was. */
interface Whose {
  readonly hub: string;
  readonly person: string;
  /** Whether servers have what Docker gives to every container. */
  readonly hasPrivileges: boolean;
}

/** What exits with this was not found, in every shell. */
const NOT_FOUND = 127;

/** Says why a server did not start: the first rule that fits, and the last fits always. */
export function whyNotStarted(start: Start, whose: Whose): Finding {
  for (const rule of [refusedByHub, byMachine, ofImage, inNotebook]) {
    const found = rule(start, whose);
    if (found !== undefined) return found;
  }
  return failure(
    "start-refused",
    `The server of ${whose.person} was not started: ${reasonOf(start)}`,
    hint`See the hub's log: ${hubwright("logs")}`,
  );
}

type Rule = (start: Start, whose: Whose) => Finding | undefined;

/** What has a name that the server needs is not this hub's. */
const refusedByHub: Rule = (start, { hub, person }) => {
  const told = `${person} sees this message: ${reasonOf(start)}`;
  if (/The volume .* (?:belongs to the hub|was not made by hubwright)/.test(start.said))
    return failure(
      "volume-foreign",
      told,
      "Check what is in it. Name it in hub.ts (volumeName) if the hub should use it, or copy it to another name.",
    );
  if (/A container called .* is not this hub's/.test(start.said))
    return failure(
      "name-taken",
      told,
      hint`Find out what it is: ${program("docker", "inspect", notebookName(hub, person))}   Then rename it: ${program("docker", "rename")}`,
    );
  return undefined;
};

const NO_ROOM = /no space left on device|disk quota exceeded/i;
const NO_DOCKER = /Connection aborted|Connection ?refused|FileNotFoundError|server API version/;

const byMachine: Rule = (start, { person }) => {
  if (NO_DOCKER.test(start.said))
    return failure(
      "engine-lost",
      `The hub cannot reach Docker, so nobody can start a server: ${reasonOf(start)}`,
      hint`Restart the hub; notebooks keep running: ${hubwright("restart")}   If that does not help: ${program("systemctl", "status", "docker")}`,
    );
  const full = [start.said, ...wordsOf(start)].find((line) => NO_ROOM.test(line));
  if (full === undefined) return undefined;
  return failure(
    "disk-full",
    `The server of ${person} was not started because there is no disk space left: ${sentence(full.trim())}`,
    hint`Show what uses the space: ${program("docker", "system", "df", "-v")}   If the volume has its own size limit, something in it must be deleted.`,
  );
};

const ofImage: Rule = (start, { hub, person }) => {
  const { image } = hubNames(hub);
  if (/no such image/i.test(start.said))
    return failure(
      "image-missing",
      `The image of ${person}'s server does not exist: ${reasonOf(start)}`,
      hint`Build it: ${hubwright("up")}   If hub.ts only names it, pull it: ${program("docker", "pull", "IMAGE")}`,
    );
  const { container } = start;
  const isMissing = container?.running === false && container.exitCode === NOT_FOUND;
  if (isMissing || /executable file not found/.test(start.said))
    return failure(
      "notebook-command-missing",
      `${notebookName(hub, person)} exited on startup: its image does not have the command jupyterhub-singleuser.${lastOf(wordsOf(start))}`,
      hint`Install it in ${image.notebook}, or in the image that they chose: ${program("pip", "install", "jupyterhub", "jupyterlab")}   Then run: ${hubwright("up")}`,
    );
  return undefined;
};

const NO_HUB = /Failed to connect to my Hub at (\S+)/;
const NO_PRIVILEGES = /operation not permitted|no new privileges/i;
const NO_RIGHTS = /Permission denied: '(\/[^']+)'/;

/** What the notebook itself has said before it ended, or before JupyterHub gave up. */
const inNotebook: Rule = (start, { hub, person, hasPrivileges }) => {
  const { container, seconds } = start;
  if (container === null) return undefined;
  const name = notebookName(hub, person);
  const said = (pattern: RegExp) => pattern.exec(container.words.join("\n"))?.[1];
  const words = lastWords(container.words);
  if (container.outOfMemory)
    return failure(
      "notebook-out-of-memory",
      `${name} was killed on startup because it exceeded its memory limit.`,
      hint`Raise notebook.limits.memory in hub.ts, then run: ${hubwright("up")}`,
    );
  const address = said(NO_HUB);
  if (address !== undefined)
    return failure(
      "notebook-no-hub",
      `${name} cannot reach the hub at ${sentence(address.replace(/\.$/, ""))}, so it never becomes ready.`,
      "Check for a firewall between containers, and for hub_connect_ip or hub_connect_url in traits or extraConfig of hub.ts.",
    );
  const forbidden = hasPrivileges ? undefined : container.words.findLast((line) => NO_PRIVILEGES.test(line));
  if (!container.running && forbidden !== undefined)
    return failure(
      "notebook-no-privileges",
      `${name} exited on startup because its image needs privileges that servers of this hub do not have: ${sentence(forbidden.trim())}`,
      hint`If the image must start as root or use sudo, set notebook: { privileges: "docker" } in hub.ts, then run: ${hubwright("up")}`,
    );
  const place = said(NO_RIGHTS);
  if (place !== undefined)
    return failure(
      "folder-of-root",
      `${name} exited on startup because it cannot write to ${sentence(place)}.`,
      hint`Make the notebook's user the owner of the person's folder: ${chownOf(hub, name)}`,
    );
  if (!container.running)
    return failure(
      "notebook-ends",
      `${name} exited on startup with exit code ${container.exitCode}.${words}`,
      hint`Fix the problem shown above in the image or in notebook in hub.ts, then run: ${hubwright("up")}`,
    );
  return failure(
    "notebook-silent",
    `${name} is running but had not responded after ${Math.round(seconds)} seconds, when JupyterHub gave up.${words}`,
    "If it only needs more time, set in hub.ts: traits: { HubwrightSpawner: { http_timeout: 300 } }",
  );
};

function wordsOf({ container }: Start): readonly string[] {
  return container?.words ?? [];
}

/** JupyterHub's sentence without what it puts before every one. */
function reasonOf({ said }: Start): string {
  return sentence(said.replace(/^Spawn failed:\s*/, "") || "JupyterHub gives no reason.");
}
