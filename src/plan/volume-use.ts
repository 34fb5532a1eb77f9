import { LABEL } from "../deployment/deployment.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import type { Observed, ObservedContainer } from "./observed.ts";
import type { Conflict } from "./step.ts";

/** Kinds of containers that a run creates for itself: the next run removes what a killed one left behind. */
const WORKERS: readonly string[] = ["copy", "look"];

/** The containers that have a volume mounted, running or not, except those that a run created for itself. */
export function usersOf(volume: string, { containers }: Pick<Observed, "containers">): readonly ObservedContainer[] {
  return containers.filter(
    ({ mounts, labels }) =>
      !WORKERS.includes(labels[LABEL.kind] ?? "") &&
      mounts.some(({ type, source }) => type === "volume" && source === volume),
  );
}

/** Why some volumes can be neither copied nor removed now: they are in use, or do not exist. */
export function usedOrMissing(volumes: readonly string[], observed: Observed): readonly Conflict[] {
  return volumes.flatMap((volume): readonly Conflict[] => {
    const conflict = { severity: "error", object: "volume", name: volume } as const;
    const [user] = usersOf(volume, observed);
    if (user !== undefined)
      return [
        {
          ...conflict,
          code: "in-use",
          message: `The volume ${volume} is used by the container ${user.name}.`,
          hint:
            user.labels[LABEL.kind] === "notebook"
              ? "Stop that server first, in the admin page or with Stop My Server."
              : hint`Stop it first: ${hubwright("down")}`,
        },
      ];
    if (observed.volumes.some(({ name }) => name === volume)) return [];
    return [
      {
        ...conflict,
        code: "not-found",
        message: `There is no volume ${volume}.`,
        hint: hint`${hubwright("volumes")} lists all volumes.`,
      },
    ];
  });
}
