/** A generation of JupyterHub. Each has traits that the other does not have. */
export type Generation = "6.1" | "5.5";

/** A value in JupyterHub's configuration: plain data, never code. */
export type TraitValue =
  | string
  | number
  | boolean
  | null
  | readonly TraitValue[]
  | { readonly [key: string]: TraitValue };

/** Traits by name, of a class that is not known: any plain data. */
export interface AnyTraits {
  /** The value of a trait, by its name: `{ concurrent_spawn_limit: 20 }`. */
  readonly [trait: string]: TraitValue;
}

/** An object with a value for each key. */
export interface Dict<T> {
  readonly [key: string]: T;
}

/** A program, or a list with a program and its arguments. */
export type CommandLine = string | readonly string[];

/** A number of bytes, or a size; K, M, G and T are powers of 1024. */
export type ByteSize = number | `${number}${"K" | "M" | "G" | "T"}`;

/** A function, or another name, that one of the files in `extraConfig` defines. */
export interface NamedFunction {
  /** For example `"my_hook"`. */
  readonly function: string;
}

declare const because: unique symbol;

/** The type of a trait that cannot be set here, with the reason: nothing has this type. */
export interface Refused<Because extends string> {
  /** The reason, which the compiler prints. No value has it. */
  readonly [because]: Because;
}

/** A trait that hubwright sets itself. */
export type SetByHubwright<Instead extends string> = Refused<`hubwright sets this itself. Use instead: ${Instead}`>;

/** A trait with a secret, which would end up in the hub's image. */
export type SecretTrait<Instead extends string> = Refused<`a secret does not belong here. Use instead: ${Instead}`>;

/** A trait that only one generation has. It is offered where the generation is not known. */
export type OnlyIn<Has extends Generation, V extends Generation, T> = Has extends V
  ? T
  : Refused<`only JupyterHub ${Has} has this trait`>;

/** A trait that takes a Python object. */
export type PythonObject = Refused<"only an extraConfig file can set this">;
