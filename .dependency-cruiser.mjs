/**
 * Which way the arrows between the folders of src/ go.
 *
 *     model → access → deployment → emit | plan → engine → machine | hub-side | workspace → apply → doctor → cli
 *
 * A folder may use those before it and none after it; the entry points stand on top and only cli may use them.
 */
const MAY_USE = {
  model: [],
  access: ["model"],
  deployment: ["model", "access"],
  emit: ["model", "access", "deployment"],
  plan: ["model", "access", "deployment"],
  engine: ["model", "access", "deployment", "emit", "plan"],
  machine: ["model", "access", "deployment", "emit", "plan", "engine"],
  "hub-side": ["model", "access", "deployment", "emit", "plan", "engine"],
  workspace: ["model", "access", "deployment", "emit", "plan"],
  apply: ["model", "access", "deployment", "emit", "plan", "engine", "machine", "hub-side", "workspace"],
  testing: ["model", "access", "deployment", "emit", "plan", "engine"],
  doctor: ["model", "access", "deployment", "emit", "plan", "engine", "machine", "hub-side", "workspace", "apply"],
};
const PURE = "^src/(model|access|deployment|emit|plan)/";
const ENTRIES = "^src/(index|docker|testing|testing-chai)[.]ts$";

const arrows = Object.entries(MAY_USE).map(([folder, others]) => ({
  name: `arrows-of-${folder}`,
  comment: `src/${folder} may use ${others.length === 0 ? "no other folder" : others.join(", ")}. What it needs from further on is given to it by its caller.`,
  severity: "error",
  from: { path: `^src/${folder}/` },
  to: { path: "^src/", pathNot: `^src/(${[folder, ...others].join("|")})/` },
}));

const only = (name, comment, fromNot, to) => ({
  name,
  comment,
  severity: "error",
  from: { path: "^src/", pathNot: fromNot },
  to,
});

export default {
  forbidden: [
    ...arrows,
    {
      name: "no-circles",
      comment: "Two files that need each other, if only for a type, cannot be read one after the other.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "cli-on-top",
      comment: "Only cli itself uses cli, so that the library can be used without it.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/cli/" },
      to: { path: "^src/cli/" },
    },
    {
      name: "pure-is-pure",
      comment: "Model, access, deployment, plan and emitters decide; what acts is in the folders after them.",
      severity: "error",
      from: { path: PURE },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?(crypto|buffer|util|zlib)$" },
    },
    {
      name: "pure-entry",
      comment: 'Importing "hubwright" loads nothing that can act.',
      severity: "error",
      from: { path: "^src/index[.]ts$" },
      to: { path: "^src/(engine/docker|machine|hub-side|workspace|cli)/", reachable: true },
    },
    {
      name: "testing-without-an-engine",
      comment: "Unit tests of another department run without Docker, so their helpers do not load dockerode.",
      severity: "error",
      from: { path: "^src/testing(-chai)?[.]ts$" },
      to: { path: "^src/(engine/docker|cli)/|^node_modules/(dockerode|ts-morph)/", reachable: true },
    },
    only("dockerode-in-engine-docker", "src/engine/docker alone talks to Docker.", "^src/engine/docker/", {
      path: "node_modules/(@types/)?(dockerode|docker-modem)/",
    }),
    only(
      "fs-in-engine-and-workspace",
      "src/workspace reads and writes the hub's files, src/machine what else this machine has, src/engine what it sends to Docker.",
      "^src/(engine|machine|workspace)/",
      {
        path: "^(node:)?fs(/promises)?$",
      },
    ),
    only("no-ts-morph", "ts-morph takes a third of a second to load.", "^$", {
      path: "node_modules/(ts-morph|typescript)/",
    }),
    {
      name: "entries-on-top",
      comment:
        "index.ts, docker.ts, testing.ts and testing-chai.ts are for others; inside, import the file that has it.",
      severity: "error",
      from: { path: "^src/", pathNot: `^src/cli/|${ENTRIES}` },
      to: { path: ENTRIES },
    },
    {
      name: "no-tools",
      comment:
        "Whatever src/ imports is bundled into the package, unless it is in dependencies. Tools for development do not belong there.",
      severity: "error",
      from: { path: "^src/" },
      to: {
        path: "node_modules/(?:ajv|c8|chai|esbuild|fast-check|mocha|playwright-core|ts-json-schema-generator|tsx|typescript)/",
        dependencyTypesNot: ["type-only", "triple-slash-type-reference"],
      },
    },
    {
      name: "resolvable",
      comment: "An import that cannot be found.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|coverage)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
