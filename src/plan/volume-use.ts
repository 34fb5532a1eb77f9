import { LABEL } from "../deployment/deployment.ts";
import { isTemporary } from "../deployment/temporary.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import type { Observed, ObservedContainer } from "./observed.ts";
import type { Conflict } from "./step.ts";

/** Kinds of containers that a run replaces by its own, even if a killed run's are still running. */
const REPLACED: readonly string[] = ["copy", "look"];

/** Whether a container, running or not, has a volume mounted. */
export function hasMounted({ mounts }: ObservedContainer, volume: string): boolean {
  return mounts.some(({ type, source }) => type === "volume" && source === volume);
}

/** Why some volumes can be neither copied nor removed now: they are in use, or do not exist. */
export function usedOrMissing(volumes: readonly string[], observed: Observed): readonly Conflict[] {
  return volumes.flatMap((volume): readonly Conflict[] => {
    const conflict = { severity: "error", object: "volume", name: volume } as const;
    const user = observed.containers.find(
      (container) => !REPLACED.includes(container.labels[LABEL.kind] ?? "") && hasMounted(container, volume),
    );
    if (user !== undefined)
      return [
        {
          ...conflict,
          code: "in-use",
          message: `The volume ${volume} is used by the container ${user.name}.`,
          hint:
            user.labels[LABEL.kind] === "notebook"
              ? "Stop that server first, in the admin page or with Stop My Server."
              : isTemporary(user)
                ? "It is working on the volume. Wait until it has finished."
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
