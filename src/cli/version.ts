import { createRequire } from "node:module";

/** The version of this hubwright, as its package says. */
export const VERSION = readVersion();

function readVersion(): string {
  // The same two levels below the package both in src/cli and in dist/bin.
  const own: unknown = createRequire(import.meta.url)("../../package.json");
  return typeof own === "object" && own !== null && "version" in own ? String(own.version) : "unknown";
}
