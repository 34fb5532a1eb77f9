// The classes by the names that people write: in `traits` by name, in `signIn.authenticator` by module and class.

/** @typedef {import("./committed-facts.mjs").Facts} Facts */

/**
 * A setting of a base class applies to the classes that are made from it. These bases have the traits of the class that every hub
 * uses.
 *
 * @type {{ readonly [name: string]: readonly string[] }}
 */
export const IN_EFFECT = {
  Application: ["HubwrightApp"],
  Configurable: ["HubwrightApp", "ConfigurableHTTPProxy", "HubwrightSpawner", "RosterMixin"],
  CustomAuthenticator: ["RosterMixin"],
  LoggingConfigurable: ["HubwrightApp", "ConfigurableHTTPProxy", "HubwrightSpawner", "RosterMixin"],
  Proxy: ["ConfigurableHTTPProxy"],
  SingletonConfigurable: ["HubwrightApp"],
  Spawner: ["HubwrightSpawner"],
};

/**
 * @param {Facts} facts
 * @returns the text of known-classes.ts.
 */
export function classMaps(facts) {
  const names = [...new Set([...Object.keys(facts.classes), ...Object.keys(IN_EFFECT)])].sort();
  const signIn = Object.entries(facts.classes).filter(([, { bases }]) => bases.includes("Authenticator"));
  const used = [...new Set([...names.flatMap((name) => IN_EFFECT[name] ?? [name]), ...signIn.map(([name]) => name)])];
  return [
    ...imports(used, facts),
    `import type { Generation, OnlyIn } from "../trait-value.ts";`,
    "",
    "/** Classes with the traits that can be set on each, by name: those of its bases, too. */",
    "export interface KnownClasses<V extends Generation = Generation> {",
    ...names.map((name) => `  readonly ${name}?: ${typeOf(name, facts)};`),
    "}",
    "",
    "/** Ways to sign in with their traits, by module and class. */",
    "export interface SignInClasses<V extends Generation = Generation> {",
    ...signIn.flatMap(([name, { paths }]) => paths.map((path) => `  readonly "${path}": ${name}Traits<V>;`)),
    "}",
    "",
  ].join("\n");
}

/**
 * @param {string} name
 * @param {Facts} facts
 */
function typeOf(name, facts) {
  const type = (IN_EFFECT[name] ?? [name]).map((each) => `${each}Traits<V>`).join(" & ");
  const only = facts.classes[name]?.only;
  return only === undefined ? type : `OnlyIn<"${only}", V, ${type}>`;
}

/**
 * @param {readonly string[]} names
 * @param {Facts} facts
 */
function imports(names, facts) {
  /** @type {Map<string, string[]>} */
  const files = new Map();
  for (const name of names) {
    const home = facts.classes[name]?.package ?? "";
    files.set(home, [...(files.get(home) ?? []), `${name}Traits`]);
  }
  return [...files].sort().map(([home, types]) => `import type { ${types.sort().join(", ")} } from "./${home}.ts";`);
}
