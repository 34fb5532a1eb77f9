import type { KnownClasses, SignInClasses } from "./classes/known-classes.ts";
import type { OwnTraits } from "./own-traits.ts";
import type { AnyTraits, Generation, SecretTrait } from "./trait-value.ts";

/** Settings by class and trait: of the classes that hubwright knows, and of those in {@link OwnTraits}. */
export type HubTraits<V extends Generation = Generation> = KnownClasses<V> & {
  readonly [className in keyof OwnTraits]?: OwnTraits[className];
};

/** Settings of a sign-in class, by its module and class. Those of a class that is not known can be any plain data. */
export type SignInTraits<Path extends string, V extends Generation = Generation> = Path extends keyof OwnTraits
  ? OwnTraits[Path]
  : Path extends keyof SignInClasses<V>
    ? SignInClasses<V>[Path]
    : AnyTraits;

/** The settings of a sign-in class that can take a secret: those with a secret, and every text. */
export type SignInSecrets<Path extends string, V extends Generation = Generation> = Path extends keyof SignInClasses<V>
  ? { readonly [trait in TextTraits<SignInClasses<V>[Path]>]?: string }
  : { readonly [trait: string]: string };

/** The names of the traits that a secret can be put into: those whose value can be any text, and those that hold a secret. */
export type TextTraits<Traits> = {
  [trait in keyof Traits]-?: string extends Traits[trait]
    ? trait
    : NonNullable<Traits[trait]> extends SecretTrait<"secrets and secretTraits of signIn">
      ? trait
      : never;
}[keyof Traits];
