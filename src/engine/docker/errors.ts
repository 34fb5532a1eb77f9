import type { ProblemCode } from "../../model/problem/problem-codes.ts";
import { EngineFailure, HubwrightError } from "../../model/problem/hubwright-error.ts";
import { type Hint, hint, hubwright, program } from "../../model/problem/problem.ts";
import { OTHER_PORT } from "../../plan/port-taken.ts";
import { lostEngine } from "./lost-engine.ts";

/**
 * Describes why a call to the engine failed.
 *
 * @param doing - What was asked of the engine, to follow "could not": `"create the container math"`.
 * @param address - Which engine it was.
 */
export function engineErrorOf(error: unknown, doing: string, address: string): HubwrightError {
  if (error instanceof HubwrightError) return error;
  const status = statusOf(error);
  if (status === undefined) return lostEngine(error, address);
  const said = whatEngineSaid(error);
  const { code, hint: next } = meaningOf(status, said);
  if (code === "port-taken") return portTaken(said, doing, error);
  return EngineFailure.of(code, `Docker could not ${doing}: ${sentence(said)}`, next, { cause: error });
}

/** The HTTP status of an error of dockerode; undefined where no answer came. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === "number" ? status : undefined;
}

/** The engine's own sentence, without what dockerode puts before it. */
export function whatEngineSaid(error: unknown): string {
  const { json, message } = error as { json?: { message?: unknown } | null; message?: unknown };
  if (typeof json?.message === "string") return json.message.trim();
  return String(message)
    .replace(/^\(HTTP code \d+\) .*? - /s, "")
    .trim();
}

function sentence(said: string): string {
  return /[.!?]$/.test(said) ? said : `${said}.`;
}

type Meaning = { readonly code: ProblemCode; readonly hint: Hint };

const BY_WORDS: readonly (readonly [RegExp, Meaning])[] = [
  [
    /no space left on device/i,
    {
      code: "disk-full",
      hint: hint`Free up space on the disk of /var/lib/docker; ${program("docker", "system", "df")} shows what uses it.`,
    },
  ],
  [
    /port is already allocated|address already in use|failed to bind (host )?port/i,
    { code: "port-taken", hint: OTHER_PORT },
  ],
  [
    /cannot assign requested address/i,
    {
      code: "engine-failed",
      hint: "The address to listen on does not belong to this machine; correct listen in hub.ts.",
    },
  ],
  [
    /bind source path does not exist/i,
    {
      code: "not-found",
      hint: "Create the directory or file, then run the command again. A remote engine sees only its own machine's files.",
    },
  ],
  [/unrecognized image ID/i, { code: "not-found", hint: "It was removed in the meantime; run the command again." }],
  [
    /is already in use by container|network with name .* already exists/i,
    { code: "name-taken", hint: "Give the hub another name in hub.ts, or remove what has that name." },
  ],
  [
    /volume is in use|has active endpoints|is using its referenced image|is being used by|must be forced|must force/i,
    {
      code: "in-use",
      hint: hint`Remove what uses it first; ${program("docker", "ps", "--all")} shows every container.`,
    },
  ],
  [
    /disk usage operation is already running/i,
    {
      code: "engine-failed",
      hint: "Another program has been making the same request for a minute. Wait until it is done, then run the command again.",
    },
  ],
  [
    /network \S+ is ambiguous/i,
    {
      code: "engine-failed",
      hint: hint`Two networks have this name. ${hubwright("up")} removes the one that nothing uses.`,
    },
  ],
  [
    /is not running/i,
    { code: "engine-failed", hint: hint`Start it with ${hubwright("up")}; ${hubwright("logs")} shows why it exited.` },
  ],
  [
    /could not find an available.* address pool/i,
    {
      code: "engine-failed",
      hint: hint`All address ranges for networks are in use: remove unused networks with ${program("docker", "network", "prune")}.`,
    },
  ],
];

const BY_STATUS: { readonly [status: number]: Meaning } = {
  404: { code: "not-found", hint: "It may have been removed in the meantime; run the command again." },
  409: { code: "in-use", hint: "Something else is using it; run the command again when that is done." },
};

function meaningOf(status: number, said: string): Meaning {
  const byWords = BY_WORDS.find(([words]) => words.test(said));
  if (byWords !== undefined) return byWords[1];
  return (
    BY_STATUS[status] ?? {
      code: "engine-failed",
      hint: hint`The engine's own log may show more: ${program("journalctl", "-u", "docker")}`,
    }
  );
}

/** @param said - For example `Bind for 127.0.0.1:8000 failed: port is already allocated`. */
function portTaken(said: string, doing: string, cause: unknown): HubwrightError {
  const place = /(?:Bind for|listen tcp\d?|listen udp\d?|bind host port(?: for)?)\s+((?:\[[^\]]*\]|[\d.]*):\d+)/i.exec(
    said,
  )?.[1];
  const message =
    place === undefined
      ? `Docker could not ${doing}: a port is taken (${said}).`
      : `Docker could not ${doing}: ${place} is taken.`;
  return EngineFailure.of("port-taken", message, OTHER_PORT, { cause });
}
