/** A URL that a container can use as well as this machine can: of the web, and not this machine's own. */
export function isReachableFromBuilds(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const isOwn =
    hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || hostname.startsWith("127.");
  return (protocol === "http:" || protocol === "https:") && !isOwn;
}
