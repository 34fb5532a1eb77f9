import type { HubDefinition } from "./hub.ts";

/**
 * What a definition leaves out although a new hub's definition has it: not an error, but one person could harm others.
 *
 * @returns sentences that each say what to write.
 */
export function adviceOn({ notebook }: HubDefinition): readonly string[] {
  return [
    ...(notebook.limits.memory === null
      ? [
          'Servers have no memory limit: one person can use all of the memory. Set one, for example limits: { memory: "4GiB" }.',
        ]
      : []),
    ...(notebook.privileges === null
      ? [
          'Servers have the privileges that Docker gives every container. Set privileges: "none", or "docker" for an image that needs sudo or starts as root.',
        ]
      : []),
  ];
}
