import { hubNames, notebookName } from "../../model/names.ts";
import { sentence } from "../hub-report.ts";
import { givesTo } from "./check-work.ts";
import { failure, type Finding } from "./finding.ts";
import { lastOf, lastWords } from "./last-words.ts";
import type { TrialFacts } from "./trial-facts.ts";

type Start = NonNullable<TrialFacts["start"]>;

/** Whose server it was. */
interface Whose {
  readonly hub: string;
  readonly person: string;
  readonly called: string;
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
    `See what the hub says of it: ${whose.called} logs`,
  );
}

type Rule = (start: Start, whose: Whose) => Finding | undefined;

/** What has a name that the server needs is not this hub's. */
const refusedByHub: Rule = (start, { hub, person }) => {
  const told = `${person} is told: ${reasonOf(start)}`;
  if (/The volume .* (?:belongs to the hub|was not made by hubwright)/.test(start.said))
    return failure(
      "volume-foreign",
      told,
      "Look at what is in it; name it in hub.ts (volumeName) if it is meant, or copy it to another name.",
    );
  if (/A container called .* is not this hub's/.test(start.said))
    return failure(
      "name-taken",
      told,
      `Look what it is: docker inspect ${notebookName(hub, person)}   Then give it another name: docker rename`,
    );
  return undefined;
};

const NO_ROOM = /no space left on device|disk quota exceeded/i;
const NO_DOCKER = /Connection aborted|Connection ?refused|FileNotFoundError|server API version/;

const byMachine: Rule = (start, { person, called }) => {
  if (NO_DOCKER.test(start.said))
    return failure(
      "engine-lost",
      `The hub does not reach Docker, so nobody can start a server: ${reasonOf(start)}`,
      `Start the hub anew, notebooks go on: ${called} restart   If that does not help: systemctl status docker`,
    );
  const full = [start.said, ...wordsOf(start)].find((line) => NO_ROOM.test(line));
  if (full === undefined) return undefined;
  return failure(
    "disk-full",
    `The server of ${person} was not started because there is no room left: ${sentence(full.trim())}`,
    "See what takes it: docker system df -v   Where a volume has a size of its own, something in it must go.",
  );
};

const ofImage: Rule = (start, { hub, person, called }) => {
  const { image } = hubNames(hub);
  if (/no such image/i.test(start.said))
    return failure(
      "image-missing",
      `The image of ${person}'s server is gone: ${reasonOf(start)}`,
      `Build it: ${called} up   One that hub.ts only names is pulled: docker pull IMAGE`,
    );
  const { container } = start;
  const isMissing = container?.running === false && container.exitCode === NOT_FOUND;
  if (isMissing || /executable file not found/.test(start.said))
    return failure(
      "notebook-command-missing",
      `${notebookName(hub, person)} ended as it started: its image has no command jupyterhub-singleuser.${lastOf(wordsOf(start))}`,
      `Install it in ${image.notebook}, or in the image that they chose: pip install jupyterhub jupyterlab   Then: ${called} up`,
    );
  return undefined;
};

const NO_HUB = /Failed to connect to my Hub at (\S+)/;
const NO_PRIVILEGES = /operation not permitted|no new privileges/i;
const NO_RIGHTS = /Permission denied: '(\/[^']+)'/;

/** What the notebook itself has said before it ended, or before JupyterHub gave up. */
const inNotebook: Rule = (start, { hub, person, called, hasPrivileges }) => {
  const { container, seconds } = start;
  if (container === null) return undefined;
  const name = notebookName(hub, person);
  const said = (pattern: RegExp) => pattern.exec(container.words.join("\n"))?.[1];
  const words = lastWords(container.words);
  if (container.outOfMemory)
    return failure(
      "notebook-out-of-memory",
      `${name} was killed as it started because it used more memory than it may.`,
      `Raise notebook.limits.memory in hub.ts, then: ${called} up`,
    );
  const address = said(NO_HUB);
  if (address !== undefined)
    return failure(
      "notebook-no-hub",
      `${name} does not reach the hub at ${sentence(address.replace(/\.$/, ""))}, so it never gets ready.`,
      "A firewall between containers gives it, or hub_connect_ip or hub_connect_url in traits or extraConfig of hub.ts.",
    );
  const forbidden = hasPrivileges ? undefined : container.words.findLast((line) => NO_PRIVILEGES.test(line));
  if (!container.running && forbidden !== undefined)
    return failure(
      "notebook-no-privileges",
      `${name} ended as it started, because its image needs privileges that servers of this hub do not have: ${sentence(forbidden.trim())}`,
      `If the image has to start as root or to use sudo, write in hub.ts: notebook: { privileges: "docker" }, then: ${called} up`,
    );
  const place = said(NO_RIGHTS);
  if (place !== undefined)
    return failure(
      "folder-of-root",
      `${name} ended as it started, because it may not write ${sentence(place)}.`,
      `Give the person's folder to the notebook's user: ${givesTo(hub, name)} -R 1000:100 /mnt`,
    );
  if (!container.running)
    return failure(
      "notebook-ends",
      `${name} ended as it started, with exit code ${container.exitCode}.${words}`,
      `Mend what it says in the image or in notebook of hub.ts, then: ${called} up`,
    );
  return failure(
    "notebook-silent",
    `${name} runs, and had not answered after ${Math.round(seconds)} seconds, when JupyterHub gave up.${words}`,
    "Where it only needs longer, write in hub.ts: traits: { HubwrightSpawner: { http_timeout: 120 } }",
  );
};

function wordsOf({ container }: Start): readonly string[] {
  return container?.words ?? [];
}

/** JupyterHub's sentence without what it puts before every one. */
function reasonOf({ said }: Start): string {
  return sentence(said.replace(/^Spawn failed:\s*/, "") || "JupyterHub does not say why.");
}
