/** A sign-in provider that many universities use: an ID, an address, and a secret in `secrets/sign-in.env`. */
export type SignInPreset = GitHubSignIn | GoogleSignIn | EntraSignIn | CILogonSignIn | OidcSignIn | LdapSignIn;

/** What every OAuth provider needs. Its secret is `OAUTH_CLIENT_SECRET` in `secrets/sign-in.env`. */
export interface OAuthSignIn {
  /** The ID that the provider gave this hub when you registered it there. It is not secret. */
  readonly clientId: string;
  /**
   * The address of your server as people enter it, for example `"https://hub.example.edu"`. The provider sends people back to
   * `ADDRESS/NAME/hub/oauth_callback`, with the hub's name: register that callback address there.
   */
  readonly address: string;
}

/** GitHub accounts. The userlist has people's GitHub names. */
export interface GitHubSignIn extends OAuthSignIn {
  /** Selects sign-in with GitHub. */
  readonly kind: "github";
  /** Only members of these organizations can sign in, even if others are on the roster. Write a team as `"org:team"`. */
  readonly organizations?: readonly string[];
}

/** Google accounts of your own domain. The userlist has the part before the `@`, or with several domains the whole address. */
export interface GoogleSignIn extends OAuthSignIn {
  /** Selects sign-in with Google. */
  readonly kind: "google";
  /** The Google Workspace domains whose accounts can sign in, at least one. Otherwise any Google account could use a name. */
  readonly domains: readonly string[];
}

/** Microsoft Entra ID (Azure AD). The userlist has people's user principal names, such as `ann@example.edu`. */
export interface EntraSignIn extends OAuthSignIn {
  /** Selects sign-in with Microsoft Entra ID. */
  readonly kind: "entra";
  /** The ID of your university's tenant, or one of its domains. */
  readonly tenantId: string;
  /**
   * The claim with a person's name in the userlist. Guests of the tenant have no `upn` and cannot sign in.
   * @defaultValue `"upn"`
   */
  readonly usernameClaim?: string;
}

/** A university's own sign-in through CILogon. The userlist has the part of people's `eppn` before the `@`. */
export interface CILogonSignIn extends OAuthSignIn {
  /** Selects sign-in with CILogon. */
  readonly kind: "cilogon";
  /** The university's entity ID, from https://cilogon.org/idplist. */
  readonly identityProvider: string;
  /** The domain that its people's names end in. A name with another domain keeps its domain. */
  readonly domain: string;
}

/** Any provider of OpenID Connect, such as Keycloak, Shibboleth or Okta. */
export interface OidcSignIn extends OAuthSignIn {
  /** Selects sign-in with a provider of OpenID Connect. */
  readonly kind: "oidc";
  /** The provider's issuer address: the page `ISSUER/.well-known/openid-configuration` must exist. */
  readonly issuer: string;
  /**
   * The claim with a person's name in the userlist; people must not be able to change it themselves. With `"email"`,
   * only people with a verified address can sign in.
   * @defaultValue `"preferred_username"`
   */
  readonly usernameClaim?: string;
}

/** Accounts of an LDAP server or Active Directory. The userlist has the names that people sign in with. */
export interface LdapSignIn {
  /** Selects sign-in with an LDAP server. */
  readonly kind: "ldap";
  /** The server's host name. Its certificate must be trusted by the hub's image. */
  readonly server: string;
  /**
   * How the connection is encrypted: `"starttls"` on port 389, or `"tls"` on port 636.
   * @defaultValue `"starttls"`
   */
  readonly encryption?: "starttls" | "tls";
  /** Where a person's entry is, for example `"uid={username},ou=people,dc=example,dc=edu"`. Either this or `lookup`. */
  readonly bindDn?: string;
  /** How to find a person's entry if it cannot be built from their name, as in Active Directory. */
  readonly lookup?: {
    /** The account that searches. Its password is `LDAP_PASSWORD` in `secrets/sign-in.env`. */
    readonly account: string;
    /** Where it searches, for example `"ou=people,dc=example,dc=edu"`. */
    readonly base: string;
    /** The attribute that holds the name people sign in with, for example `"sAMAccountName"` or `"uid"`. */
    readonly attribute: string;
  };
  /** Only members of these groups can sign in; write each as its DN. */
  readonly groups?: readonly string[];
}
