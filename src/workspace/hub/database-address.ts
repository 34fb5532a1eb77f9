import { join } from "node:path";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { readSecret } from "./secrets.ts";

/**
 * Checks that `secrets/database.env` names a PostgreSQL database, as far as possible without connecting to it.
 *
 * @throws HubwrightError, which never contains the address, since that has a password.
 */
export function checkDatabaseAddress(directory: string): void {
  const address = readSecret(directory, "database.env");
  if (/^postgres(ql)?:\/\/[^/?#]+\/[^/?#]+(\?.*)?$/.test(address)) return;
  throw HubwrightError.of(
    "secret-unusable",
    `The DATABASE_URL in ${join(directory, "secrets", "database.env")} is not the address of a PostgreSQL database.`,
    "Write it as DATABASE_URL=postgresql://USER:PASSWORD@HOST:5432/NAME, with every character of the password that is not a letter or digit as %XX.",
  );
}
