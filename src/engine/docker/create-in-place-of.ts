import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "./connection.ts";
import { statusOf, whatEngineSaid } from "./errors.ts";

const ATTEMPTS = 10;

/**
 * Creates a container, and removes one of its name first: it was left behind by a crash, or its work is done already.
 *
 * @param create - Tried again once the name is free.
 */
export async function createInPlaceOf<T>(connection: Connection, name: string, create: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await create();
    } catch (error) {
      if (
        attempt === ATTEMPTS ||
        statusOf(error) !== 409 ||
        !whatEngineSaid(error).includes("is already in use by container")
      )
        throw error;
      await connection.container(name).remove({ v: true, force: true }).catch(unlessGone);
      // A name is taken a moment before its container can be found, and free a moment after it is gone.
      await sleep(20 * attempt);
    }
  }
}

/** Treats a container that cannot be removed because it no longer exists as removed. */
export function unlessGone(error: unknown): void {
  const status = statusOf(error);
  // 409: the other one is just removing it.
  if (status !== 404 && status !== 409) throw error;
}
