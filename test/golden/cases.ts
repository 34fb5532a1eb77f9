import math from "../../examples/math/hub.ts";
import course from "../../examples/course/hub.ts";
import { generate } from "../../src/emit/generate.ts";
import { defineHub, type HubDefinition } from "../../src/model/hub/hub.ts";
import { EVERYTHING } from "../hubs.ts";

/** What each extraConfig file of the cases holds; a file is copied as it is. */
const EXTRA_CONFIG = { "services.py": 'c.JupyterHub.services = [{"name": "grades", "api_token": "x" * 32}]\n' };

/** The hubs whose files are kept as bytes and given to their own parsers. */
export const CASES: Readonly<Record<string, HubDefinition>> = {
  math,
  course,
  everything: defineHub(EVERYTHING),
  stats: defineHub({ name: "stats", database: "postgres" }),
  // The Dockerfile of the notebooks is the person's own, the name one that YAML 1.1 takes for a truth, the address IPv6.
  on: defineHub({ name: "on", listen: "::1", notebook: { dockerfile: "image/" }, volumes: {} }),
  // On an engine that sees none of its files.
  afar: defineHub({ name: "afar", metrics: true, engine: { remote: true } }),
};

/** The files of a case, without those that are the same for every hub and have tests of their own. */
export function filesOf(hub: HubDefinition): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(allFilesOf(hub)).filter(([path]) => !path.startsWith("hubwright_hub/")));
}

export function allFilesOf(hub: HubDefinition): Readonly<Record<string, string>> {
  return generate(hub, EXTRA_CONFIG);
}
