/** Where JupyterHub keeps people, tokens and who has a server. Files of people are in volumes, whatever it is. */
export type Database = "sqlite" | "postgres" | ExternalDatabase;

/** A database on a PostgreSQL server of your own. Its address, which holds a password, is in `secrets/database.env`. */
export interface ExternalDatabase {
  readonly kind: "external";
  /**
   * Whether this hub goes on with what an earlier one left there. Without it a database that holds something is refused.
   * @defaultValue `false`
   */
  readonly adopt?: boolean;
}

/** A database with every default filled in. */
export type ResolvedDatabase = "sqlite" | "postgres" | Required<ExternalDatabase>;

/** What a database is, in one word: the value of a label. */
export type DatabaseKind = "sqlite" | "postgres" | "external";

/** @returns the database with every default filled in; a file of SQLite where none is said. */
export function resolveDatabase(database: Database = "sqlite"): ResolvedDatabase {
  return typeof database === "string" ? database : { kind: database.kind, adopt: database.adopt ?? false };
}

/** @returns what a database is, in one word. */
export function databaseKind(database: ResolvedDatabase): DatabaseKind {
  return typeof database === "string" ? database : database.kind;
}

/** The database of a kind, as the message of a plan calls it. */
export const DATABASE_WORDS: { readonly [kind in DatabaseKind]: string } = {
  sqlite: "SQLite",
  postgres: "PostgreSQL",
  external: "your own PostgreSQL server",
};
