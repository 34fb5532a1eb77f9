import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { type Hint, hint, hubwright, program } from "../../model/problem/problem.ts";
import type { ResolvedDatabase } from "../../model/hub/database.ts";
import { type ResolvedSignIn, secretsOfSignIn } from "../../model/hub/hub.ts";
import { SHORTEST_KEY } from "../../model/hub/password.ts";
import { systemCode } from "../system-code.ts";
import { makeDirectory, writeFileOnce } from "../write-file.ts";

/** The hub's own secrets: one value in each file, made once. */
export const SECRETS = {
  /** Passwords are derived from it. The same file in two hubs gives the same passwords. */
  "oauth.env": "HASH_SECRET_KEY",
  /** JupyterHub encrypts what it stores of a sign-in with it. */
  "hub.env": "JUPYTERHUB_CRYPT_KEY",
  /** By it the proxy knows its hub. */
  "proxy.env": "CONFIGPROXY_AUTH_TOKEN",
  /** With it Prometheus reads the hub's metrics. */
  "metrics.env": "METRICS_TOKEN",
  /** With it the hub signs in to the database that it has beside it. */
  "postgres.env": "POSTGRES_PASSWORD",
  /** The address of a database of a person's own, which only they can write. */
  "database.env": "DATABASE_URL",
} as const;

export type SecretFile = keyof typeof SECRETS;

/** The file with what `signIn.secrets` names: several values, which come from the sign-in's provider. */
export const SIGN_IN_FILE = "sign-in.env";

/** The secrets that every hub has. */
const ALWAYS: readonly SecretFile[] = ["oauth.env", "hub.env", "proxy.env"];

/** What a definition says that asks for further secrets. */
interface Asks {
  readonly metrics?: boolean;
  readonly database?: ResolvedDatabase;
  readonly signIn?: ResolvedSignIn;
}

/** Makes the secrets that are not there yet, readable by their owner alone. One that is there is never touched. */
export function makeSecrets(directory: string, asks: Asks = {}): void {
  const secrets = join(directory, "secrets");
  makeDirectory(secrets, { mode: 0o700 });
  for (const file of secretsOf(asks)) {
    if (file === "database.env" || existsSync(join(secrets, file))) continue;
    writeFileOnce(join(secrets, file), `${SECRETS[file]}=${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
  }
}

/** The secrets that a hub needs. */
export function secretsOf({ metrics = false, database = "sqlite" }: Asks): readonly SecretFile[] {
  return [
    ...ALWAYS,
    ...(metrics ? (["metrics.env"] as const) : []),
    ...(database === "postgres" ? (["postgres.env"] as const) : []),
    ...(typeof database === "object" ? (["database.env"] as const) : []),
  ];
}

/** Whether a secret exists, whatever it contains. */
export function hasSecret(directory: string, file: SecretFile): boolean {
  return existsSync(join(directory, "secrets", file));
}

/**
 * Reads one secret. A value is literal to the end of its line: no quotes, no escapes, so that `ab#cd` is `ab#cd`.
 *
 * @throws HubwrightError where the file cannot be read or does not hold the value.
 */
export function readSecret(directory: string, file: SecretFile): string {
  const variable = SECRETS[file];
  const whereMissing =
    file === "database.env"
      ? `Create it, readable only by you: ${variable}=postgresql://USER:PASSWORD@HOST:5432/NAME`
      : hint`${hubwright("up")} creates it. For a hub that ran before, restore it from a backup.`;
  return readValue(directory, file, variable, whereMissing);
}

function readValue(directory: string, file: string, variable: string, whereMissing: Hint): string {
  const path = join(directory, "secrets", file);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT")
      throw HubwrightError.of("secret-unusable", `${path} does not exist.`, whereMissing, { cause: error });
    throw HubwrightError.of(
      "secret-unusable",
      `${path} cannot be read: ${systemCode(error) ?? "unknown reason"}.`,
      "Run the command as the owner of that file.",
      { cause: error },
    );
  }
  const line = text.split(/\r?\n/).findLast((candidate) => candidate.startsWith(`${variable}=`));
  const value = line?.slice(variable.length + 1) ?? "";
  if (value === "")
    throw HubwrightError.of(
      "secret-unusable",
      `${path} does not contain ${variable}.`,
      file === SIGN_IN_FILE ? whereMissing : `Write a line ${variable}=… with the key of this hub.`,
    );
  return value;
}

/**
 * Reads the key that passwords are derived from.
 *
 * @throws HubwrightError also if it is too short for the hub to start: better reported before than after.
 */
export function readKey(directory: string): string {
  const key = readSecret(directory, "oauth.env");
  if (key.length >= SHORTEST_KEY) return key;
  const path = join(directory, "secrets", "oauth.env");
  throw HubwrightError.of(
    "secret-unusable",
    `The key in ${path} has ${key.length} characters; a hub needs ${SHORTEST_KEY} or more.`,
    hint`Create one with: ${program("openssl", "rand", "-hex", "32")}. Everybody's password will change.`,
  );
}

/**
 * Reads what `signIn.secrets` names.
 *
 * @throws HubwrightError where `secrets/sign-in.env` cannot be read or a value is missing: a hub without it would start, and
 * let nobody sign in.
 */
export function readSignInSecrets(directory: string, { signIn }: Asks): readonly string[] {
  return (signIn === undefined ? [] : secretsOfSignIn(signIn)).map((name) =>
    readValue(
      directory,
      SIGN_IN_FILE,
      name,
      `Create it, readable only by you: ${name}=… with the value from your sign-in provider.`,
    ),
  );
}

/** What is wrong with the keys of a hub. Before its directory has any, which `up` makes, nothing is. */
export function secretProblems(directory: string, asks: Asks): readonly HubwrightError[] {
  if (!existsSync(join(directory, "secrets"))) return [];
  const reads = secretsOf(asks).map((file) => () => {
    if (file === "oauth.env") readKey(directory);
    else readSecret(directory, file);
  });
  return [...reads, () => readSignInSecrets(directory, asks)].flatMap((read) => {
    try {
      read();
      return [];
    } catch (error) {
      if (error instanceof HubwrightError) return [error];
      throw error;
    }
  });
}
