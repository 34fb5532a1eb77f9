import type { BesideList } from "../apply/beside-list.ts";
import { HUB_PACKAGE } from "../emit/hub-package.ts";
import { jsonIn, runInHub } from "./commands/in-hub.ts";
import type { Context } from "./context.ts";

/**
 * Asks a hub what its database gives beside its list of people; undefined where it does not run or cannot say.
 *
 * The module is sent along: what is asked of a hub of an earlier version is not in its image.
 */
export async function besideList(context: Context, hub: string): Promise<BesideList | undefined> {
  const module = HUB_PACKAGE["hubwright_hub/beside_list.py"] ?? "";
  return jsonIn(await runInHub(context, hub, ["python3", "-c", module]), isBesideList);
}

function isBesideList(value: unknown): value is BesideList {
  return (
    typeof value === "object" &&
    value !== null &&
    ["adminsMakeTokens", "adminsShare"].every((key) => typeof (value as Record<string, unknown>)[key] === "boolean") &&
    ["admins", "tokens", "shares"].every((key) => Array.isArray((value as Record<string, unknown>)[key]))
  );
}
