/** The package managers whose packages a definition lists. */
export const MANAGERS = ["pip", "apt", "conda"] as const;

/** See {@link MANAGERS}. */
export type Manager = (typeof MANAGERS)[number];

/**
 * The name of a package without its version, in the one spelling that its manager compares: pip takes `Scikit_Learn[all]==1.5` and
 * `scikit-learn` for the same package (PEP 503).
 */
export function packageName(manager: Manager, written: string): string {
  const text = written.trim();
  switch (manager) {
    case "pip":
      return (/^[A-Za-z0-9][\w.-]*/.exec(text)?.[0] ?? text)
        .replace(/[-_.]+/g, "-")
        .replace(/-$/, "")
        .toLowerCase();
    case "apt":
      return text.replace(/=.*$/, "");
    case "conda":
      return (/^(?:[^:]*::)?([\w.-]+)/.exec(text)?.[1] ?? text).toLowerCase();
  }
}

/** Whether only the name is written: any version is fine. */
export function isOnlyName(manager: Manager, written: string): boolean {
  return manager === "pip" ? /^[\w.-]+$/.test(written.trim()) : !/[=<>!~ ]/.test(written.trim());
}
