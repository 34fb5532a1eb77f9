import { LABEL } from "../deployment/deployment.ts";
import { hubNames } from "../model/hub/names.ts";
import { hint, program } from "../model/problem/problem.ts";
import type { FormerHub } from "./former-hub.ts";
import type { Observed, ObservedImage } from "./observed.ts";
import { reconcile } from "./reconcile.ts";
import { previousTag } from "./reconcile-images.ts";
import { type Action, type Conflict, type Plan, type Step, step } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/**
 * The plan for a hub that had another name until now. Pure.
 *
 * Images are built while it still runs under the old name. Then its containers are removed, one volume after another is moved, and
 * the rest is the plan of any hub. The hub's own data is moved last: until then, the next plan
 * recognizes the rename again.
 */
export function reconcileRenamed(wanted: Wanted, observed: Observed, former: FormerHub): Plan {
  const plan = reconcile(wanted, afterwards(observed, former));
  const isOfImages = (candidate: Step) => ["get-image", "keep-image", "build-image"].includes(candidate.do);
  const images = plan.steps.filter(isOfImages);
  const moving = inOrder(moves(wanted.deployment.hub, observed, former), images);
  const last = moving.at(-1)?.id;
  const rest = plan.steps
    .filter((candidate) => !isOfImages(candidate))
    .map((candidate) => ({ ...candidate, after: [...candidate.after, ...(last === undefined ? [] : [last])] }));
  return {
    ...plan,
    steps: [...images, ...moving, ...rest],
    conflicts: [...plan.conflicts, ...takenNames(observed, former)],
  };
}

/** The references of images that a hub may have left over under these names. */
export function formerImages(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => Object.values(hubNames(name).image)).flatMap((tag) => [tag, previousTag(tag)]);
}

interface Because {
  readonly action: Action;
  readonly because: string;
}

function moves(hub: string, observed: Observed, former: FormerHub): readonly Because[] {
  const { names, id, hasContainers, moves: all, copies } = former;
  const data = all.filter(({ from }) => names.some((name) => from === hubNames(name).data));
  const others = all.filter((move) => !data.includes(move));
  const now = `the hub is called ${hub} now`;
  const moved = (some: typeof all) =>
    some.flatMap(({ from, to, labels }) => [
      { action: { do: "copy-volume" as const, from, volume: { name: to, labels } }, because: now },
      { action: { do: "remove-volume" as const, name: from }, because: `it is ${to} now` },
    ]);
  return [
    ...(hasContainers ? names : []).map((name) => ({
      action: { do: "stop-hub" as const, hub: name, hubId: id },
      because: now,
    })),
    ...copies.flatMap(({ copy, of, labels }) => [
      {
        action: { do: "copy-volume" as const, from: of, volume: { name: copy, labels } },
        because: "to compare the two",
      },
      {
        action: { do: "remove-volume" as const, name: copy },
        because: `a copy of ${of}, from a rename that was abandoned`,
      },
    ]),
    ...moved(others),
    ...imagesLeft(observed, former).map((image) => ({ action: { do: "remove-image" as const, image }, because: now })),
    ...observed.networks
      .filter(({ labels }) => names.includes(labels[LABEL.hub] ?? "") && labels[LABEL.id] === id)
      .map(({ id: network, name }) => ({
        action: { do: "remove-network" as const, network: { id: network, name } },
        because: now,
      })),
    ...moved(data),
  ];
}

/** One after another: only one volume exists twice at a time. */
function inOrder(actions: readonly Because[], before: readonly Step[]): readonly Step[] {
  const steps: Step[] = [];
  for (const { action, because } of actions) {
    const earlier = steps.at(-1);
    steps.push(step(action, because, earlier === undefined ? before.map(({ id }) => id) : [earlier.id]));
  }
  return steps;
}

/** What an engine contains once everything has moved. */
function afterwards(observed: Observed, { names, id, moves: all, copies }: FormerHub): Observed {
  const gone = new Set([...all.map(({ from }) => from), ...copies.map(({ copy }) => copy), ...all.map(({ to }) => to)]);
  const isFormer = (labels: Observed["networks"][number]["labels"]) =>
    names.includes(labels[LABEL.hub] ?? "") && (labels[LABEL.id] ?? id) === id;
  return {
    ...observed,
    containers: observed.containers.filter(({ labels }) => !isFormer(labels)),
    networks: observed.networks.filter(({ labels }) => !isFormer(labels)),
    volumes: [
      ...observed.volumes.filter(({ name }) => !gone.has(name)),
      ...all.map(({ to, labels }) => ({ name: to, labels })),
    ],
  };
}

function imagesLeft({ images }: Observed, { names, id }: FormerHub): readonly string[] {
  const own = images.filter(({ labels }) => names.includes(labels[LABEL.hub] ?? "") && labels[LABEL.id] === id);
  return own.flatMap(({ id: image, tags }: ObservedImage) => (tags.length === 0 ? [image] : tags));
}

/** Volumes under a new name that are not copies made by us. */
function takenNames(observed: Observed, { moves: all }: FormerHub): readonly Conflict[] {
  return all.flatMap(({ from, to, labels }, index): Conflict[] => {
    const other = observed.volumes.find(({ name }) => name === to);
    const isCopy = Object.entries(labels).every(([label, value]) => other?.labels[label] === value);
    const isFirst = all.findIndex((move) => move.to === to) === index;
    if ((other === undefined || isCopy) && isFirst) return [];
    return [
      {
        code: "name-taken",
        severity: "error",
        object: "volume",
        name: to,
        message: `A volume named ${to} already exists, and it is not a copy of ${from}.`,
        hint: hint`Give the hub another name in hub.ts, or check what is in it: ${program("docker", "volume", "inspect", to)}`,
      },
    ];
  });
}
