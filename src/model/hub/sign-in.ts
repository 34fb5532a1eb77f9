import type { SignInSecrets, SignInTraits } from "../traits/hub-traits.ts";
import type { Generation } from "../traits/trait-value.ts";
import type { SignInPreset } from "./sign-in-preset.ts";

/**
 * How people prove who they are. The roster always decides what they may do.
 */
export type SignIn<Path extends string = string, V extends Generation = Generation> =
  | DerivedPassword
  | SignInPreset
  | CustomSignIn<Path, V>;

/** Everybody's password is derived from their name and the hub's key: nothing to store, nothing to send out in advance. */
export interface DerivedPassword {
  /** Selects passwords that are computed from the name and the hub's key, which is `HASH_SECRET_KEY` in `secrets/oauth.env`. */
  readonly kind: "derived-password";
  /**
   * Hexadecimal characters of a password, 6 to 64.
   * @defaultValue 10
   */
  readonly length?: number;
}

/**
 * Any authenticator class for JupyterHub, with its settings.
 *
 * Both the class and the roster must allow a person. An account that the class refuses cannot sign in, even if it is an admin on
 * the roster: one with an unverified address, or one outside the class's `allowed_organizations`, `allowed_groups` or other
 * `allowed_…`. If none of these is set, the class allows every account that it knows, and only the roster decides.
 */
export interface CustomSignIn<Path extends string = string, V extends Generation = Generation> {
  /** Selects an authenticator class by its name. */
  readonly kind: "custom";
  /** Module and class, for example `"oauthenticator.github.GitHubOAuthenticator"`. */
  readonly authenticator: Path;
  /** Python packages that contain the class, for example `["oauthenticator==17.3.0"]`; the hub's image installs them. */
  readonly pip?: readonly string[];
  /** Settings of that class by name, for example `{ client_id: "…" }`. Everybody who can read the hub's image can see them. */
  readonly traits?: SignInTraits<Path, V>;
  /**
   * Names of values in `secrets/sign-in.env`, one line `NAME=value` for each, for example
   * `["GITHUB_CLIENT_SECRET"]`. The hub reads the file when it starts and sets an environment variable for each name, where
   * OAuthenticator's classes look for it. The values are not in any generated file or image, and no person's server gets them.
   */
  readonly secrets?: readonly string[];
  /** Settings of that class that get one of `secrets` as their value: `{ lookup_dn_search_password: "LDAP_PASSWORD" }`. */
  readonly secretTraits?: SignInSecrets<Path, V>;
}
