import type { Files } from "../deployment/deployment.ts";
import { fileVerdict, type PartOfFile } from "./file-verdict.ts";
import { enforce } from "./verdict.ts";

/**
 * Fails unless a generated file has something: a text or a pattern that occurs in it, or part of the data of a YAML or JSON file. Of a mapping,
 * only the keys that you write count; a list must have each item that you write, in any order.
 *
 * @param files - From `generate(hub)`.
 * @param path - Below deploy/: `"compose.yaml"`.
 * @throws AssertionError that lists what is different. TestMistake for a file or a key that does not exist.
 *
 * @example
 * ```ts
 * expectFile(generate(hub), "compose.yaml", { services: { proxy: { restart: "unless-stopped" } } });
 * expectFile(generate(hub), "singleuser/Dockerfile", "numpy==2.4.0");
 * ```
 */
export function expectFile(files: Files, path: string, part: PartOfFile): void {
  enforce(fileVerdict(files, path, part), false, expectFile);
}

/**
 * Fails if a generated file has all of something. A key that the file does not have at that place throws here, too; only a misspelled text or
 * pattern cannot be recognized.
 */
export function expectFileWithout(files: Files, path: string, part: PartOfFile): void {
  enforce(fileVerdict(files, path, part), true, expectFileWithout);
}
