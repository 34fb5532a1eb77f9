import { hubNames } from "../model/hub/names.ts";
import { hint, hubwright, program } from "../model/problem/problem.ts";
import { bytesOf } from "../model/hub/quantity.ts";
import { VERSION_NUMBER } from "../model/version-number.ts";
import { imageTagged } from "../plan/observed.ts";
import { versionMismatch } from "./check-work.ts";
import type { Facts } from "./facts.ts";
import { failure, type Finding, warning } from "./finding.ts";

const MEBIBYTE = 2 ** 20;
/** Measured with the slim notebook: with 64 MiB the server exits on startup, with 128 every kernel is killed, with 160 a kernel works. */
const LEAST_MEMORY = 160 * MEBIBYTE;

/**
 * The line that JupyterHub writes in the hub's log when a server of another version has started. The whole line is compared, because other
 * lines repeat what people type, and the server itself claims which version it has.
 */
const MISMATCH = new RegExp(
  String.raw`^\[W [\d-]+ [\d:.]+ (?:JupyterHub|HubwrightApp) _version:\d+\] jupyterhub version (${VERSION_NUMBER})(?:\+\S+)? != jupyterhub-singleuser version (${VERSION_NUMBER})(?:\+\S+)?\. This could cause failure to authenticate and result in redirect loops!$`,
);

/** What keeps notebooks from starting, or people from working in them. */
export function checkNotebooks({ hub, engine, observed, logs, notebooks, plan }: Facts): readonly Finding[] {
  const found: Finding[] = [];
  const { image } = hubNames(hub.name);
  const isUp = observed.containers.some(({ name }) => name === hub.name);
  if (isUp && imageTagged(observed, image.notebook) === undefined)
    found.push(
      failure(
        "image-missing",
        `The image ${image.notebook} does not exist, so nobody can start a server.`,
        hint`Build it: ${hubwright("up")}`,
      ),
    );
  const mismatch = logs.hub.map((line) => MISMATCH.exec(line)).findLast((match) => match !== null);
  if (mismatch !== undefined && mismatch !== null) found.push(versionMismatch(mismatch[1] ?? "", mismatch[2] ?? ""));
  const { memory } = hub.notebook.limits;
  if (memory !== null && (bytesOf(memory) ?? Infinity) < LEAST_MEMORY)
    found.push(
      failure(
        "memory-too-small",
        `hub.ts limits each notebook to ${memory}, but JupyterLab with one kernel needs ${LEAST_MEMORY / MEBIBYTE} MiB.`,
        hint`Set notebook: { limits: { memory: "1GiB" } } in hub.ts, then run: ${hubwright("up")}`,
      ),
    );
  if (memory !== null && !engine.limitsMemory)
    found.push(
      warning(
        "memory-unlimited",
        `The engine at ${engine.address} cannot limit memory, so the limit of ${memory} in hub.ts has no effect.`,
        hint`The kernel's memory controller is off, as ${program("docker", "info")} shows. On Debian, add cgroup_enable=memory to GRUB_CMDLINE_LINUX, then reboot.`,
      ),
    );
  for (const { container, isRunning, foldersOfRoot, outOfMemory } of notebooks) {
    if (outOfMemory)
      found.push(
        failure(
          "notebook-out-of-memory",
          isRunning
            ? `A process in ${container} was killed because the server exceeded its memory limit.`
            : `${container} was killed because it exceeded its memory limit.`,
          "Raise notebook.limits.memory in hub.ts, or ask the person to use less memory; they can start the server again.",
        ),
      );
    if (foldersOfRoot.length > 0)
      found.push(
        failure(
          "folder-of-root",
          `In ${container} these folders belong to root, so nobody can save there: ${foldersOfRoot.join(", ")}`,
          hint`Make the notebook's user their owner: ${program("docker", "exec", "-u", "root", container, "chown", "-R", "1000:100", ...foldersOfRoot)}`,
        ),
      );
  }
  for (const { object, message, hint: next } of plan.warnings)
    if (object === "volume") found.push(warning("volume-foreign", message, next));
  return found;
}
