import { volumeChanges } from "../../../apply/volumes/volume-changes.ts";
import { hubNames } from "../../../model/hub/names.ts";
import { hint, hubwright } from "../../../model/problem/problem.ts";
import { describeVolume, type HubVolume, hubVolumes } from "../../../plan/hub-volumes.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import type { Context, ExitCode, Where } from "../../context.ts";
import { bytes } from "../../bytes.ts";
import { formatTable } from "../../table.ts";
import { archiveNamed } from "./archive-named.ts";
import { inPlace } from "../in-place.ts";
import { usage } from "../people/people.ts";
import { removeHub } from "./remove-hub.ts";
import { removeVolumes } from "./remove-volumes.ts";
import { rename } from "./rename.ts";
import { ifAny } from "../../../hub-side/no-answer.ts";
import { strangersOf } from "../../../hub-side/known-people.ts";

/** What may stand behind `volumes`. */
export type VolumesOptions = Where & {
  action?: string;
  words?: readonly string[];
  stale?: boolean;
  json?: boolean;
  confirm?: string;
  ofHub?: string;
};

/** `hubwright volumes [list|archive|rename|remove]`: a hub's volumes, and their owners. */
export async function volumes(context: Context, options: VolumesOptions): Promise<ExitCode> {
  const { action = "list", words = [], ofHub } = options;
  // A hub that no longer exists has no definition.
  if (action === "remove" && ofHub !== undefined)
    return words.length === 0 ? removeHub(context, ofHub, options) : usage(context, FORMS.remove);
  const project = await context.project(options);
  switch (action) {
    case "list":
      return words.length === 0 ? list(context, project, options) : usage(context, FORMS.list);
    case "archive":
      return words.length > 0 ? archiveNamed(context, project, words) : usage(context, FORMS.archive);
    case "rename": {
      const [what, from, to] = words;
      if ((what !== "person" && what !== "group") || from === undefined || to === undefined || words.length > 3)
        return usage(context, FORMS.rename);
      return rename(context, project, { what, from, to });
    }
    case "remove": {
      const [name] = words;
      return name !== undefined && words.length === 1
        ? removeVolumes(context, project, name, options)
        : usage(context, FORMS.remove);
    }
    default:
      return usage(context, hint`${hubwright("volumes")} [list|archive|rename|remove] …`);
  }
}

const FORMS = {
  list: hint`${hubwright("volumes")} [--stale]`,
  archive: hint`${hubwright("volumes", "archive", "VOLUME…")}`,
  rename: hint`${hubwright("volumes", "rename")} person|group OLD NEW`,
  remove: hint`${hubwright("volumes", "remove", "VOLUME")}, or: ${hubwright("volumes", "remove", "--of-hub", "HUB")}`,
} as const;

async function list(context: Context, project: Project, options: VolumesOptions): Promise<ExitCode> {
  const { terminal } = context;
  const { hub, people } = inPlace(project, context);
  const engine = await context.engine();
  const [observed, sizes, strangers] = await Promise.all([
    engine.observe([]),
    engine.volumeSizes(),
    strangersOf(hub.name, context, people),
  ]);
  const all = hubVolumes(hub, people, observed, ifAny(strangers) ?? []);
  const shown = options.stale === true ? all.filter(({ isStale }) => isStale) : all;
  const changes = await volumeChanges(
    hub.name,
    engine,
    hubNames(hub.name).image.hub,
    shown.map(({ name }) => name),
  );
  if (options.json === true) {
    const rows = shown.map(({ labels: _, createdAt: __, ...volume }) => ({
      ...volume,
      size: sizes.get(volume.name) ?? null,
      changed: changes.get(volume.name)?.toISOString() ?? null,
    }));
    terminal.print(JSON.stringify(rows, null, 2));
    return 0;
  }
  if (shown.length === 0) {
    terminal.note(
      options.stale === true ? "Every volume belongs to someone on the list." : "There are no volumes yet.",
    );
    return 0;
  }
  const day = (volume: HubVolume) => {
    const changed = changes.get(volume.name);
    return changed === null ? "empty" : (changed?.toISOString().slice(0, 10) ?? "");
  };
  terminal.print(
    formatTable(
      ["volume", "what", "size", "changed", ""],
      shown.map((volume) => [
        volume.name,
        describeVolume(volume),
        bytes(sizes.get(volume.name)),
        day(volume),
        useOf(volume),
      ]),
    ),
  );
  if (typeof strangers === "string" && all.some(({ isStale, kind }) => isStale && kind === "home"))
    terminal.note(
      `\n(The hub ${strangers === "silent" ? "is not up" : "runs another version of hubwright"}: the homes of people added in its admin page look stale, too.)`,
    );
  const stale = all.filter(({ isStale }) => isStale).length;
  if (stale > 0)
    terminal.note(
      hint`\n${stale === 1 ? "1 volume belongs" : `${stale} volumes belong`} to nobody on the list any more. To archive: ${hubwright("volumes", "archive", "VOLUME")}   To remove: ${hubwright("volumes", "remove", "VOLUME")}`,
    );
  return 0;
}

function useOf({ usedBy, isStale }: HubVolume): string {
  if (usedBy.length > 0) return `in use${usedBy.length > 1 ? ` by ${usedBy.length}` : ""}`;
  return isStale ? "stale" : "";
}
