// Where tests keep what takes long to make, from one run to the next. Whoever deletes it loses time and nothing else.
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The directory, which is there afterwards: the same one as that of the scripts in test/engine/setup. */
export function testCache() {
  const { HUBWRIGHT_TEST_CACHE, XDG_CACHE_HOME } = process.env;
  const cache = HUBWRIGHT_TEST_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "hubwright-test");
  mkdirSync(cache, { recursive: true });
  return cache;
}
