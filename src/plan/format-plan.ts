import type { Plan, Step } from "./step.ts";

/**
 * Prints a plan, one line a step: `+ volume math-data (not found)`.
 * `+` makes something, `-` removes, `~` changes what is there.
 */
export function formatPlan({ steps, cleanup }: Plan): string {
  return [...steps, ...cleanup].map((step) => `${sentenceOf(step)} (${step.because})`).join("\n");
}

/** What a step does, as a line of the plan and of its progress. */
export function sentenceOf(step: Step): string {
  switch (step.do) {
    case "get-image":
      return `+ image ${step.reference}`;
    case "build-image":
      return `+ image ${step.image.tag}`;
    case "keep-image":
      return `~ image ${step.tag}`;
    case "remove-image":
      return `- image ${step.image.replace(/^sha256:/, "").slice(0, 12)}`;
    case "create-network":
      return `+ network ${step.network.name}`;
    case "create-volume":
      return `+ volume ${step.volume.name}`;
    case "remove-container":
      return `- container ${step.name}`;
    case "create-container":
      return `+ container ${step.service.name}`;
    case "start-container":
      return `~ container ${step.name} started`;
  }
}
