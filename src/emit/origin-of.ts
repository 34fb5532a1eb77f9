import type { Files, Origin } from "../deployment/deployment.ts";
import { digestOfData, digestOfFiles } from "../deployment/digest.ts";
import { defineHub, type HubDefinition } from "../model/hub/hub.ts";
import { generate } from "./generate.ts";

/** What the files of a hub come from; has the same parameters as `generate`. */
export function originOf(hub: HubDefinition, extraConfig: Files = {}, id: string | null = null): Origin {
  const { name } = hub;
  return {
    definition: digestOfData({ name, own: differenceOf(hub, defineHub({ name })), extraConfig }),
    id: digestOfData(id),
    hubwright: digestOfFiles(generate(SAMPLE)),
  };
}

/** Its files contain everything that does not depend on the definition, including the hub's Python package. */
const SAMPLE = defineHub({ name: "hub", database: "postgres", metrics: true });

/** The parts of a value that differ from the default. The rest comes from hubwright, which may change it in an update. */
function differenceOf(value: unknown, standard: unknown): unknown {
  if (!isRecord(value) || !isRecord(standard)) return value;
  const keys = [...new Set([...Object.keys(value), ...Object.keys(standard)])];
  const differing = keys.filter((key) => digestOfData(value[key]) !== digestOfData(standard[key]));
  return Object.fromEntries(
    differing.map((key) => [key, key in value ? differenceOf(value[key], standard[key]) : "left out"]),
  );
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
