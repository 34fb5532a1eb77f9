// Written by npm run traits. Do not edit.

import type { DockerSpawnerTraits, SwarmSpawnerTraits, SystemUserSpawnerTraits } from "./dockerspawner.ts";
import type {
  DerivedPasswordAuthenticatorTraits,
  HubwrightAppTraits,
  HubwrightSpawnerTraits,
  OidcAuthenticatorTraits,
  RosterMixinTraits,
} from "./hubwright.ts";
import type {
  AuthenticatorTraits,
  ConfigurableHTTPProxyTraits,
  CryptKeeperTraits,
  DummyAuthenticatorTraits,
  JupyterHubHTTPClientTraits,
  JupyterHubTraits,
  LocalAuthenticatorTraits,
  PAMAuthenticatorTraits,
  PeriodicMetricsCollectorTraits,
  SharedPasswordAuthenticatorTraits,
} from "./jupyterhub.ts";
import type { IdleCullerTraits } from "./jupyterhub-idle-culler.ts";
import type { LDAPAuthenticatorTraits } from "./jupyterhub-ldapauthenticator.ts";
import type {
  LTI11AuthenticatorTraits,
  LTI13AuthenticatorTraits,
  LTI13LaunchValidatorTraits,
} from "./jupyterhub-ltiauthenticator.ts";
import type { NativeAuthenticatorTraits } from "./jupyterhub-nativeauthenticator.ts";
import type {
  Auth0OAuthenticatorTraits,
  AzureAdOAuthenticatorTraits,
  BitbucketOAuthenticatorTraits,
  CILogonOAuthenticatorTraits,
  GenericOAuthenticatorTraits,
  GitHubOAuthenticatorTraits,
  GitLabOAuthenticatorTraits,
  GlobusOAuthenticatorTraits,
  GoogleOAuthenticatorTraits,
  LocalAuth0OAuthenticatorTraits,
  LocalAzureAdOAuthenticatorTraits,
  LocalBitbucketOAuthenticatorTraits,
  LocalCILogonOAuthenticatorTraits,
  LocalGenericOAuthenticatorTraits,
  LocalGitHubOAuthenticatorTraits,
  LocalGitLabOAuthenticatorTraits,
  LocalGlobusOAuthenticatorTraits,
  LocalGoogleOAuthenticatorTraits,
  LocalOpenShiftOAuthenticatorTraits,
  MWOAuthenticatorTraits,
  OAuthenticatorTraits,
  OpenShiftOAuthenticatorTraits,
} from "./oauthenticator.ts";
import type { Generation, OnlyIn } from "../trait-value.ts";

/** Classes with the traits that can be set on each, by name: those of its bases, too. */
export interface KnownClasses<V extends Generation = Generation> {
  readonly Application?: HubwrightAppTraits<V>;
  readonly Auth0OAuthenticator?: Auth0OAuthenticatorTraits<V>;
  readonly Authenticator?: AuthenticatorTraits<V>;
  readonly AzureAdOAuthenticator?: AzureAdOAuthenticatorTraits<V>;
  readonly BitbucketOAuthenticator?: BitbucketOAuthenticatorTraits<V>;
  readonly CILogonOAuthenticator?: CILogonOAuthenticatorTraits<V>;
  readonly Configurable?: HubwrightAppTraits<V> &
    ConfigurableHTTPProxyTraits<V> &
    HubwrightSpawnerTraits<V> &
    RosterMixinTraits<V>;
  readonly ConfigurableHTTPProxy?: ConfigurableHTTPProxyTraits<V>;
  readonly CryptKeeper?: CryptKeeperTraits<V>;
  readonly CustomAuthenticator?: RosterMixinTraits<V>;
  readonly DerivedPasswordAuthenticator?: DerivedPasswordAuthenticatorTraits<V>;
  readonly DockerSpawner?: DockerSpawnerTraits<V>;
  readonly DummyAuthenticator?: DummyAuthenticatorTraits<V>;
  readonly GenericOAuthenticator?: GenericOAuthenticatorTraits<V>;
  readonly GitHubOAuthenticator?: GitHubOAuthenticatorTraits<V>;
  readonly GitLabOAuthenticator?: GitLabOAuthenticatorTraits<V>;
  readonly GlobusOAuthenticator?: GlobusOAuthenticatorTraits<V>;
  readonly GoogleOAuthenticator?: GoogleOAuthenticatorTraits<V>;
  readonly HubwrightApp?: HubwrightAppTraits<V>;
  readonly HubwrightSpawner?: HubwrightSpawnerTraits<V>;
  readonly IdleCuller?: IdleCullerTraits<V>;
  readonly JupyterHub?: JupyterHubTraits<V>;
  readonly JupyterHubHTTPClient?: OnlyIn<"6.1", V, JupyterHubHTTPClientTraits<V>>;
  readonly LDAPAuthenticator?: LDAPAuthenticatorTraits<V>;
  readonly LTI11Authenticator?: LTI11AuthenticatorTraits<V>;
  readonly LTI13Authenticator?: LTI13AuthenticatorTraits<V>;
  readonly LTI13LaunchValidator?: LTI13LaunchValidatorTraits<V>;
  readonly LocalAuth0OAuthenticator?: LocalAuth0OAuthenticatorTraits<V>;
  readonly LocalAuthenticator?: LocalAuthenticatorTraits<V>;
  readonly LocalAzureAdOAuthenticator?: LocalAzureAdOAuthenticatorTraits<V>;
  readonly LocalBitbucketOAuthenticator?: LocalBitbucketOAuthenticatorTraits<V>;
  readonly LocalCILogonOAuthenticator?: LocalCILogonOAuthenticatorTraits<V>;
  readonly LocalGenericOAuthenticator?: LocalGenericOAuthenticatorTraits<V>;
  readonly LocalGitHubOAuthenticator?: LocalGitHubOAuthenticatorTraits<V>;
  readonly LocalGitLabOAuthenticator?: LocalGitLabOAuthenticatorTraits<V>;
  readonly LocalGlobusOAuthenticator?: LocalGlobusOAuthenticatorTraits<V>;
  readonly LocalGoogleOAuthenticator?: LocalGoogleOAuthenticatorTraits<V>;
  readonly LocalOpenShiftOAuthenticator?: LocalOpenShiftOAuthenticatorTraits<V>;
  readonly LoggingConfigurable?: HubwrightAppTraits<V> &
    ConfigurableHTTPProxyTraits<V> &
    HubwrightSpawnerTraits<V> &
    RosterMixinTraits<V>;
  readonly MWOAuthenticator?: MWOAuthenticatorTraits<V>;
  readonly NativeAuthenticator?: NativeAuthenticatorTraits<V>;
  readonly OAuthenticator?: OAuthenticatorTraits<V>;
  readonly OidcAuthenticator?: OidcAuthenticatorTraits<V>;
  readonly OpenShiftOAuthenticator?: OpenShiftOAuthenticatorTraits<V>;
  readonly PAMAuthenticator?: PAMAuthenticatorTraits<V>;
  readonly PeriodicMetricsCollector?: PeriodicMetricsCollectorTraits<V>;
  readonly Proxy?: ConfigurableHTTPProxyTraits<V>;
  readonly RosterMixin?: RosterMixinTraits<V>;
  readonly SharedPasswordAuthenticator?: SharedPasswordAuthenticatorTraits<V>;
  readonly SingletonConfigurable?: HubwrightAppTraits<V>;
  readonly Spawner?: HubwrightSpawnerTraits<V>;
  readonly SwarmSpawner?: SwarmSpawnerTraits<V>;
  readonly SystemUserSpawner?: SystemUserSpawnerTraits<V>;
}

/** Ways to sign in with their traits, by module and class. */
export interface SignInClasses<V extends Generation = Generation> {
  readonly "jupyterhub.auth.LocalAuthenticator": LocalAuthenticatorTraits<V>;
  readonly "jupyterhub.auth.PAMAuthenticator": PAMAuthenticatorTraits<V>;
  readonly "jupyterhub.auth.DummyAuthenticator": DummyAuthenticatorTraits<V>;
  readonly "jupyterhub.authenticators.shared.SharedPasswordAuthenticator": SharedPasswordAuthenticatorTraits<V>;
  readonly "oauthenticator.oauth2.OAuthenticator": OAuthenticatorTraits<V>;
  readonly "oauthenticator.OAuthenticator": OAuthenticatorTraits<V>;
  readonly "oauthenticator.auth0.Auth0OAuthenticator": Auth0OAuthenticatorTraits<V>;
  readonly "oauthenticator.auth0.LocalAuth0OAuthenticator": LocalAuth0OAuthenticatorTraits<V>;
  readonly "oauthenticator.azuread.AzureAdOAuthenticator": AzureAdOAuthenticatorTraits<V>;
  readonly "oauthenticator.azuread.LocalAzureAdOAuthenticator": LocalAzureAdOAuthenticatorTraits<V>;
  readonly "oauthenticator.bitbucket.BitbucketOAuthenticator": BitbucketOAuthenticatorTraits<V>;
  readonly "oauthenticator.BitbucketOAuthenticator": BitbucketOAuthenticatorTraits<V>;
  readonly "oauthenticator.bitbucket.LocalBitbucketOAuthenticator": LocalBitbucketOAuthenticatorTraits<V>;
  readonly "oauthenticator.LocalBitbucketOAuthenticator": LocalBitbucketOAuthenticatorTraits<V>;
  readonly "oauthenticator.cilogon.CILogonOAuthenticator": CILogonOAuthenticatorTraits<V>;
  readonly "oauthenticator.CILogonOAuthenticator": CILogonOAuthenticatorTraits<V>;
  readonly "oauthenticator.cilogon.LocalCILogonOAuthenticator": LocalCILogonOAuthenticatorTraits<V>;
  readonly "oauthenticator.LocalCILogonOAuthenticator": LocalCILogonOAuthenticatorTraits<V>;
  readonly "oauthenticator.generic.GenericOAuthenticator": GenericOAuthenticatorTraits<V>;
  readonly "oauthenticator.generic.LocalGenericOAuthenticator": LocalGenericOAuthenticatorTraits<V>;
  readonly "oauthenticator.github.GitHubOAuthenticator": GitHubOAuthenticatorTraits<V>;
  readonly "oauthenticator.GitHubOAuthenticator": GitHubOAuthenticatorTraits<V>;
  readonly "oauthenticator.github.LocalGitHubOAuthenticator": LocalGitHubOAuthenticatorTraits<V>;
  readonly "oauthenticator.LocalGitHubOAuthenticator": LocalGitHubOAuthenticatorTraits<V>;
  readonly "oauthenticator.gitlab.GitLabOAuthenticator": GitLabOAuthenticatorTraits<V>;
  readonly "oauthenticator.gitlab.LocalGitLabOAuthenticator": LocalGitLabOAuthenticatorTraits<V>;
  readonly "oauthenticator.globus.GlobusOAuthenticator": GlobusOAuthenticatorTraits<V>;
  readonly "oauthenticator.globus.LocalGlobusOAuthenticator": LocalGlobusOAuthenticatorTraits<V>;
  readonly "oauthenticator.google.GoogleOAuthenticator": GoogleOAuthenticatorTraits<V>;
  readonly "oauthenticator.GoogleOAuthenticator": GoogleOAuthenticatorTraits<V>;
  readonly "oauthenticator.google.LocalGoogleOAuthenticator": LocalGoogleOAuthenticatorTraits<V>;
  readonly "oauthenticator.LocalGoogleOAuthenticator": LocalGoogleOAuthenticatorTraits<V>;
  readonly "oauthenticator.mediawiki.MWOAuthenticator": MWOAuthenticatorTraits<V>;
  readonly "oauthenticator.openshift.OpenShiftOAuthenticator": OpenShiftOAuthenticatorTraits<V>;
  readonly "oauthenticator.openshift.LocalOpenShiftOAuthenticator": LocalOpenShiftOAuthenticatorTraits<V>;
  readonly "ldapauthenticator.LDAPAuthenticator": LDAPAuthenticatorTraits<V>;
  readonly "ldapauthenticator.ldapauthenticator.LDAPAuthenticator": LDAPAuthenticatorTraits<V>;
  readonly "nativeauthenticator.NativeAuthenticator": NativeAuthenticatorTraits<V>;
  readonly "nativeauthenticator.nativeauthenticator.NativeAuthenticator": NativeAuthenticatorTraits<V>;
  readonly "ltiauthenticator.lti11.auth.LTI11Authenticator": LTI11AuthenticatorTraits<V>;
  readonly "ltiauthenticator.lti13.auth.LTI13Authenticator": LTI13AuthenticatorTraits<V>;
  readonly "hubwright_hub.sign_in.roster_mixin.RosterMixin": RosterMixinTraits<V>;
  readonly "hubwright_hub.sign_in.derived_password.DerivedPasswordAuthenticator": DerivedPasswordAuthenticatorTraits<V>;
  readonly "hubwright_hub.oidc.OidcAuthenticator": OidcAuthenticatorTraits<V>;
}
