import { array, boolean, type GenericSchema, nullable, number, object, string } from "valibot";
import { hubPackage } from "../emit/hub-package.ts";
import type { NoAnswer } from "./no-answer.ts";
import { answerIn, type EngineSource, runInHub } from "./in-hub.ts";

/** What the database of a running hub grants in addition to its user list, as `hubwright_hub/beside_list.py` prints it. */
export interface BesideList {
  /** Who is an admin there and was never on the list. */
  readonly admins: readonly string[];
  /** Whether its admins can create tokens in other people's names, as in earlier versions. */
  readonly adminsMakeTokens: boolean;
  /** Whether its admins can share other people's servers, as in earlier versions. */
  readonly adminsShare: boolean;
  /** By owner. */
  readonly tokens: readonly IssuedToken[];
  /** In the order in which they were made; codes that share a server come last. */
  readonly shares: readonly Share[];
}

/** A server that someone else may open, and until when. JupyterHub does not store who shared it. Times are in UTC. */
export interface Share {
  /** For example `"share:3"` or `"share-code:4"`. */
  readonly id: string;
  /** Whom it is shared with; both are null if it is anyone who has a code. */
  readonly person: string | null;
  /** The group of JupyterHub that it is shared with; null if it is one person, or anyone who has a code. */
  readonly group: string | null;
  /** Whose server it is. */
  readonly owner: string;
  /** The server's name; empty for the only one that most people have. */
  readonly server: string;
  /** When it was shared; null if JupyterHub does not know. */
  readonly created: string | null;
  /** Null if it never expires. */
  readonly expires: string | null;
}

/** A token for JupyterHub's API that works, and that is neither a session's nor a server's. Moments are in UTC. */
export interface IssuedToken {
  /** JupyterHub's own number of the token. It says nothing about the token itself. */
  readonly id: number;
  /** A person, or a service that was added while the hub ran. */
  readonly owner: string;
  /** Whether `owner` is a service. */
  readonly isService: boolean;
  /** What its owner wrote about it; may be empty. */
  readonly note: string;
  /** Who created it for someone else, according to JupyterHub's own note; null with any other note. */
  readonly madeBy: string | null;
  /** When it was created; null if JupyterHub does not know. */
  readonly created: string | null;
  /** Null if it was never used. */
  readonly used: string | null;
  /** Null if it never expires. */
  readonly expires: string | null;
}

/** The answer of `hubwright_hub/beside_list.py`. */
export const BESIDE_LIST: GenericSchema<unknown, BesideList> = object({
  admins: array(string()),
  adminsMakeTokens: boolean(),
  adminsShare: boolean(),
  tokens: array(
    object({
      id: number(),
      owner: string(),
      isService: boolean(),
      note: string(),
      madeBy: nullable(string()),
      created: nullable(string()),
      used: nullable(string()),
      expires: nullable(string()),
    }),
  ),
  shares: array(
    object({
      id: string(),
      person: nullable(string()),
      group: nullable(string()),
      owner: string(),
      server: string(),
      created: nullable(string()),
      expires: nullable(string()),
    }),
  ),
});

/**
 * Asks a hub what its database gives beside its list of people.
 *
 * The module is sent along: what is asked of a hub of an earlier version is not in its image.
 */
export async function besideList(hub: string, source: EngineSource): Promise<BesideList | NoAnswer> {
  const module = hubPackage()["hubwright_hub/beside_list.py"] ?? "";
  return answerIn(await runInHub(hub, source, ["python3", "-c", module]), BESIDE_LIST);
}
