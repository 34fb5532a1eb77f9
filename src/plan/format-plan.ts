import { DATABASE_WORDS } from "../model/hub/database.ts";
import { nameOf } from "../deployment/sent-volumes.ts";
import type { Plan, Step } from "./step.ts";

/**
 * Formats a plan, one line per step: `+ volume math-data (not found)`.
 * `+` creates something, `-` removes it, `~` changes it.
 *
 * @example
 * ```ts
 * import { formatPlan, type Plan } from "hubwright/docker";
 *
 * // What a log shows before something is changed.
 * function shown(plan: Plan): string {
 *   return plan.conflicts.length > 0 ? plan.conflicts.map(({ message }) => message).join("\n") : formatPlan(plan);
 * }
 * ```
 */
export function formatPlan({ steps, cleanup }: Plan): string {
  return [...steps, ...cleanup].map((step) => `${sentenceOf(step)} (${step.because})`).join("\n");
}

/** What a step does, as a line of the plan and of the progress output. */
export function sentenceOf(step: Step): string {
  switch (step.do) {
    case "get-image":
      return `+ image ${step.reference}`;
    case "build-image":
      return `+ image ${step.image.tag}`;
    case "keep-image":
      return `~ image ${step.tag}`;
    case "remove-image":
      return `- image ${step.image.startsWith("sha256:") ? step.image.slice(7, 19) : step.image}`;
    case "create-network":
      return `+ network ${step.network.name}`;
    case "create-volume":
      return `+ volume ${step.volume.name}`;
    case "stop-hub":
      return `- containers of ${step.hub}`;
    case "copy-volume":
      return `+ volume ${step.volume.name}, copied from ${step.from}`;
    case "remove-volume":
      return `- volume ${step.name}`;
    case "check-database":
      return `? database that secrets/${step.secret} names`;
    case "move-database":
      return `~ database from ${DATABASE_WORDS[step.from]} to SQLite`;
    case "remove-network":
      return `- network ${step.network.name}`;
    case "send-files":
      return `~ volume ${step.volume.name} gets ${step.volume.files.map(nameOf).join(", ")}`;
    case "remove-container":
      return `- container ${step.name}`;
    case "create-container":
      return `+ container ${step.service.name}`;
    case "connect-network":
      return `~ container ${step.service.name} in network ${step.network}`;
    case "restart-hub":
      return `~ container ${step.hub} restarted`;
    case "archive-volume":
      return `~ volume ${step.volume} archived`;
    case "start-container":
      return `~ container ${step.service.name} started`;
  }
}
