import { createHash } from "node:crypto";
import type { Files } from "./deployment.ts";

/** A digest of files: equal for equal paths and contents, whatever their order. 64 hexadecimal characters. */
export function digestOfFiles(files: Files): string {
  const hash = createHash("sha256");
  for (const path of Object.keys(files).toSorted()) {
    const content = Buffer.from(files[path] ?? "", "utf8");
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** A digest of plain data: equal for equal values, whatever the order of the keys. 64 hexadecimal characters. */
export function digestOfData(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(",")}}`;
}
