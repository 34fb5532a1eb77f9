import { setTimeout as sleep } from "node:timers/promises";
import type { Notebook } from "./notebook.ts";
import type { TestHub } from "./test-hub.ts";

/**
 * Opens a server that kept running while its hub was restarted or recreated. It keeps the hub's previous address for ten seconds;
 * until then it cannot ask who a person is.
 */
export async function openAgain(hub: TestHub, name: string): Promise<Notebook> {
  const person = await hub.signIn(name);
  const started = performance.now();
  for (;;) {
    try {
      return await person.notebook();
    } catch (error) {
      if (performance.now() - started > 20_000) throw error;
      await sleep(500);
    }
  }
}
