/** Whether one version is older than another, by its first two numbers: `"5.5"` before `"6.1"`, `"1.9"` before `"1.41"`. */
export function isOlder(version: string, other: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split(".").map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
