/**
 * How people prove who they are. The roster decides what they may do, whatever the kind.
 */
export type SignIn = DerivedPassword | CustomSignIn;

/** Everybody's password is derived from their name and the hub's key: nothing to store, nothing to mail in advance. */
export interface DerivedPassword {
  readonly kind: "derived-password";
  /**
   * Hexadecimal characters of a password, 6 to 64.
   * @defaultValue 10
   */
  readonly length?: number;
}

/**
 * Any authenticator class of JupyterHub's world, with its settings.
 *
 * Both the class and the roster must let a person in. An account that the class refuses stays out, even if it is an admin on
 * the roster: one with an unverified address, or one outside the class's `allowed_organizations`, `allowed_groups` or other
 * `allowed_…`. If none of these is set, the class lets in every account that it knows, and the roster alone decides.
 */
export interface CustomSignIn {
  readonly kind: "custom";
  /** Module and class, for example `"oauthenticator.github.GitHubOAuthenticator"`. */
  readonly authenticator: string;
  /** Python packages that hold the class, for example `["oauthenticator==17.3.0"]`; the hub's image installs them. */
  readonly pip?: readonly string[];
  /** Settings of that class by name, for example `{ client_id: "…" }`. */
  readonly traits?: { readonly [trait: string]: TraitValue };
}

/** A value that JupyterHub's configuration can hold: plain data, never code. */
export type TraitValue =
  | string
  | number
  | boolean
  | null
  | readonly TraitValue[]
  | { readonly [key: string]: TraitValue };
