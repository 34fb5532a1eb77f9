import { committedFacts, type Fact } from "../../../scripts/traits/committed-facts.mjs";
import { familyOf, instead } from "../../../scripts/traits/refusals.mjs";
import { IN_EFFECT } from "../../../scripts/traits/write-class-maps.mjs";

/** A trait as it can be written under the name of a class. */
export interface Offered {
  readonly className: string;
  /** Where its class is imported from, if it is a way to sign in. */
  readonly path: string | undefined;
  readonly trait: string;
  readonly fact: Fact;
  /** What the types offer instead, because hubwright sets it or it is a secret. */
  readonly isRefused: boolean;
}

const { classes } = committedFacts();

/** Every class and trait that can be written, according to the facts. */
export function everyTrait(): readonly Offered[] {
  const names = [...new Set([...Object.keys(classes), ...Object.keys(IN_EFFECT)])];
  return names.flatMap((className) => {
    const each = (IN_EFFECT[className] ?? [className]).map((name) => traitsOf(name));
    // A base of everything has the traits of several classes. Those that two of them have are left out.
    const counts = new Map<string, number>();
    for (const { trait } of each.flat()) counts.set(trait, (counts.get(trait) ?? 0) + 1);
    return each
      .flat()
      .filter(({ trait }) => counts.get(trait) === 1)
      .map((offered) => ({ ...offered, className }));
  });
}

function traitsOf(name: string): readonly Offered[] {
  const { bases = [], paths = [], without = [], only } = classes[name] ?? {};
  const isSignIn = bases.includes("Authenticator");
  const family = familyOf(name, { versions: {}, classes });
  const traits = new Map<string, Offered>();
  for (const each of [name, ...bases])
    for (const [trait, fact] of Object.entries(classes[each]?.traits ?? {})) {
      if (traits.has(trait) || without.includes(trait)) continue;
      const { owner, secret } = instead(family, fact.definedBy ?? each, trait);
      const isRefused = owner !== undefined || secret !== undefined;
      traits.set(trait, {
        className: name,
        path: isSignIn ? paths[0] : undefined,
        trait,
        fact: only === undefined ? fact : { ...fact, only },
        isRefused,
      });
    }
  return [...traits.values()];
}
