// Written by npm run traits. Do not edit.

import type { Dict, Generation, NamedFunction, SecretTrait, SetByHubwright, TraitValue } from "../trait-value.ts";
import type { AuthenticatorTraits, LocalAuthenticatorTraits } from "./jupyterhub.ts";

/** Traits of oauthenticator.oauth2.OAuthenticator. */
export interface OAuthenticatorTraits<V extends Generation = Generation> extends AuthenticatorTraits<V> {
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.admin_groups
   */
  readonly admin_groups?: readonly string[];
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_existing_users
   */
  readonly allow_existing_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allowed_groups
   */
  readonly allowed_groups?: readonly string[];
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allowed_scopes
   */
  readonly allowed_scopes?: readonly string[];
  /**
   * @defaultValue `""`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.auth_state_groups_key
   */
  readonly auth_state_groups_key?: string | NamedFunction;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.authorize_url
   */
  readonly authorize_url?: string;
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.basic_auth
   */
  readonly basic_auth?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.client_id
   */
  readonly client_id?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.client_secret
   */
  readonly client_secret?: SecretTrait<"secrets and secretTraits of signIn">;
  /**
   * @defaultValue `"Sorry, you are not currently authorized to use this hub. Please contact the hub administrator."`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.custom_403_message
   */
  readonly custom_403_message?: string;
  /**
   * @defaultValue `true`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.enable_pkce
   */
  readonly enable_pkce?: boolean;
  /**
   * @defaultValue `{}`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.extra_authorize_params
   */
  readonly extra_authorize_params?: Dict<TraitValue>;
  /**
   * @defaultValue `{}`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.http_request_kwargs
   */
  readonly http_request_kwargs?: Dict<TraitValue>;
  /**
   * @defaultValue `"OAuth 2.0"`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.login_service
   */
  readonly login_service?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.logout_redirect_url
   */
  readonly logout_redirect_url?: string;
  /**
   * @defaultValue `null`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.modify_auth_state_hook
   */
  readonly modify_auth_state_hook?: NamedFunction | null;
  /**
   * @defaultValue `""`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.oauth_callback_url
   */
  readonly oauth_callback_url?: string;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
  /**
   * @defaultValue `null`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.refresh_user_hook
   */
  readonly refresh_user_hook?: NamedFunction | null;
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.scope
   */
  readonly scope?: readonly string[];
  /**
   * @defaultValue `{}`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.token_params
   */
  readonly token_params?: Dict<TraitValue>;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.token_url
   */
  readonly token_url?: string;
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.userdata_from_id_token
   */
  readonly userdata_from_id_token?: boolean;
  /**
   * @defaultValue `{}`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.userdata_params
   */
  readonly userdata_params?: Dict<TraitValue>;
  /**
   * @defaultValue `"header"`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.userdata_token_method
   */
  readonly userdata_token_method?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.userdata_url
   */
  readonly userdata_url?: string;
  /**
   * @defaultValue `"username"`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.username_claim
   */
  readonly username_claim?: string | NamedFunction;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.validate_server_cert
   */
  readonly validate_server_cert?: boolean;
}

/** Traits of oauthenticator.auth0.Auth0OAuthenticator. */
export interface Auth0OAuthenticatorTraits<V extends Generation = Generation> extends OAuthenticatorTraits<V> {
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.auth0.html#oauthenticator.auth0.Auth0OAuthenticator.allow_unverified_email
   */
  readonly allow_unverified_email?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.auth0.html#oauthenticator.auth0.Auth0OAuthenticator.auth0_domain
   */
  readonly auth0_domain?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.auth0.html#oauthenticator.auth0.Auth0OAuthenticator.auth0_subdomain
   */
  readonly auth0_subdomain?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.login_service
   */
  readonly login_service?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.username_claim
   */
  readonly username_claim?: string | NamedFunction;
  /**
   * @deprecated
   * @defaultValue `""`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.auth0.html#oauthenticator.auth0.Auth0OAuthenticator.username_key
   */
  readonly username_key?: string;
}

/** Traits of oauthenticator.auth0.LocalAuth0OAuthenticator. */
export interface LocalAuth0OAuthenticatorTraits<V extends Generation = Generation>
  extends LocalAuthenticatorTraits<V>, Omit<Auth0OAuthenticatorTraits<V>, "allowed_groups"> {
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_existing_users
   */
  readonly allow_existing_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
}

/** Traits of oauthenticator.azuread.AzureAdOAuthenticator. */
export interface AzureAdOAuthenticatorTraits<V extends Generation = Generation> extends OAuthenticatorTraits<V> {
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.auth_state_groups_key
   */
  readonly auth_state_groups_key?: string | NamedFunction;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.azuread.html#oauthenticator.azuread.AzureAdOAuthenticator.graph_url
   */
  readonly graph_url?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.login_service
   */
  readonly login_service?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.azuread.html#oauthenticator.azuread.AzureAdOAuthenticator.tenant_id
   */
  readonly tenant_id?: string;
  /**
   * @deprecated
   * @defaultValue `""`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.azuread.html#oauthenticator.azuread.AzureAdOAuthenticator.user_groups_claim
   */
  readonly user_groups_claim?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.username_claim
   */
  readonly username_claim?: string | NamedFunction;
}

/** Traits of oauthenticator.azuread.LocalAzureAdOAuthenticator. */
export interface LocalAzureAdOAuthenticatorTraits<V extends Generation = Generation>
  extends LocalAuthenticatorTraits<V>, Omit<AzureAdOAuthenticatorTraits<V>, "allowed_groups"> {
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_existing_users
   */
  readonly allow_existing_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
}

/** Traits of oauthenticator.bitbucket.BitbucketOAuthenticator. */
export interface BitbucketOAuthenticatorTraits<V extends Generation = Generation> extends OAuthenticatorTraits<V> {
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.bitbucket.html#oauthenticator.bitbucket.BitbucketOAuthenticator.allowed_teams
   */
  readonly allowed_teams?: readonly TraitValue[];
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.login_service
   */
  readonly login_service?: string;
  /**
   * @deprecated
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.bitbucket.html#oauthenticator.bitbucket.BitbucketOAuthenticator.team_whitelist
   */
  readonly team_whitelist?: readonly TraitValue[];
}

/** Traits of oauthenticator.bitbucket.LocalBitbucketOAuthenticator. */
export interface LocalBitbucketOAuthenticatorTraits<V extends Generation = Generation>
  extends LocalAuthenticatorTraits<V>, Omit<BitbucketOAuthenticatorTraits<V>, "allowed_groups"> {
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_existing_users
   */
  readonly allow_existing_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
}

/** Traits of oauthenticator.cilogon.CILogonOAuthenticator. */
export interface CILogonOAuthenticatorTraits<V extends Generation = Generation> extends Omit<
  OAuthenticatorTraits<V>,
  "username_claim"
> {
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.cilogon.html#oauthenticator.cilogon.CILogonOAuthenticator.additional_username_claims
   */
  readonly additional_username_claims?: readonly TraitValue[];
  /**
   * @deprecated
   * @defaultValue `{}`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.cilogon.html#oauthenticator.cilogon.CILogonOAuthenticator.allowed_idps
   */
  readonly allowed_idps?: Dict<TraitValue>;
  /**
   * @defaultValue `"cilogon.org"`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.cilogon.html#oauthenticator.cilogon.CILogonOAuthenticator.cilogon_host
   */
  readonly cilogon_host?: string;
  /**
   * @defaultValue `""`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.cilogon.html#oauthenticator.cilogon.CILogonOAuthenticator.idp
   */
  readonly idp?: string;
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.cilogon.html#oauthenticator.cilogon.CILogonOAuthenticator.idp_whitelist
   */
  readonly idp_whitelist?: readonly TraitValue[];
  /**
   * @defaultValue `{}`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.cilogon.html#oauthenticator.cilogon.CILogonOAuthenticator.idps
   */
  readonly idps?: Dict<TraitValue>;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.login_service
   */
  readonly login_service?: string;
  /**
   * @defaultValue `["openid","email","org.cilogon.userinfo","profile"]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.cilogon.html#oauthenticator.cilogon.CILogonOAuthenticator.scope
   */
  readonly scope?: readonly string[];
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.cilogon.html#oauthenticator.cilogon.CILogonOAuthenticator.shown_idps
   */
  readonly shown_idps?: readonly TraitValue[];
  /**
   * @defaultValue `""`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.cilogon.html#oauthenticator.cilogon.CILogonOAuthenticator.skin
   */
  readonly skin?: string;
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.cilogon.html#oauthenticator.cilogon.CILogonOAuthenticator.strip_idp_domain
   */
  readonly strip_idp_domain?: boolean;
  /**
   * @defaultValue `""`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.cilogon.html#oauthenticator.cilogon.CILogonOAuthenticator.username_claim
   */
  readonly username_claim?: string;
}

/** Traits of oauthenticator.cilogon.LocalCILogonOAuthenticator. */
export interface LocalCILogonOAuthenticatorTraits<V extends Generation = Generation>
  extends LocalAuthenticatorTraits<V>, Omit<CILogonOAuthenticatorTraits<V>, "allowed_groups"> {
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_existing_users
   */
  readonly allow_existing_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
}

/** Traits of oauthenticator.generic.GenericOAuthenticator. */
export interface GenericOAuthenticatorTraits<V extends Generation = Generation> extends OAuthenticatorTraits<V> {
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.auth_state_groups_key
   */
  readonly auth_state_groups_key?: string | NamedFunction;
  /**
   * @deprecated
   * @defaultValue `"groups"`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.generic.html#oauthenticator.generic.GenericOAuthenticator.claim_groups_key
   */
  readonly claim_groups_key?: string | NamedFunction;
  /**
   * @deprecated
   * @defaultValue `{}`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.generic.html#oauthenticator.generic.GenericOAuthenticator.extra_params
   */
  readonly extra_params?: Dict<TraitValue>;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.login_service
   */
  readonly login_service?: string;
  /**
   * @deprecated
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.generic.html#oauthenticator.generic.GenericOAuthenticator.tls_verify
   */
  readonly tls_verify?: boolean;
  /**
   * @deprecated
   * @defaultValue `""`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.generic.html#oauthenticator.generic.GenericOAuthenticator.username_key
   */
  readonly username_key?: string | NamedFunction;
}

/** Traits of oauthenticator.generic.LocalGenericOAuthenticator. */
export interface LocalGenericOAuthenticatorTraits<V extends Generation = Generation>
  extends LocalAuthenticatorTraits<V>, Omit<GenericOAuthenticatorTraits<V>, "allowed_groups"> {
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_existing_users
   */
  readonly allow_existing_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
}

/** Traits of oauthenticator.github.GitHubOAuthenticator. */
export interface GitHubOAuthenticatorTraits<V extends Generation = Generation> extends OAuthenticatorTraits<V> {
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.github.html#oauthenticator.github.GitHubOAuthenticator.allowed_organizations
   */
  readonly allowed_organizations?: readonly TraitValue[];
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.github.html#oauthenticator.github.GitHubOAuthenticator.github_api
   */
  readonly github_api?: string;
  /**
   * @deprecated
   * @defaultValue `""`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.github.html#oauthenticator.github.GitHubOAuthenticator.github_client_id
   */
  readonly github_client_id?: string;
  /**
   * @deprecated
   * @defaultValue `""`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.github.html#oauthenticator.github.GitHubOAuthenticator.github_client_secret
   */
  readonly github_client_secret?: SecretTrait<"secrets and secretTraits of signIn">;
  /**
   * @deprecated
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.github.html#oauthenticator.github.GitHubOAuthenticator.github_organization_whitelist
   */
  readonly github_organization_whitelist?: readonly TraitValue[];
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.github.html#oauthenticator.github.GitHubOAuthenticator.github_url
   */
  readonly github_url?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.login_service
   */
  readonly login_service?: string;
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.github.html#oauthenticator.github.GitHubOAuthenticator.populate_teams_in_auth_state
   */
  readonly populate_teams_in_auth_state?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.username_claim
   */
  readonly username_claim?: string | NamedFunction;
}

/** Traits of oauthenticator.github.LocalGitHubOAuthenticator. */
export interface LocalGitHubOAuthenticatorTraits<V extends Generation = Generation>
  extends LocalAuthenticatorTraits<V>, Omit<GitHubOAuthenticatorTraits<V>, "allowed_groups"> {
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_existing_users
   */
  readonly allow_existing_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
}

/** Traits of oauthenticator.gitlab.GitLabOAuthenticator. */
export interface GitLabOAuthenticatorTraits<V extends Generation = Generation> extends OAuthenticatorTraits<V> {
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.gitlab.html#oauthenticator.gitlab.GitLabOAuthenticator.allowed_gitlab_groups
   */
  readonly allowed_gitlab_groups?: readonly TraitValue[];
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.gitlab.html#oauthenticator.gitlab.GitLabOAuthenticator.allowed_project_ids
   */
  readonly allowed_project_ids?: readonly TraitValue[];
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.gitlab.html#oauthenticator.gitlab.GitLabOAuthenticator.gitlab_api
   */
  readonly gitlab_api?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.gitlab.html#oauthenticator.gitlab.GitLabOAuthenticator.gitlab_api_version
   */
  readonly gitlab_api_version?: string;
  /**
   * @deprecated
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.gitlab.html#oauthenticator.gitlab.GitLabOAuthenticator.gitlab_group_whitelist
   */
  readonly gitlab_group_whitelist?: readonly TraitValue[];
  /**
   * @deprecated
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.gitlab.html#oauthenticator.gitlab.GitLabOAuthenticator.gitlab_project_id_whitelist
   */
  readonly gitlab_project_id_whitelist?: readonly TraitValue[];
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.gitlab.html#oauthenticator.gitlab.GitLabOAuthenticator.gitlab_url
   */
  readonly gitlab_url?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.login_service
   */
  readonly login_service?: string;
}

/** Traits of oauthenticator.gitlab.LocalGitLabOAuthenticator. */
export interface LocalGitLabOAuthenticatorTraits<V extends Generation = Generation>
  extends LocalAuthenticatorTraits<V>, Omit<GitLabOAuthenticatorTraits<V>, "allowed_groups"> {
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_existing_users
   */
  readonly allow_existing_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
}

/** Traits of oauthenticator.globus.GlobusOAuthenticator. */
export interface GlobusOAuthenticatorTraits<V extends Generation = Generation> extends OAuthenticatorTraits<V> {
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.globus.html#oauthenticator.globus.GlobusOAuthenticator.admin_globus_groups
   */
  readonly admin_globus_groups?: readonly TraitValue[];
  /**
   * @defaultValue `[]`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.globus.html#oauthenticator.globus.GlobusOAuthenticator.allowed_globus_groups
   */
  readonly allowed_globus_groups?: readonly TraitValue[];
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.globus.html#oauthenticator.globus.GlobusOAuthenticator.exclude_tokens
   */
  readonly exclude_tokens?: readonly TraitValue[];
  /**
   * @defaultValue `"https://groups.api.globus.org/v2/groups/my_groups"`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.globus.html#oauthenticator.globus.GlobusOAuthenticator.globus_groups_url
   */
  readonly globus_groups_url?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.globus.html#oauthenticator.globus.GlobusOAuthenticator.globus_local_endpoint
   */
  readonly globus_local_endpoint?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.globus.html#oauthenticator.globus.GlobusOAuthenticator.identity_provider
   */
  readonly identity_provider?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.login_service
   */
  readonly login_service?: string;
  /**
   * @defaultValue `"https://auth.globus.org/v2/oauth2/token/revoke"`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.globus.html#oauthenticator.globus.GlobusOAuthenticator.revocation_url
   */
  readonly revocation_url?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.globus.html#oauthenticator.globus.GlobusOAuthenticator.revoke_tokens_on_logout
   */
  readonly revoke_tokens_on_logout?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.scope
   */
  readonly scope?: readonly string[];
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.username_claim
   */
  readonly username_claim?: string | NamedFunction;
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.globus.html#oauthenticator.globus.GlobusOAuthenticator.username_from_email
   */
  readonly username_from_email?: boolean;
}

/** Traits of oauthenticator.globus.LocalGlobusOAuthenticator. */
export interface LocalGlobusOAuthenticatorTraits<V extends Generation = Generation>
  extends LocalAuthenticatorTraits<V>, Omit<GlobusOAuthenticatorTraits<V>, "allowed_groups"> {
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_existing_users
   */
  readonly allow_existing_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
}

/** Traits of oauthenticator.google.GoogleOAuthenticator. */
export interface GoogleOAuthenticatorTraits<V extends Generation = Generation> extends OAuthenticatorTraits<V> {
  /**
   * @defaultValue `{}`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.google.html#oauthenticator.google.GoogleOAuthenticator.admin_google_groups
   */
  readonly admin_google_groups?: Dict<readonly string[]>;
  /**
   * @defaultValue `{}`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.google.html#oauthenticator.google.GoogleOAuthenticator.allowed_google_groups
   */
  readonly allowed_google_groups?: Dict<readonly string[]>;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.google.html#oauthenticator.google.GoogleOAuthenticator.google_api_url
   */
  readonly google_api_url?: string;
  /**
   * @deprecated
   * @defaultValue `{}`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.google.html#oauthenticator.google.GoogleOAuthenticator.google_group_whitelist
   */
  readonly google_group_whitelist?: Dict<TraitValue>;
  /**
   * @defaultValue `{}`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.google.html#oauthenticator.google.GoogleOAuthenticator.google_service_account_keys
   */
  readonly google_service_account_keys?: Dict<string>;
  /**
   * @defaultValue `{}`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.google.html#oauthenticator.google.GoogleOAuthenticator.gsuite_administrator
   */
  readonly gsuite_administrator?: Dict<string>;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.google.html#oauthenticator.google.GoogleOAuthenticator.hosted_domain
   */
  readonly hosted_domain?: readonly string[];
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.google.html#oauthenticator.google.GoogleOAuthenticator.include_nested_groups
   */
  readonly include_nested_groups?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.login_service
   */
  readonly login_service?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.scope
   */
  readonly scope?: readonly string[];
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.google.html#oauthenticator.google.GoogleOAuthenticator.strip_domain
   */
  readonly strip_domain?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.username_claim
   */
  readonly username_claim?: string | NamedFunction;
}

/** Traits of oauthenticator.google.LocalGoogleOAuthenticator. */
export interface LocalGoogleOAuthenticatorTraits<V extends Generation = Generation>
  extends LocalAuthenticatorTraits<V>, Omit<GoogleOAuthenticatorTraits<V>, "allowed_groups"> {
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_existing_users
   */
  readonly allow_existing_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
}

/** Traits of oauthenticator.mediawiki.MWOAuthenticator. */
export interface MWOAuthenticatorTraits<V extends Generation = Generation> extends OAuthenticatorTraits<V> {
  /**
   * @defaultValue `12`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.mediawiki.html#oauthenticator.mediawiki.MWOAuthenticator.executor_threads
   */
  readonly executor_threads?: number;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.login_service
   */
  readonly login_service?: string;
  /**
   * @defaultValue `"https://meta.wikimedia.org/w/index.php"`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.mediawiki.html#oauthenticator.mediawiki.MWOAuthenticator.mw_index_url
   */
  readonly mw_index_url?: string;
}

/** Traits of oauthenticator.openshift.OpenShiftOAuthenticator. */
export interface OpenShiftOAuthenticatorTraits<V extends Generation = Generation> extends OAuthenticatorTraits<V> {
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.auth_state_groups_key
   */
  readonly auth_state_groups_key?: string | NamedFunction;
  /**
   * @defaultValue `""`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.openshift.html#oauthenticator.openshift.OpenShiftOAuthenticator.ca_certs
   */
  readonly ca_certs?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.http_request_kwargs
   */
  readonly http_request_kwargs?: Dict<TraitValue>;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.login_service
   */
  readonly login_service?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.openshift.html#oauthenticator.openshift.OpenShiftOAuthenticator.openshift_auth_api_url
   */
  readonly openshift_auth_api_url?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.openshift.html#oauthenticator.openshift.OpenShiftOAuthenticator.openshift_rest_api_url
   */
  readonly openshift_rest_api_url?: string;
  /**
   * @defaultValue `"https://openshift.default.svc.cluster.local"`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.openshift.html#oauthenticator.openshift.OpenShiftOAuthenticator.openshift_url
   */
  readonly openshift_url?: string;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.scope
   */
  readonly scope?: readonly string[];
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.username_claim
   */
  readonly username_claim?: string | NamedFunction;
  /**
   * @deprecated
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.openshift.html#oauthenticator.openshift.OpenShiftOAuthenticator.validate_cert
   */
  readonly validate_cert?: boolean;
}

/** Traits of oauthenticator.openshift.LocalOpenShiftOAuthenticator. */
export interface LocalOpenShiftOAuthenticatorTraits<V extends Generation = Generation>
  extends LocalAuthenticatorTraits<V>, Omit<OpenShiftOAuthenticatorTraits<V>, "allowed_groups"> {
  /**
   * @defaultValue `false`
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html#oauthenticator.oauth2.OAuthenticator.allow_existing_users
   */
  readonly allow_existing_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
}
