import { archiveVolumes } from "../../../apply/volumes/archive-volumes.ts";
import { hubNames } from "../../../model/hub/names.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import { withLock } from "../../../workspace/lock.ts";
import type { Context } from "../../context.ts";
import { dayIn } from "../../../model/hub/day.ts";
import { followEvents } from "../follow-events.ts";

/** Archives volumes under the day's date, and prints what each is kept as. */
export async function archive(
  context: Context,
  { hub, directory }: Project,
  volumes: readonly string[],
  because: string,
): Promise<void> {
  const engine = await context.engine();
  const { run, on, end } = followEvents(context, directory, "volumes");
  const spec = { hub: hub.name, image: hubNames(hub.name).image.hub, day: dayIn(hub.timezone, new Date()) };
  try {
    await withLock({ directory, run }, () =>
      archiveVolumes(volumes, spec, because, {
        engine,
        signal: context.signal,
        on: (event) => {
          on(event);
          if (event.type === "output") context.terminal.note(event.line);
        },
      }),
    );
  } finally {
    end();
  }
}
