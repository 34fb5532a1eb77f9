import type { DiagnosticCode } from "../problem/problem-codes.ts";
import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import { nearest } from "../nearest.ts";

/** Where in a definition: the path of field names. */
export type Path = readonly (string | number)[];

/** Anything that came from a file; nothing about it has been checked yet. */
export type Unknown = { readonly [key: string]: unknown };

/** Collects the problems in a definition, so that all of them are reported at once. */
export class Findings {
  readonly #found: Diagnostic[] = [];

  /** Everything found so far, in the order of finding. */
  get all(): readonly Diagnostic[] {
    return this.#found;
  }

  error(code: DiagnosticCode, at: Path, message: string, hint: string): void {
    this.#found.push({ code, severity: "error", at, message, hint });
  }

  warning(code: DiagnosticCode, at: Path, message: string, hint: string): void {
    this.#found.push({ code, severity: "warning", at, message, hint });
  }

  /** Reads an object's fields and reports unknown ones. Absent and `null` are fine. */
  object(value: unknown, at: Path, known: readonly string[]): Unknown | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "object" || Array.isArray(value)) {
      this.error("hub-field-type", at, `${shown(value)} is not an object.`, `Write it as { ${known[0] ?? "key"}: … }.`);
      return undefined;
    }
    for (const key of Object.keys(value)) {
      if (known.length === 0 || known.includes(key)) continue;
      const near = nearest(key, known);
      const hint = near === undefined ? `Write one of ${known.join(", ")}.` : `Did you mean ${near}?`;
      this.error("hub-field-unknown", [...at, key], `There is no field ${shown(key)} here.`, hint);
    }
    return { ...value };
  }

  /** Reads a list of strings. Absent and `null` are an empty list. */
  texts(value: unknown, at: Path): readonly string[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.error("hub-field-type", at, `${shown(value)} is not a list.`, `Write it as ["…"].`);
      return [];
    }
    return value.filter((item, index): item is string => {
      if (typeof item === "string") return true;
      this.error("hub-field-type", [...at, index], `${shown(item)} is not text.`, `Write it in quotes.`);
      return false;
    });
  }
}
