// Written by npm run traits. Do not edit.

import type { Generation, SecretTrait } from "../trait-value.ts";
import type { AuthenticatorTraits } from "./jupyterhub.ts";

/** Traits of nativeauthenticator.NativeAuthenticator. */
export interface NativeAuthenticatorTraits<V extends Generation = Generation> extends AuthenticatorTraits<V> {
  /**
   * @defaultValue `false`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly allow_2fa?: boolean;
  /**
   * @defaultValue `""`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly allow_self_approval_for?: string | null;
  /**
   * @defaultValue `0`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly allowed_failed_logins?: number;
  /**
   * @defaultValue `false`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly ask_email_on_signup?: boolean;
  /**
   * @defaultValue `false`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly check_common_password?: boolean;
  /**
   * @defaultValue `false`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly delete_firstuse_db_after_import?: boolean;
  /**
   * @defaultValue `true`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly enable_signup?: boolean;
  /**
   * @defaultValue `"passwords.dbm"`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly firstuse_db_path?: string;
  /**
   * @defaultValue `false`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly import_from_firstuse?: boolean;
  /**
   * @defaultValue `0`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly minimum_password_length?: number;
  /**
   * @defaultValue `false`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly open_signup?: boolean;
  /**
   * @defaultValue `""`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly recaptcha_key?: string;
  /**
   * @defaultValue `""`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly recaptcha_secret?: SecretTrait<"secrets and secretTraits of signIn">;
  /**
   * @defaultValue `0`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly seconds_before_next_try?: number;
  /**
   * @defaultValue `""`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly secret_key?: SecretTrait<"secrets and secretTraits of signIn">;
  /**
   * @defaultValue `["do-not-reply@my-domain.com","Welcome to JupyterHub on my-domain","Your JupyterHub account on my-domain has been created, but it's inactive.\nIf you did not create the account yourself, IGNORE this message:\nsomebody is trying to use your email to get an unathorized account!\nIf you did create the account yourself, navigate to {approval_url} to activate it.\n"]`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly self_approval_email?: readonly [string, string, string];
  /**
   * @defaultValue `{}`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly self_approval_server?: SecretTrait<"an extraConfig file that reads it from a file or a variable">;
  /**
   * @defaultValue `""`
   * @see https://native-authenticator.readthedocs.io/en/latest/options.html
   */
  readonly tos?: string;
}
