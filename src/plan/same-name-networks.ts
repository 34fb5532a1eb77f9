import { hint, hubwright, program } from "../model/problem/problem.ts";
import { LABEL, type Labels } from "../deployment/deployment.ts";
import type { NetworkRef, Observed, ObservedContainer, ObservedNetwork } from "./observed.ts";
import { type Conflict, type Step, step } from "./step.ts";

/** A network by its name, with labels that say who owns it. */
interface Named {
  readonly name: string;
  readonly labels: Labels;
}

/**
 * The network that a hub uses, of all that have its name; undefined if the hub has none.
 *
 * Engines before Docker 25 can hold two: the request of a run that was killed may arrive after the next run has created one.
 * Moving a container to another network cuts its connections, so the one with the people's work stays: the one that the hub is in
 * if any server runs there, otherwise the one that most servers run in, otherwise the hub's, otherwise the one with most containers.
 */
export function networkOf(wanted: Named, observed: Observed): ObservedNetwork | undefined {
  const own = observed.networks.filter(
    ({ name, labels }) => name === wanted.name && labels[LABEL.hub] === wanted.labels[LABEL.hub],
  );
  const [first, ...others] = own.map((network) => ({ network, rank: rankOf(network, wanted, observed) }));
  if (first === undefined) return undefined;
  return others.reduce((best, other) => (isBefore(other, best) ? other : best), first).network;
}

interface Ranked {
  readonly network: ObservedNetwork;
  readonly rank: readonly number[];
}

function rankOf(network: ObservedNetwork, wanted: Named, observed: Observed): readonly number[] {
  const inside = containersIn(network, observed);
  const running = inside.filter(({ state }) => state === "running");
  const servers = running.filter(({ labels }) => labels[LABEL.kind] === "notebook").length;
  const hub = running.some(({ labels }) => labels[LABEL.kind] === "hub");
  const isSameHub = network.labels[LABEL.id] === wanted.labels[LABEL.id];
  return [Number(hub && servers > 0), servers, Number(hub), inside.length, Number(isSameHub)];
}

/** Of equal ones, always the same: a run must not create one container here and the next one there. */
function isBefore(a: Ranked, b: Ranked): boolean {
  const index = a.rank.findIndex((value, at) => value !== b.rank[at]);
  return index < 0 ? a.network.id < b.network.id : (a.rank[index] ?? 0) > (b.rank[index] ?? 0);
}

/** Running or not: one that is stopped could not start again without its network. */
function containersIn({ id }: NetworkRef, { containers }: Observed): readonly ObservedContainer[] {
  return containers.filter(({ networks }) => networks.some((network) => network.id === id));
}

/**
 * Removes other networks of a hub that have the name of the one that it uses. One with containers stays, with a warning: nothing
 * of ours needs the name to be unique.
 *
 * @param earlier - The steps that come before: a container that they replace leaves its network.
 */
export function removeDuplicates(
  networks: readonly Named[],
  observed: Observed,
  earlier: readonly Step[],
): { readonly steps: readonly Step[]; readonly warnings: readonly Conflict[] } {
  const steps: Step[] = [];
  const warnings: Conflict[] = [];
  const leaving = new Set(earlier.flatMap((one) => (one.do === "remove-container" ? [one.name] : [])));
  for (const wanted of networks) {
    const used = networkOf(wanted, observed);
    for (const other of observed.networks.filter((network) => isDuplicate(network, wanted, used))) {
      const { id, name } = other;
      const inside = containersIn(other, observed).filter((container) => !leaving.has(container.name));
      const because = `a second network of this name, ${shortId(id)}, that nothing uses`;
      if (inside.length === 0) steps.push(step({ do: "remove-network", network: { id, name } }, because));
      else warnings.push(stillUsed(other, inside));
    }
  }
  return { steps, warnings };
}

/** Only of the very same hub: what an earlier hub with its name or someone else left is not ours to remove. */
function isDuplicate({ id, name, labels }: ObservedNetwork, wanted: Named, used: NetworkRef | undefined): boolean {
  const isSame = [LABEL.hub, LABEL.id].every((label) => labels[label] === wanted.labels[label]);
  return name === wanted.name && isSame && used !== undefined && id !== used.id;
}

function stillUsed({ id, name }: NetworkRef, inside: readonly ObservedContainer[]): Conflict {
  const names = inside.map((container) => container.name).toSorted();
  return {
    code: "network-kept",
    severity: "warning",
    object: "network",
    name,
    message: `A second network named ${name} exists (${shortId(id)}), and the hub cannot reach what is in it: ${names.join(", ")}.`,
    hint: hint`When their work is saved, remove these containers: ${program("docker", "rm", "-f", ...names)}   Then run: ${hubwright("up")}`,
  };
}

/** As printed by `docker network ls`. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}
