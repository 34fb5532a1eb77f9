/** Whether one version of JupyterHub is older than another: `"5.5"` before `"6.1"`. */
export function isOlder(generation: string, other: string): boolean {
  const [major = 0, minor = 0] = generation.split(".").map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split(".").map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
