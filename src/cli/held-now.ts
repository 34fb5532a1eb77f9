import type { Held } from "../access/change.ts";
import type { HeldNow } from "../apply/held-now.ts";
import { besideList } from "./beside-list.ts";
import { askHub, jsonIn } from "./commands/in-hub.ts";
import type { Context } from "./context.ts";

type Row = readonly [string, string, "rw" | "ro", string, string | null, string | null];

interface Answer {
  readonly closed: readonly string[];
  readonly people: { readonly [person: string]: readonly Row[] };
  /** By group; not there in the answer of an earlier version. */
  readonly open?: { readonly [group: string]: readonly string[] };
}

/** Asks a hub who has which folder now, and what else it gives; undefined where it does not run or is too old to know. */
export async function heldNow(context: Context, hub: string): Promise<HeldNow | undefined> {
  const [answered, beside] = await Promise.all([askHub(context, hub, "access_now"), besideList(context, hub)]);
  const answer = jsonIn(answered, isAnswer);
  if (answer === undefined) return undefined;
  const held = Object.entries(answer.people).map(([person, rows]): [string, readonly Held[]] => [
    person,
    rows.map(([volume, at, access, key, group, owner]) => ({ volume, at, access, key, group, owner })),
  ]);
  const open = answer.open && new Map(Object.entries(answer.open));
  return { held: new Map(held), closed: answer.closed, open, beside };
}

function isAnswer(value: unknown): value is Answer {
  return (
    typeof value === "object" &&
    value !== null &&
    "closed" in value &&
    Array.isArray(value.closed) &&
    "people" in value &&
    typeof value.people === "object" &&
    value.people !== null
  );
}
