import { basename, join, relative, resolve } from "node:path";
import { listenersOn } from "../../machine/listeners.ts";
import { portOwner } from "../../machine/port-owner.ts";
import { defineHub } from "../../model/hub/hub.ts";
import { HubwrightError, isEngineFailure } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright, program } from "../../model/problem/problem.ts";
import { type MemorySize, shareOf } from "../../model/hub/quantity.ts";
import type { Observed } from "../../plan/observed.ts";
import { portTaken } from "../../plan/port-taken.ts";
import { leftBehind, whoseIs } from "../../plan/whose.ts";
import { takeId } from "../../workspace/hub/hub-id.ts";
import { DEFINITION_FILES, findDefinition } from "../../workspace/hub/load-hub.ts";
import { makeId } from "../../workspace/hub/new-hub-id.ts";
import { renamedDefinition } from "../../workspace/hub/renamed-definition.ts";
import { makeRoster } from "../../workspace/hub/roster-file.ts";
import { makeSecrets, readSecret } from "../../workspace/hub/secrets.ts";
import { makeDirectory, writeFileOnce } from "../../workspace/write-file.ts";
import type { Context, ExitCode } from "../context.ts";
import { GITIGNORE, hubTemplate, ROSTER_TEMPLATE } from "../templates.ts";
import { writeEditorTypes } from "../../workspace/hub/editor-types.ts";
import { hubsOf, leftOf } from "../server-hubs.ts";
import { fateOf } from "./up/ask-about-earlier.ts";
import { freeName, nextFreePort } from "./ls.ts";

/** Of the engine's memory, for one person's server. */
const SHARE = 1 / 4;

interface Options {
  readonly name?: string;
  readonly dir?: string;
  readonly port?: string;
  readonly like?: string;
  readonly samePasswords?: boolean;
}

/** `hubwright init [NAME]`: a definition with each option explained, a list of people, secrets. Nothing that is there is touched. */
export async function init(context: Context, options: Options): Promise<ExitCode> {
  const { terminal, cwd } = context;
  const directory = resolve(cwd, options.dir ?? ".");
  const present = findDefinition(directory);
  if (present !== undefined)
    throw HubwrightError.of(
      "file-exists",
      `${present} already exists.`,
      hint`Edit it, then run: ${hubwright("check")}`,
    );
  const { observed, isHere, socket, memory } = await serverIfAny(context);
  const taken = new Map(hubsOf(observed).map((hub) => [hub.name, hub]));
  const name = options.name ?? freeName(observed);
  const holder = taken.get(name);
  if (holder !== undefined) {
    throw HubwrightError.of(
      "name-taken",
      `This server already has a hub named ${name}${holder.directory === null ? "" : `, from ${holder.directory}`}${holder.isOurs ? "" : ", created without hubwright"}.`,
      hint`Choose another name; ${hubwright("ls")} shows those in use.`,
    );
  }
  const left = leftOf(name, observed);
  if (left !== undefined)
    throw HubwrightError.of(
      "name-taken",
      `This server already has ${left}, a name that the hub ${name} would need.`,
      hint`Choose another name, or find out what it is: ${program("docker", "ps", "-a")}`,
    );
  const earlier = whoseIs({ hub: name, id: "", directory }, observed);
  const fate = earlier.whose === "earlier" ? await fateOf(context, name, earlier) : undefined;
  const port = options.port === undefined ? await nextFreePort(observed, isHere) : Number(options.port);
  // The name and port are checked before anything is written, so that a typo leaves no half-made hub behind.
  const hub = defineHub({ name, port });
  const listeners = isHere ? listenersOn : async () => [];
  const owner = options.port === undefined ? undefined : await portOwner(observed, hub.listen, port, listeners);
  if (owner !== undefined)
    throw new HubwrightError([
      portTaken(port, owner, hint`Choose another; ${hubwright("ls")} shows the next free one.`),
    ]);
  const like = options.like === undefined ? undefined : likeDefinition(resolve(cwd, options.like));
  // Read before anything is written, for the same reason.
  const copied = like === undefined ? undefined : await renamedDefinition(like, { name, port });
  makeDirectory(directory, { mode: 0o755 });
  if (options.samePasswords === true) copyKey(options, cwd, directory);
  makeRoster({ hub, directory }, ROSTER_TEMPLATE);
  makeSecrets(directory);
  if (earlier.whose === "earlier" && fate === "adopt") takeId(directory, earlier.id);
  else makeId(directory);
  writeFileOnce(join(directory, ".gitignore"), GITIGNORE);
  writeEditorTypes(directory);
  // The definition comes last, so that a run that was interrupted before it can be repeated.
  writeFileOnce(
    join(directory, like === undefined ? "hub.ts" : basename(like)),
    copied ?? hubTemplate({ name, port, timezone: timezoneOfServer(), socket, memory, isHere }),
  );
  const where = directory === cwd ? [] : ["--dir", relative(cwd, directory)];
  terminal.note(`Created the hub ${name}, port ${port}, in ${directory}:`);
  terminal.note(
    "  hub.ts            the hub's definition, with each option explained\n  roster/userlist   its people, one per line\n  secrets/          its keys, created once",
  );
  if (earlier.whose === "earlier" && fate === undefined)
    terminal.note(
      hint`\n${leftBehind(name, earlier)}\n${hubwright("up", ...where)} will stop until you decide what to do with them: --adopt or --archive-old.`,
    );
  terminal.note(hint`\nNext: ${hubwright("up", ...where, ...(fate === "archive" ? ["--archive-old"] : []))}`);
  return 0;
}

/** What a new hub must know about a server. */
interface Server {
  readonly observed: Observed;
  /** Whether it is this machine. */
  readonly isHere: boolean;
  /** Where a rootless engine listens, which the hub needs to know; null for the usual place. */
  readonly socket: string | null;
  /** What one person's server may have of its memory; null where that is not known, or could not be enforced. */
  readonly memory: MemorySize | null;
}

/** What the server has, if an engine can be asked; a hub can be defined without one. */
async function serverIfAny(context: Context): Promise<Server> {
  try {
    const engine = await context.engine();
    const observed = await engine.observe([]);
    const { rootless, address, local, memory, limitsMemory } = await engine.facts();
    const socket = rootless && address.startsWith("unix://") ? address.slice("unix://".length) : null;
    const share = memory === undefined || !limitsMemory ? null : shareOf(memory, SHARE);
    return { observed, isHere: local, socket, memory: share };
  } catch (error) {
    if (!isEngineFailure(error)) throw error;
    return {
      observed: { containers: [], networks: [], volumes: [], images: [] },
      isHere: true,
      socket: null,
      memory: null,
    };
  }
}

function likeDefinition(directory: string): string {
  const path = findDefinition(directory);
  if (path === undefined)
    throw HubwrightError.of(
      "hub-missing",
      `There is no hub.ts in ${directory}.`,
      `--like needs the directory of a hub, with its ${DEFINITION_FILES[0]}.`,
    );
  return path;
}

function copyKey({ like }: Options, cwd: string, directory: string): void {
  if (like === undefined)
    throw HubwrightError.of(
      "bad-usage",
      "--same-passwords copies the key of another hub, so it needs --like.",
      "Name that hub's directory: --like DIRECTORY --same-passwords",
    );
  const key = readSecret(resolve(cwd, like), "oauth.env");
  makeDirectory(join(directory, "secrets"), { mode: 0o700 });
  writeFileOnce(join(directory, "secrets", "oauth.env"), `HASH_SECRET_KEY=${key}\n`, { mode: 0o600 });
}

function timezoneOfServer(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return /^[A-Za-z]/.test(timeZone) ? timeZone : "UTC";
}
