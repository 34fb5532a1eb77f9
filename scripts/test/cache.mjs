// Where tests keep things that take long to build, from one run to the next. Deleting it only costs time.
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The directory, created if needed. The scripts in test/engine/setup use the same one. */
export function testCache() {
  const { HUBWRIGHT_TEST_CACHE, XDG_CACHE_HOME } = process.env;
  const cache = HUBWRIGHT_TEST_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "hubwright-test");
  mkdirSync(cache, { recursive: true });
  return cache;
}
