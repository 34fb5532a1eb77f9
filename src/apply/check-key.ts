import { INSIDE } from "../deployment/from-hub.ts";
import { LABEL } from "../deployment/deployment.ts";
import { type Engine, EngineError } from "../engine/port.ts";
import type { HubDefinition } from "../model/hub.ts";
import { hubNames } from "../model/names.ts";
import { keyMark } from "../model/password.ts";
import { imageTagged, type Observed } from "../plan/observed.ts";
import { hasSecret, readKey } from "../workspace/secrets.ts";

/** Where a hub notes which key it was last started with; `hubwright_hub.keys` writes it. */
const MARK = "key-mark";

/**
 * Makes sure that the key in `secrets/` is the one that the hub was last started with.
 *
 * @param people - How many would need a new password.
 * @throws EngineError where it is missing or another one: with it everybody's password would be another.
 */
export async function checkKey(
  hub: HubDefinition,
  directory: string,
  { engine, observed, people }: { readonly engine: Engine; readonly observed: Observed; readonly people: number },
): Promise<void> {
  const data = hubNames(hub.name).data;
  // A custom class keeps its passwords elsewhere, and a hub that was never up has given nobody one.
  const wasUp = observed.volumes.some(({ name, labels }) => name === data && labels[LABEL.hub] === hub.name);
  if (hub.signIn.kind !== "derived-password" || !wasUp) return;
  if (!hasSecret(directory, "oauth.env")) throw wrongKey(hub.name, directory, people, "is missing");
  const mark = await readMark(hub.name, engine, observed);
  if (mark !== undefined && mark !== keyMark(readKey(directory)))
    throw wrongKey(hub.name, directory, people, "holds another key than the hub was last started with");
}

/** Asked of the running hub, otherwise of its data; undefined where it was never noted. */
async function readMark(hub: string, engine: Engine, observed: Observed): Promise<string | undefined> {
  const names = hubNames(hub);
  const isUp = observed.containers.some(
    ({ name, state, labels }) => name === hub && state === "running" && labels[LABEL.hub] === hub,
  );
  const ended = isUp
    ? await engine.exec(hub, ["cat", `${INSIDE.data}/${MARK}`])
    : imageTagged(observed, names.image.hub) === undefined
      ? undefined
      : await engine.run({
          name: `${hub}.look`,
          image: names.image.hub,
          labels: { [LABEL.hub]: hub, [LABEL.kind]: "look" },
          command: ["cat", `/data/${MARK}`],
          volumes: [{ name: names.data, target: "/data", readOnly: true }],
        });
  const said = ended?.exitCode === 0 ? ended.output.trim() : "";
  // A hub that was started before marks were made has none.
  return /^[0-9a-f]{32}$/.test(said) ? said : undefined;
}

function wrongKey(hub: string, directory: string, people: number, what: string): EngineError {
  const passwords = people === 1 ? "The password of 1 person" : `The passwords of ${people} people`;
  return new EngineError(
    "key-changed",
    `${directory}/secrets/oauth.env ${what}. ${passwords} would change.`,
    `Bring that file back from a backup. Or, to give everybody in ${hub} a new password: hubwright up --new-passwords`,
  );
}
