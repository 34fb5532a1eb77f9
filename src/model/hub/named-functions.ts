import { traitsOfClass, traitsOfSignIn, type TraitsOf } from "../check/traits-of.ts";
import { functionIn, takesFunction } from "../traits/accepts.ts";
import { KnownTraits } from "../traits/known-traits.ts";
import type { AnyTraits } from "../traits/trait-value.ts";
import type { HubDefinition } from "./hub.ts";

/** A function of an extraConfig file that is the value of a trait. */
export interface NamedFunctionUse {
  readonly at: readonly string[];
  /** As in JupyterHub's configuration. */
  readonly className: string;
  readonly trait: string;
  readonly name: string;
}

/** The functions that a definition names. In a class of one's own, `{ function: … }` is data like any other. */
export function namedFunctions(hub: HubDefinition): readonly NamedFunctionUse[] {
  const { signIn, traits, jupyterhub } = hub;
  const classes = Object.entries(traits);
  // Most hubs name none, and then the table is not read.
  if (![signIn, ...classes].some((each) => JSON.stringify(each).includes(`"function":`))) return [];
  const known = new KnownTraits();
  const fields = { signIn, traits, jupyterhub };
  const ofClasses = classes.flatMap(([className, settings]) =>
    usesIn(traitsOfClass(className, fields, known), settings, ["traits", className]),
  );
  if (signIn.kind !== "custom") return ofClasses;
  return [...usesIn(traitsOfSignIn(fields, known), signIn.traits, ["signIn", "traits"]), ...ofClasses];
}

function usesIn(
  { className, known }: TraitsOf,
  settings: AnyTraits,
  at: readonly string[],
): readonly NamedFunctionUse[] {
  return Object.entries(settings).flatMap(([trait, value]) => {
    const name = functionIn(value);
    const takes = known?.traitsOf(className, trait).some(({ type }) => takesFunction(type)) === true;
    return name === undefined || !takes ? [] : [{ at: [...at, trait], className, trait, name }];
  });
}
