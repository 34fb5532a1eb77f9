import type { GroupMap } from "../../model/group-map.ts";
import type { Project } from "../../workspace/load-hub.ts";
import type { Context } from "../context.ts";
import { askHub, jsonIn } from "./in-hub.ts";

/** The people that only JupyterHub's own database knows; undefined while the hub is not up. */
export async function strangersOf(
  context: Context,
  { hub }: Project,
  people: GroupMap,
): Promise<readonly string[] | undefined> {
  const known = jsonIn(await askHub(context, hub.name, "known_people"), isListOfNames);
  return known?.filter((name) => people.person(name) === undefined);
}

function isListOfNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}
