import { isIP } from "node:net";
import { resolve } from "node:path";
import { type HubLocation, hubLocationOf, upstreamAt } from "../../../emit/web/hub-location.ts";
import { BODY_SIZE } from "../../../emit/web/nginx-location.ts";
import type { WebSite } from "../../../emit/web/web-site.ts";
import { shown } from "../../../model/problem/diagnostic.ts";
import { HubwrightError, isEngineFailure } from "../../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../../model/problem/problem.ts";
import { servedHubs } from "../../../plan/served-hubs.ts";
import { findDefinition } from "../../../workspace/hub/load-hub.ts";
import type { Context, Where } from "../../context.ts";

/** The options about the web server in front, as they were typed. */
export interface WebSiteOptions {
  readonly server?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly httpPort?: string;
  readonly httpsPort?: string;
  readonly hsts?: boolean;
  readonly bodySize?: string;
  readonly logins?: string;
}

/**
 * Reads the options of a command line. The result contains only what nginx and Caddy read as plain values.
 *
 * @throws HubwrightError about the first option that is not valid.
 */
export function webSiteOf(
  words: WebSiteOptions,
  cwd: string,
): Omit<WebSite, "name"> & { readonly name: string | null } {
  const { certificate, key, bodySize = BODY_SIZE, logins = "100" } = words;
  if ((certificate === undefined) !== (key === undefined))
    throw HubwrightError.of(
      "bad-usage",
      "A certificate and its key must be given together.",
      hint`Give both: --certificate FILE --key FILE. ${hubwright("self-signed")} creates a pair.`,
    );
  if (!/^[1-9]\d{0,6}[kmg]$/.test(bodySize))
    throw HubwrightError.of(
      "bad-usage",
      `${shown(bodySize)} is not a size.`,
      "Write it as nginx does, for example --body-size 512m",
    );
  return {
    name: words.server === undefined ? null : hostOf(words.server),
    tls:
      certificate === undefined || key === undefined
        ? null
        : { certificate: pathOf(certificate, cwd), key: pathOf(key, cwd) },
    httpPort: portOf(words.httpPort ?? "80", "--http-port"),
    httpsPort: portOf(words.httpsPort ?? "443", "--https-port"),
    hsts: words.hsts ?? false,
    bodySize,
    logins: numberOf(logins, 10_000, "--logins 100"),
  };
}

/** A host's name or address. @throws HubwrightError where it is neither. */
export function hostOf(text: string): string {
  if (isIP(text) !== 0) return text;
  if (text.length <= 253 && /^(?!-)[a-z\d-]{1,63}(?<!-)(\.(?!-)[a-z\d-]{1,63}(?<!-))*$/i.test(text))
    return text.toLowerCase();
  throw HubwrightError.of(
    "bad-usage",
    `${shown(text)} is not a server name.`,
    "Write it as in the browser's address bar, without https:// and without a path: hubs.math.example.edu",
  );
}

/** The hubs of this server that are up, and the one of this directory, up or not. */
export async function hubPlaces(context: Context, where: Where): Promise<readonly HubLocation[]> {
  const own = await ownPlace(context, where);
  const up = await placesUp(context, own);
  const places = new Map([...up, ...(own === undefined ? [] : [own])].map((place) => [place.name, place]));
  if (places.size === 0)
    throw HubwrightError.of(
      "hub-missing",
      "No hub is up on this server, and this directory has none.",
      hint`Start one first: ${hubwright("up")}`,
    );
  return [...places.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The address of the engine whose machine the hubs are on, where that is another one than this: their web server is there, too.
 *
 * @returns undefined where they are here, or no engine can be asked.
 */
export async function elsewhere(context: Context): Promise<string | undefined> {
  try {
    const { local, address } = (await context.engine()).place;
    return local ? undefined : address;
  } catch (error) {
    if (!isEngineFailure(error)) throw error;
    return undefined;
  }
}

/** For the error stream, since the rest of the output may go into a file. */
export function forMachine(address: string): string {
  return `This is for the web server on the machine of ${address}, where the hubs are.`;
}

async function ownPlace(context: Context, where: Where): Promise<HubLocation | undefined> {
  // Without a hub here and none named, all that are up are meant.
  if (where.hub === undefined && where.dir === undefined && findDefinition(context.cwd) === undefined) return undefined;
  return hubLocationOf((await context.project(where)).hub);
}

async function placesUp(context: Context, own: HubLocation | undefined): Promise<readonly HubLocation[]> {
  try {
    const observed = await (await context.engine()).observe([]);
    return servedHubs(observed).map(({ name, address, port }) => ({ name, upstream: upstreamAt(address, port) }));
  } catch (error) {
    if (!isEngineFailure(error) || own === undefined) throw error;
    context.terminal.remark(`No Docker engine can be asked for other hubs, so this covers only ${own.name}.`);
    return [];
  }
}

function pathOf(text: string, cwd: string): string {
  const path = resolve(cwd, text);
  if (/^\/[\w@%+=:,./~-]+$/.test(path)) return path;
  throw HubwrightError.of(
    "bad-usage",
    `${shown(path)} contains characters with a special meaning in a web server's configuration.`,
    "Move the file to a path that contains only letters, digits and -_./",
  );
}

function portOf(text: string, option: string): number {
  return numberOf(text, 65_535, `${option} 8443`);
}

function numberOf(text: string, largest: number, example: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number >= 1 && number <= largest) return number;
  throw HubwrightError.of(
    "bad-usage",
    `${shown(text)} is not a number from 1 to ${largest}.`,
    `Write it like this: ${example}`,
  );
}
