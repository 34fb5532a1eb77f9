import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import { SECRETS_INSIDE } from "../../deployment/deployment.ts";
import { temporaryLabels } from "../../deployment/temporary.ts";
import { INSIDE } from "../../deployment/from-hub.ts";
import { absoluteSource } from "../../deployment/resolve-compose-service.ts";
import { DATABASE_WORDS } from "../../model/hub/database.ts";
import { hubNames } from "../../model/hub/names.ts";
import type { NetworkRef } from "../../plan/observed.ts";
import type { Step } from "../../plan/step.ts";
import type { ApplyContext } from "./apply-context.ts";

/** The hub's own programs that work on its database. */
const PROGRAMS = { leave: "hubwright_hub.leave", arriving: "hubwright_hub.arriving" } as const;

const NEXT = hint`Fix the problem shown above, then run ${hubwright("up")} again. Or set database in hub.ts to its previous value.`;

/**
 * Has the hub's own program move the data to SQLite. It leaves the other database unchanged, and can be run again.
 *
 * @throws HubwrightError with the program's message if that fails; the data is then unchanged.
 */
export async function moveDatabase(
  step: Extract<Step, { do: "move-database" }>,
  network: NetworkRef,
  context: ApplyContext,
): Promise<void> {
  const said = await runInHub({ ...step, network }, "leave", context);
  if (said === undefined) return;
  throw HubwrightError.of(
    "database-unusable",
    `The data could not be moved from ${DATABASE_WORDS[step.from]} to SQLite; it is unchanged.\n    ${said}`,
    NEXT,
  );
}

/**
 * Has the hub's own program check a database.
 *
 * @throws HubwrightError with the program's message if the hub could not use it; nothing was changed.
 */
export async function checkDatabase(
  step: Extract<Step, { do: "check-database" }>,
  network: NetworkRef,
  context: ApplyContext,
): Promise<void> {
  const said = await runInHub({ ...step, network }, "arriving", context);
  if (said === undefined) return;
  throw HubwrightError.of(
    "database-unusable",
    `The database that secrets/${step.secret} names cannot be used. The hub is unchanged.\n    ${said}`,
    NEXT,
  );
}

/** @returns the last lines that one of the hub's programs printed when it failed. */
async function runInHub(
  { image, network, secret }: { readonly image: string; readonly network: NetworkRef; readonly secret: string },
  module: keyof typeof PROGRAMS,
  { engine, wanted }: ApplyContext,
): Promise<string | undefined> {
  const { hub, sent } = wanted.deployment;
  const names = hubNames(hub);
  // On an engine elsewhere the hub's keys are in a volume, as they were when the hub was last started.
  const file = `secrets/${secret}`;
  const isSent = sent.some(({ name }) => name === names.secrets);
  const { exitCode, output } = await engine.run({
    name: `${hub}.${module}`,
    image,
    labels: temporaryLabels(hub, module),
    command: ["python3", "-P", "-m", PROGRAMS[module]],
    volumes: [
      { name: names.data, target: INSIDE.data, readOnly: module === "arriving" },
      ...(isSent ? [{ name: names.secrets, target: SECRETS_INSIDE, readOnly: true }] : []),
    ],
    network,
    files: isSent ? [] : [{ source: absoluteSource(wanted.directory, file), target: `${SECRETS_INSIDE}/${secret}` }],
  });
  return exitCode === 0 ? undefined : output.trim().split("\n").slice(-3).join("\n    ");
}
