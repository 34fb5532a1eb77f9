/** A web server in front of the hubs of one machine, under one name. Every text in it has been checked. */
export interface WebSite {
  /** A host's name or address, as in the browser's address bar. */
  readonly name: string;
  /** Absolute paths of the certificate with its chain, and of its key; null where the web server fetches its own. */
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Tells browsers to use only HTTPS, for a year. */
  readonly hsts: boolean;
  /** The largest request: `"512m"`. */
  readonly bodySize: string;
  /** How many people may sign in at the same moment from one address, and again in each minute after that. */
  readonly logins: number;
}

/** For a year, in seconds. */
export const HSTS = "max-age=31536000";

/** What follows the name in an address: nothing for the standard HTTPS port. */
export function portSuffix({ httpsPort }: WebSite): string {
  return httpsPort === 443 ? "" : `:${httpsPort}`;
}
