import { hubNames } from "../../model/names.ts";
import { bytesOf } from "../../model/quantity.ts";
import { imageTagged } from "../../plan/observed.ts";
import type { Facts } from "./facts.ts";
import { failure, type Finding, warning } from "./finding.ts";

const MEBIBYTE = 2 ** 20;
/** JupyterLab with one empty notebook has about 200 MiB. */
const LEAST_MEMORY = 256 * MEBIBYTE;

/** What JupyterHub writes in its log when a server of another version reports to it. */
const MISMATCH = /jupyterhub version (\S+) != jupyterhub-singleuser version (\S+?)\.? /;

/** What keeps notebooks from starting, or people from working in them. */
export function checkNotebooks({ hub, observed, called, logs, notebooks, plan }: Facts): readonly Finding[] {
  const found: Finding[] = [];
  const { image } = hubNames(hub.name);
  const isUp = observed.containers.some(({ name }) => name === hub.name);
  if (isUp && imageTagged(observed, image.notebook) === undefined)
    found.push(
      failure(
        "image-missing",
        `The image ${image.notebook} is gone, so nobody can start a server.`,
        `Build it: ${called} up`,
      ),
    );
  const mismatch = logs.hub.map((line) => MISMATCH.exec(line)).findLast((match) => match !== null);
  if (mismatch !== undefined && mismatch !== null)
    found.push(
      warning(
        "version-mismatch",
        `The hub has JupyterHub ${mismatch[1]}, and a notebook has ${mismatch[2]}.`,
        `Install the hub's in the notebook's image (pip install jupyterhub==${mismatch[1]}), then: ${called} up   Servers that run get it at their next start.`,
      ),
    );
  const { memory } = hub.notebook.limits;
  if (memory !== null && (bytesOf(memory) ?? Infinity) < LEAST_MEMORY)
    found.push(
      failure(
        "memory-too-small",
        `hub.ts gives a notebook ${memory}, and JupyterLab alone needs ${LEAST_MEMORY / MEBIBYTE} MiB.`,
        `Write notebook: { limits: { memory: "1GiB" } }, then: ${called} up`,
      ),
    );
  for (const { container, foldersOfRoot, outOfMemory } of notebooks) {
    if (outOfMemory)
      found.push(
        failure(
          "notebook-out-of-memory",
          `${container} was ended because it took more memory than it may.`,
          "Raise notebook.limits.memory in hub.ts, or tell the person what their data needs; they can start it again.",
        ),
      );
    if (foldersOfRoot.length > 0)
      found.push(
        failure(
          "folder-of-root",
          `In ${container} these folders are root's, and nobody can save there: ${foldersOfRoot.join(", ")}`,
          `Give them to the notebook's user: docker exec -u root ${container} chown -R 1000:100 ${foldersOfRoot.map((path) => `'${path.replaceAll("'", "'\\''")}'`).join(" ")}`,
        ),
      );
  }
  for (const { message, hint } of plan.warnings) found.push(warning("volume-foreign", message, hint));
  return found;
}
