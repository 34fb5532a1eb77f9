/** The environment variables of a process, handed in by who may read them. */
export type Environment = { readonly [name: string]: string | undefined };
