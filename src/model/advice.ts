import type { HubDefinition } from "./hub.ts";

/**
 * What a definition leaves open that a new hub's definition says: nothing is wrong, but one person could harm others.
 *
 * @returns sentences, each with what to write.
 */
export function adviceOn({ notebook }: HubDefinition): readonly string[] {
  return [
    ...(notebook.limits.memory === null
      ? [
          'Nothing limits the memory of a server: one person can take all of it. For example: limits: { memory: "4GiB" }',
        ]
      : []),
    ...(notebook.privileges === null
      ? [
          'Servers have the privileges that Docker gives to every container. Write privileges: "none"; or, for an image that needs sudo or starts as root, "docker".',
        ]
      : []),
  ];
}
