import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import type { Generated } from "../../emit/generate.ts";
import type { Engine } from "../../engine/port.ts";
import type { FormerHub } from "../../plan/former-hub.ts";
import type { Observed } from "../../plan/observed.ts";
import { reconcile } from "../../plan/reconcile.ts";
import { imagesOf } from "../../plan/reconcile-images.ts";
import { formerImages, reconcileRenamed } from "../../plan/reconcile-renamed.ts";
import type { Plan } from "../../plan/step.ts";
import type { Wanted } from "../../plan/wanted.ts";
import { readId } from "../../workspace/hub/hub-id.ts";
import { makeId, renewId } from "../../workspace/hub/new-hub-id.ts";
import { hasData } from "../../hub-side/at-data.ts";
import { hasOtherKey } from "./check-key.ts";
import { compareFiles } from "./compare-files.ts";
import { formerName, refuseFormerName, refuseRenameOfCopy } from "./former-name.ts";
import { type Consent, identify, type Identity } from "./identity.ts";
import { movedFrom } from "./moved-from.ts";
import { wantedFor } from "./project-inputs.ts";
import { readNotes } from "../../hub-side/notes.ts";
import type { HubInPlace } from "../hub-in-place.ts";

/** Everything that a plan is based on: what is wanted, and what the engine has. */
export interface Survey {
  readonly wanted: Wanted;
  readonly generated: Generated;
  readonly observed: Observed;
  /** The hub under the name that it had until now; null where it had no other. */
  readonly former: FormerHub | null;
  /** The directory that this one is a copy of, for a new hub; null if it is not a copy. */
  readonly copyOf: string | null;
}

/**
 * Looks at the engine, and makes sure that what it has under the hub's name belongs to this directory.
 *
 * @param options - `makesId`: a new hub gets its id now, since something is about to be made.
 * @throws HubwrightError where it is another's, the hub had another name until now, or the key in secrets/ is not the hub's.
 */
export async function survey(
  place: HubInPlace,
  engine: Engine,
  { consent = {}, makesId = false }: { readonly consent?: Consent; readonly makesId?: boolean } = {},
): Promise<Survey> {
  const { hub, people, directory, extraConfig = {} } = place;
  const before = readId(directory);
  const first = await wantedFor(hub, people, directory, extraConfig, before);
  const found = await engine.observe(imagesOf(first.wanted));
  const earlier = await formerName(place, engine, found);
  const former = earlier?.was === "renamed" ? earlier.hub : null;
  if (former !== null && consent.rename !== true) return refuseFormerName(hub.name, former, engine);
  if (earlier?.was === "copied" && consent.rename === true) refuseRenameOfCopy(hub.name, earlier);
  const observed =
    former === null ? found : await engine.observe([...imagesOf(first.wanted), ...formerImages(former.names)]);
  // A person who consented to something about the old name did not mean what is in the way of the new one.
  const identity = identify(place, observed, former === null ? consent : {});
  const asItIs = { ...hub, name: nameOfData(hub.name, former, observed) };
  const notes = hasData(asItIs.name, observed) ? await readNotes(asItIs.name, engine, observed) : undefined;
  const isMeant = consent.newPasswords === true;
  const standing = { people: people.people.length, mark: notes?.keyMark, isMeant };
  const otherKey = notes !== undefined && hasOtherKey({ hub: asItIs, directory }, standing);
  const copyOf = earlier?.was === "copied" && identity.isNew ? earlier.directory : null;
  const id = idOf(identity, { directory, makesId, isCopy: copyOf !== null });
  const { wanted: asked, generated } = id === before ? first : await wantedFor(hub, people, directory, extraConfig, id);
  const files = await compareFiles(place, { deployment: asked.deployment, observed, engine });
  const wanted = { ...asked, engine: engine.place, files, otherKey };
  if (notes === undefined) return { wanted, generated, observed, former, copyOf };
  const moved = { ...wanted, ...movedFrom(hub, notes.database, extraConfig, id, observed) };
  if (moved.leaves === undefined) return { wanted: moved, generated, observed, former, copyOf };
  if (former !== null) throw oneAfterTheOther(asItIs.name);
  // The source of the data was not among the objects that were observed.
  return { wanted: moved, generated, observed: await engine.observe(imagesOf(moved)), former, copyOf };
}

function oneAfterTheOther(former: string): HubwrightError {
  return HubwrightError.of(
    "hub-renamed",
    `The hub ${former} would change its name and its database at once, so its data would move twice.`,
    hint`Set database in hub.ts to its previous value, and run the command again. The database can move with the next ${hubwright("up")}.`,
  );
}

/** The steps that a survey's result requires. */
export function planOf({ wanted, observed, former }: Survey): Plan {
  return former === null ? reconcile(wanted, observed) : reconcileRenamed(wanted, observed, former);
}

function idOf(
  { id, isNew }: Identity,
  { directory, makesId, isCopy }: { readonly directory: string; readonly makesId: boolean; readonly isCopy: boolean },
): string | null {
  if (isCopy) return makesId ? renewId(directory) : null;
  return isNew && id === null && makesId ? makeId(directory) : id;
}

/** The hub whose data is to be asked: it moves last. */
function nameOfData(hub: string, former: FormerHub | null, observed: Observed): string {
  return former?.names.find((name) => hasData(name, observed)) ?? hub;
}
