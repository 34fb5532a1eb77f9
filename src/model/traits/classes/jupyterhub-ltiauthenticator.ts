// Written by npm run traits. Do not edit.

import type { Generation, SecretTrait, TraitValue } from "../trait-value.ts";
import type { AuthenticatorTraits } from "./jupyterhub.ts";

/** Traits of ltiauthenticator.lti11.auth.LTI11Authenticator. */
export interface LTI11AuthenticatorTraits<V extends Generation = Generation> extends Omit<
  AuthenticatorTraits<V>,
  "auto_login"
> {
  /**
   * @defaultValue `"JupyterHub LTI 1.1 external tool"`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly config_description?: string;
  /**
   * @defaultValue `""`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly config_icon?: string;
  /**
   * @defaultValue `"JupyterHub"`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly config_title?: string;
  /**
   * @defaultValue `{}`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly consumers?: SecretTrait<"an extraConfig file that reads it from a file or a variable">;
  /**
   * @defaultValue `"auto"`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly uri_scheme?: "auto" | "https" | "http";
  /**
   * @defaultValue `"custom_canvas_user_id"`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly username_key?: string | null;
}

/** Traits of ltiauthenticator.lti13.auth.LTI13Authenticator. */
export interface LTI13AuthenticatorTraits<V extends Generation = Generation> extends AuthenticatorTraits<V> {
  /**
   * @defaultValue `""`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly authorize_url?: string;
  /**
   * @defaultValue `[]`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly client_id?: readonly string[];
  /**
   * @defaultValue `""`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly issuer?: string;
  /**
   * @defaultValue `["RS256"]`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly jwks_algorithms?: readonly TraitValue[];
  /**
   * @defaultValue `""`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly jwks_endpoint?: string;
  /**
   * @defaultValue `"Launch interactive Jupyter Notebooks with JupyterHub"`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly tool_description?: string;
  /**
   * @defaultValue `"JupyterHub"`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly tool_name?: string;
  /**
   * @defaultValue `"auto"`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly uri_scheme?: "auto" | "https" | "http";
  /**
   * @defaultValue `"email"`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly username_key?: string;
}

/** Traits of ltiauthenticator.lti13.validator.LTI13LaunchValidator. */
export interface LTI13LaunchValidatorTraits<V extends Generation = Generation> {
  /**
   * @defaultValue `600`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly max_age?: number;
  /**
   * @defaultValue `0`
   * @see https://ltiauthenticator.readthedocs.io/en/latest/
   */
  readonly time_leeway?: number;
}
