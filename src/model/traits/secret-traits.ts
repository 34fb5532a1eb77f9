/** Where a value goes that a trait takes from `secrets/sign-in.env`. */
const OF_SIGN_IN = "secrets and secretTraits of signIn";
/** A value with several secrets, or of a class that is not a way to sign in. */
const READ_THERE = "an extraConfig file that reads it from a file or a variable";

/**
 * Traits whose value is secret, and what to use instead: traits end up in the generated configuration and in the hub's image.
 * The types do not offer them, and `check` warns of them.
 */
export const SECRET_TRAITS = {
  "CryptKeeper.keys": READ_THERE,
  "DummyAuthenticator.password": OF_SIGN_IN,
  "GitHubOAuthenticator.github_client_secret": OF_SIGN_IN,
  "JupyterHub.api_tokens": READ_THERE,
  "JupyterHub.cookie_secret": "nothing, because the hub keeps its own in its data volume",
  "JupyterHub.proxy_auth_token": "secrets/proxy.env",
  "JupyterHub.service_tokens": READ_THERE,
  "LDAPAuthenticator.lookup_dn_search_password": OF_SIGN_IN,
  "LTI11Authenticator.consumers": READ_THERE,
  "NativeAuthenticator.recaptcha_secret": OF_SIGN_IN,
  "NativeAuthenticator.secret_key": OF_SIGN_IN,
  "NativeAuthenticator.self_approval_server": READ_THERE,
  "OAuthenticator.client_secret": OF_SIGN_IN,
  "SharedPasswordAuthenticator.admin_password": OF_SIGN_IN,
  "SharedPasswordAuthenticator.password_groups": READ_THERE,
  "SharedPasswordAuthenticator.user_password": OF_SIGN_IN,
} as const satisfies { readonly [trait: string]: string };

/** True if a trait's name is that of a secret. */
export function isNamedLikeASecret(trait: string): boolean {
  return /(?:^|_)(?:secret|password|passwd|private_key|api_key|token)$/.test(trait);
}

/** What to use instead of a trait with a secret, by the class that defines it; undefined if it is none. */
export function insteadOfSecret(className: string, trait: string): string | undefined {
  const known: { readonly [trait: string]: string } = SECRET_TRAITS;
  const key = `${className}.${trait}`;
  return Object.hasOwn(known, key) ? known[key] : undefined;
}
