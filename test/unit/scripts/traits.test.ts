import { expect } from "chai";
import { homedir, hostname } from "node:os";
import { check } from "../../../src/access/check.ts";
import type { HubInput } from "../../../src/model/hub/hub.ts";
import { SECRET_TRAITS } from "../../../src/model/traits/secret-traits.ts";
import { committed, writtenFrom } from "../../../scripts/traits.mjs";
import { committedFacts } from "../../../scripts/traits/committed-facts.mjs";
import { factsText, pinnedVersions } from "../../../scripts/traits/facts.mjs";
import { drawCorrect, drawWrong } from "../../show/traits/draw-uses.ts";

const FACTS = committedFacts();
const TRAITS = Object.entries(FACTS.classes).flatMap(([className, { traits }]) =>
  Object.entries(traits)
    .filter(([, { definedBy }]) => definedBy === undefined)
    .map(([trait]) => `${className}.${trait}`),
);

/**
 * Names that look like a secret's, but whose values are addresses, paths of files, names of fields, or settings; and the proxy's token, which
 * hubwright sets itself.
 */
const NOT_SECRET = [
  "Auth0OAuthenticator.username_key",
  "ConfigurableHTTPProxy.auth_token",
  "DockerSpawner.tls_key",
  "GenericOAuthenticator.claim_groups_key",
  "GenericOAuthenticator.username_key",
  "GlobusOAuthenticator.exclude_tokens",
  "GlobusOAuthenticator.revoke_tokens_on_logout",
  "GoogleOAuthenticator.google_service_account_keys",
  "JupyterHub.cookie_secret_file",
  "JupyterHub.oauth_token_expires_in",
  "JupyterHub.ssl_key",
  "JupyterHub.token_expires_in_max_seconds",
  "JupyterHub.trust_user_provided_tokens",
  "LTI11Authenticator.username_key",
  "LTI13Authenticator.username_key",
  "NativeAuthenticator.check_common_password",
  "NativeAuthenticator.minimum_password_length",
  "NativeAuthenticator.recaptcha_key",
  "OAuthenticator.auth_state_groups_key",
  "OAuthenticator.token_params",
  "OAuthenticator.token_url",
  "OAuthenticator.userdata_from_id_token",
  "OAuthenticator.userdata_token_method",
  "Spawner.server_token_scopes",
];

describe("the facts about traits", () => {
  it("are of the versions that hubs get", () => {
    expect(FACTS.versions, "run: npm run traits").to.deep.equal(pinnedVersions());
  });

  it("give the files that are committed, byte for byte", () => {
    expect(committed(), "run: npm run traits -- --from-facts").to.deep.equal(writtenFrom(FACTS));
  });

  it("contain nothing of the machine that they were read on", () => {
    for (const text of [homedir(), hostname(), process.cwd(), "/lib/python", "site-packages"])
      expect(factsText(FACTS)).not.to.include(text);
  });

  it("say of every trait that looks like a secret whether it is one", () => {
    const looking = TRAITS.filter((name) =>
      /secret|passw|token|key|credential|consumers/i.test(name.split(".")[1] ?? ""),
    );
    const decided = [...Object.keys(SECRET_TRAITS).filter((name) => looking.includes(name)), ...NOT_SECRET];
    expect(looking.sort()).to.deep.equal(decided.sort());
  });

  it("know every trait that is called a secret", () => {
    expect(TRAITS).to.include.members(Object.keys(SECRET_TRAITS));
  });
});

describe("uses of traits, drawn at random", () => {
  const SEED = 20;
  const problems = (definition: object) =>
    check(definition as HubInput).filter(
      ({ severity, code }) => severity === "error" || code === "secret-in-definition",
    );

  it("are the same for the same seed", () => {
    expect(drawWrong(50, SEED)).to.deep.equal(drawWrong(50, SEED));
    expect(drawWrong(50, SEED)).not.to.deep.equal(drawWrong(50, SEED + 1));
  });

  it("pass the check if they are correct", () => {
    for (const { definition, text } of drawCorrect(300, SEED)) expect(problems(definition), text).to.deep.equal([]);
  });

  it("with a mistake of any kind are found by the check, too", () => {
    const wrong = drawWrong(300, SEED);
    expect([...new Set(wrong.map((use) => use.wrong))].sort()).to.deep.equal([
      "class",
      "generation",
      "owned",
      "trait",
      "type",
    ]);
    for (const { definition, text } of wrong) expect(problems(definition), text).not.to.deep.equal([]);
  });
});
