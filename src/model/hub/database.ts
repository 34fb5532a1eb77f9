/** Where JupyterHub keeps people, tokens and the list of running servers. People's files are always in volumes. */
export type Database = "sqlite" | "postgres" | ExternalDatabase;

/** A database on a PostgreSQL server of your own. Its address, which holds a password, is in `secrets/database.env`. */
export interface ExternalDatabase {
  /** Selects a PostgreSQL server that hubwright neither creates nor removes. */
  readonly kind: "external";
  /**
   * Whether this hub takes over the data of an earlier hub. Otherwise, a database that is not empty is refused.
   * @defaultValue `false`
   */
  readonly adopt?: boolean;
}

/** A database with every default filled in. */
export type ResolvedDatabase = "sqlite" | "postgres" | Required<ExternalDatabase>;

/** The kind of a database in one word, used as a label's value. */
export type DatabaseKind = "sqlite" | "postgres" | "external";

/** @returns the database with every default filled in; an SQLite file if none is given. */
export function resolveDatabase(database: Database = "sqlite"): ResolvedDatabase {
  return typeof database === "string" ? database : { kind: database.kind, adopt: database.adopt ?? false };
}

/** @returns the kind of a database, in one word. */
export function databaseKind(database: ResolvedDatabase): DatabaseKind {
  return typeof database === "string" ? database : database.kind;
}

/** What a plan's messages call each kind of database. */
export const DATABASE_WORDS: { readonly [kind in DatabaseKind]: string } = {
  sqlite: "SQLite",
  postgres: "PostgreSQL",
  external: "your own PostgreSQL server",
};
