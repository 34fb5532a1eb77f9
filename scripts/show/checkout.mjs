// What is checked out: figures are recorded only for a commit that anyone can check out again.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** @typedef {{ readonly status: string, readonly commit: string }} Checkout What git says of it; "" where there is no git. */

/** @returns {Checkout} */
export function checkoutNow() {
  return { status: git("status", "--porcelain"), commit: git("rev-parse", "HEAD") };
}

/** @param {readonly string[]} words */
function git(...words) {
  return spawnSync("git", words, { cwd: ROOT, encoding: "utf8" }).stdout?.trimEnd() ?? "";
}
