import { hasCode } from "../model/problem/hubwright-error.ts";

/** Waits for a removal. What is already gone, or still in use, is no failure if its code is given. */
export async function unless(removal: Promise<void>, ...codes: readonly ("in-use" | "not-found")[]): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!hasCode(error, ...codes)) throw error;
  }
}
