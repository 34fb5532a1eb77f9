import type { CustomSignIn } from "./sign-in.ts";
import type { LdapSignIn, SignInPreset } from "./sign-in-preset.ts";

/** The name, in `secrets/sign-in.env`, of the secret that an OAuth provider gave the hub. OAuthenticator's classes read it. */
export const CLIENT_SECRET = "OAUTH_CLIENT_SECRET";

/** The name, in `secrets/sign-in.env`, of the password of the account that searches in LDAP. */
export const LDAP_PASSWORD = "LDAP_PASSWORD";

/** Python's `ssl.CERT_REQUIRED`. Without it, LDAPAuthenticator accepts any certificate. */
const CERTIFICATE_REQUIRED = 2;

/** The package of the OAuth providers' classes, at the version that presets install. */
export const OAUTHENTICATOR = "oauthenticator==17.4.0";

/** The package of the class for LDAP, at the version that presets install. */
export const LDAPAUTHENTICATOR = "jupyterhub-ldapauthenticator==2.0.2";

/** The class and settings that a preset stands for. Pure. */
export function customSignIn(preset: SignInPreset, hub: string): CustomSignIn {
  if (preset.kind === "ldap") return ldap(preset);
  const { authenticator, pip = OAUTHENTICATOR, traits } = oauth(preset);
  const own = { client_id: preset.clientId, oauth_callback_url: callbackOf(preset.address, hub) };
  return { kind: "custom", authenticator, pip: [pip], traits: { ...own, ...traits }, secrets: [CLIENT_SECRET] };
}

/** The address that a provider sends people back to. */
export function callbackOf(address: string, hub: string): string {
  return `${address.replace(/\/+$/, "")}/${hub}/hub/oauth_callback`;
}

interface Class {
  readonly authenticator: string;
  readonly pip?: string;
  readonly traits: NonNullable<CustomSignIn["traits"]>;
}

function oauth(preset: Exclude<SignInPreset, LdapSignIn>): Class {
  switch (preset.kind) {
    case "github": {
      const { organizations = [] } = preset;
      const only = { allowed_organizations: organizations, scope: ["read:org"] };
      return {
        authenticator: "oauthenticator.github.GitHubOAuthenticator",
        traits: organizations.length === 0 ? {} : only,
      };
    }
    case "google":
      return {
        authenticator: "oauthenticator.google.GoogleOAuthenticator",
        traits: { hosted_domain: preset.domains, strip_domain: preset.domains.length === 1 },
      };
    case "entra":
      return {
        authenticator: "oauthenticator.azuread.AzureAdOAuthenticator",
        traits: {
          tenant_id: preset.tenantId,
          username_claim: preset.usernameClaim ?? "upn",
          login_service: "Microsoft",
          scope: ["openid", "profile", "email"],
        },
      };
    case "cilogon": {
      const { identityProvider, domain } = preset;
      const derivation = { username_claim: "eppn", action: "strip_idp_domain", domain };
      return {
        authenticator: "oauthenticator.cilogon.CILogonOAuthenticator",
        traits: { idps: { [identityProvider]: { username_derivation: derivation } } },
      };
    }
    case "oidc":
      return {
        authenticator: "hubwright_hub.oidc.OidcAuthenticator",
        traits: {
          issuer: preset.issuer,
          username_claim: preset.usernameClaim ?? "preferred_username",
          scope: ["openid", "profile", "email"],
        },
      };
  }
}

function ldap({ server, encryption = "starttls", bindDn, lookup, groups = [] }: LdapSignIn): CustomSignIn {
  const found = {
    lookup_dn: true,
    lookup_dn_search_user: lookup?.account ?? "",
    user_search_base: lookup?.base ?? "",
    user_attribute: lookup?.attribute ?? "",
    lookup_dn_user_dn_attribute: lookup?.attribute ?? "",
  };
  return {
    kind: "custom",
    authenticator: "ldapauthenticator.LDAPAuthenticator",
    pip: [LDAPAUTHENTICATOR],
    traits: {
      server_address: server,
      tls_strategy: encryption === "tls" ? "on_connect" : "before_bind",
      tls_kwargs: { validate: CERTIFICATE_REQUIRED, ca_certs_file: "/etc/ssl/certs/ca-certificates.crt" },
      // Phones capitalize the first letter. The roster folds names, and LDAP ignores case.
      valid_username_regex: "^[A-Za-z0-9][A-Za-z0-9._@-]*\\Z",
      ...(lookup === undefined ? { bind_dn_template: [bindDn ?? ""] } : found),
      ...(groups.length === 0 ? {} : { allowed_groups: groups }),
    },
    secrets: lookup === undefined ? [] : [LDAP_PASSWORD],
    secretTraits: lookup === undefined ? {} : { lookup_dn_search_password: LDAP_PASSWORD },
  };
}
