import type { Engine } from "../engine/port.ts";
import type { Generated } from "../emit/generate.ts";
import type { Observed } from "../plan/observed.ts";
import { imagesOf } from "../plan/reconcile-images.ts";
import type { Wanted } from "../plan/wanted.ts";
import { readId } from "../workspace/hub-id.ts";
import { makeId } from "../workspace/new-hub-id.ts";
import { checkKey } from "./check-key.ts";
import { type Consent, identify } from "./identity.ts";
import { wantedFor } from "./project-inputs.ts";
import type { HubInPlace } from "./up.ts";

/** All that a plan is made of: what is wanted, and what the engine holds. */
export interface Survey {
  readonly wanted: Wanted;
  readonly generated: Generated;
  readonly observed: Observed;
}

/**
 * Looks at the engine, and makes sure that what it holds under the hub's name is this directory's.
 *
 * @param options - `makesId`: a new hub gets its id now, since something is about to be made.
 * @throws EngineError where it is another's, or the key in secrets/ is not the hub's.
 */
export async function survey(
  { hub, people, directory, extraConfig = {} }: HubInPlace,
  engine: Engine,
  { consent = {}, makesId = false }: { readonly consent?: Consent; readonly makesId?: boolean } = {},
): Promise<Survey> {
  const before = readId(directory);
  const first = await wantedFor(hub, people, directory, extraConfig, before);
  const observed = await engine.observe(imagesOf(first.wanted));
  const { id, isNew } = await identify(hub.name, directory, observed, engine, consent);
  if (consent.newPasswords !== true) await checkKey(hub, directory, { engine, observed, people: people.people.length });
  const known = isNew && id === null && makesId ? makeId(directory) : id;
  const { wanted, generated } = known === before ? first : await wantedFor(hub, people, directory, extraConfig, known);
  return { wanted, generated, observed };
}
