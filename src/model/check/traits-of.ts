import type { KnownTraits } from "../traits/known-traits.ts";
import type { Family } from "../traits/owned.ts";
import type { Generation } from "../traits/trait-value.ts";
import type { Unknown } from "./findings.ts";

/** The class that settings are for, and what is known about its traits. */
export interface TraitsOf {
  readonly className: string;
  /** What hubwright sets of it. */
  readonly families: readonly Family[];
  /** Undefined for people's own classes: they may have any traits. */
  readonly known: KnownTraits | undefined;
  readonly generation: Generation;
}

/** A class in `traits`. */
export function traitsOfClass(className: string, hub: Unknown, known: KnownTraits): TraitsOf {
  // Someone's own class for signing in may have the name of a known one, and other traits. What hubwright sets stays refused: JupyterHub
  // finds settings by a class's name alone.
  const isOwn = className === ownAuthenticator(hub, known);
  const isNamed = known.names.includes(className);
  const families = new Set<Family>([
    ...(isNamed ? known.familiesOf(className) : []),
    ...(isOwn ? (["authenticator"] as const) : []),
  ]);
  return {
    className,
    families: [...families],
    known: isNamed && !isOwn ? known : undefined,
    generation: generationOf(hub),
  };
}

/** The class in `signIn.authenticator`. */
export function traitsOfSignIn(hub: Unknown, known: KnownTraits): TraitsOf {
  const path = authenticatorOf(hub);
  const found = path === undefined ? undefined : known.at(path);
  return {
    className: found?.name ?? "Authenticator",
    families: ["authenticator"],
    known: found === undefined ? undefined : known,
    generation: generationOf(hub),
  };
}

/** The name of the class in `signIn.authenticator`, if it is someone's own. */
export function ownAuthenticator(hub: Unknown, known: KnownTraits): string | undefined {
  const path = authenticatorOf(hub);
  return path === undefined || known.at(path) !== undefined ? undefined : path.slice(path.lastIndexOf(".") + 1);
}

function authenticatorOf({ signIn }: Unknown): string | undefined {
  if (typeof signIn !== "object" || signIn === null) return undefined;
  const { kind, authenticator } = signIn as Unknown;
  return kind === "custom" && typeof authenticator === "string" ? authenticator : undefined;
}

function generationOf({ jupyterhub }: Unknown): Generation {
  return jupyterhub === "5.5" ? "5.5" : "6.1";
}
