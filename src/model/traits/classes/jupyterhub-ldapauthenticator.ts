// Written by npm run traits. Do not edit.

import type { Dict, Generation, SecretTrait, TraitValue } from "../trait-value.ts";
import type { AuthenticatorTraits } from "./jupyterhub.ts";

/** Traits of ldapauthenticator.LDAPAuthenticator. */
export interface LDAPAuthenticatorTraits<V extends Generation = Generation> extends AuthenticatorTraits<V> {
  /**
   * @defaultValue `null`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly allowed_groups?: readonly TraitValue[] | null;
  /**
   * @defaultValue `[]`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly attributes?: readonly TraitValue[];
  /**
   * @defaultValue `[]`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly auth_state_attributes?: readonly TraitValue[];
  /**
   * @defaultValue `[]`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly bind_dn_template?: readonly TraitValue[] | string;
  /**
   * @deprecated
   * @defaultValue `false`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly escape_userdn?: boolean;
  /**
   * @defaultValue `["member","uniqueMember","memberUid"]`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly group_attributes?: readonly TraitValue[];
  /**
   * @defaultValue `"(|(member={userdn})(uniqueMember={userdn})(memberUid={uid}))"`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly group_search_filter?: string;
  /**
   * @defaultValue `false`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly lookup_dn?: boolean;
  /**
   * @defaultValue `"({login_attr}={login})"`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly lookup_dn_search_filter?: string | null;
  /**
   * @defaultValue `null`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly lookup_dn_search_password?: SecretTrait<"secrets and secretTraits of signIn">;
  /**
   * @defaultValue `null`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly lookup_dn_search_user?: string | null;
  /**
   * @defaultValue `null`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly lookup_dn_user_dn_attribute?: string | null;
  /**
   * @defaultValue `""`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly search_filter?: string;
  /**
   * @defaultValue `""`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly server_address?: string;
  /**
   * @defaultValue computed
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly server_port?: number;
  /**
   * @defaultValue `{}`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly tls_kwargs?: Dict<TraitValue>;
  /**
   * @defaultValue computed
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly tls_strategy?: "before_bind" | "on_connect" | "insecure";
  /**
   * @defaultValue `false`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly use_lookup_dn_username?: boolean;
  /**
   * @deprecated
   * @defaultValue `null`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly use_ssl?: boolean | null;
  /**
   * @defaultValue `null`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly user_attribute?: string | null;
  /**
   * @defaultValue `null`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly user_search_base?: string | null;
  /**
   * @defaultValue `"^[a-z][.a-z0-9_-]*$"`
   * @see https://github.com/jupyterhub/ldapauthenticator#readme
   */
  readonly valid_username_regex?: string;
}
