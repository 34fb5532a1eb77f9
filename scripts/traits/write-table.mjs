// The table that `check` reads: one text, because most hubs set few traits or none.
const HEAD = `// Written by npm run traits. Do not edit.

/**
 * What is known about traits. A class is a line: its name, its package, its bases, and after \`@\` where it can be imported from; then a line
 * for each of its traits, with its type and what else is known.
 */
export const TRAIT_TABLE = \`\\
`;

/**
 * @param {import("./committed-facts.mjs").Facts} facts
 * @returns the text of trait-table.ts.
 */
export function tableText(facts) {
  const lines = Object.entries(facts.classes).flatMap(
    ([name, { package: home, paths, bases, only, without = [], traits }]) => [
      words(
        name,
        home,
        bases.join(),
        `@${paths.join()}`,
        ...(only ? [only] : []),
        ...without.map((each) => `-${each}`),
      ),
      ...Object.entries(traits)
        .filter(([, { definedBy }]) => definedBy === undefined)
        .map(([trait, { type, deprecated, only: has }]) =>
          words(` ${trait}`, type, ...(deprecated ? ["deprecated"] : []), ...(has ? [has] : [])),
        ),
    ],
  );
  // The hub makes it from the class in signIn and RosterMixin.
  const bases = ["RosterMixin", ...(facts.classes["RosterMixin"]?.bases ?? [])];
  lines.push(words("CustomAuthenticator", "hubwright", bases.join(), "@"));
  const versions = Object.entries(facts.versions["6.1"] ?? {}).map(([name, version]) => `${name}==${version}`);
  return `${HEAD}${lines.join("\n").replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\n\`;\n\n/** The versions of the packages whose classes are in the table. */\nexport const VERSIONS = ${JSON.stringify(versions)};\n`;
}

/** @param {readonly string[]} parts */
function words(...parts) {
  return parts.join(" ");
}
