import { LABEL, type Labels } from "./deployment.ts";

/**
 * What the label of its kind says of a container that exists only while it works, for a run of hubwright or for the hub. The hub's
 * Python has the same list (`test/contracts/left-over.json`), because each finds what the other left behind when it was killed.
 */
export const TEMPORARY = [
  /** Copies a volume. */
  "copy",
  /** Reads a volume with the hub's own Python. */
  "look",
  /** Reads or writes files of the hub's directory. */
  "files",
  /** Moves the hub's data out of a database. */
  "leave",
  /** Checks a database before the hub's data moves there. */
  "arriving",
  /** Creates volumes, or folders in a home. The hub has these, too. */
  "preparation",
  /** The hub's: copies a volume. */
  "archive",
  /** The hub's: copies drop-boxes. */
  "box-copy",
] as const;

/** The labels of a temporary container. */
export function temporaryLabels(hub: string, kind: (typeof TEMPORARY)[number]): Labels {
  return { [LABEL.hub]: hub, [LABEL.kind]: kind };
}

/** Whether a container exists only while it works. */
export function isTemporary({ labels }: { readonly labels: Labels }): boolean {
  return (TEMPORARY as readonly (string | undefined)[]).includes(labels[LABEL.kind]);
}
