import { expect } from "chai";
import { check } from "../../../src/access/check.ts";
import { sayHint } from "../../../src/model/problem/format-problem.ts";
import { generate } from "../../../src/emit/generate.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";

const found = (signIn: object) =>
  check({ name: "math", signIn } as HubInput).map(({ code, severity, at }) => `${severity} ${code} ${at?.join(".")}`);
const custom = (more: object) => found({ kind: "custom", authenticator: "a.B", ...more });

const OAUTH = { clientId: "id", address: "https://hub.x.edu" };
const PRESETS = {
  github: OAUTH,
  google: { ...OAUTH, domains: ["x.edu"] },
  entra: { ...OAUTH, tenantId: "8eaef023-2b34-4da1-9baa-8bc8c9d6a490" },
  cilogon: { ...OAUTH, identityProvider: "urn:mace:incommon:x.edu", domain: "x.edu" },
  oidc: { ...OAUTH, issuer: "https://sso.x.edu/realms/x" },
  ldap: { server: "ldap.x.edu", bindDn: "uid={username},dc=x,dc=edu" },
} as const;

describe("signIn", () => {
  it("takes each preset as the documentation writes it", () => {
    for (const [kind, fields] of Object.entries(PRESETS)) expect(found({ kind, ...fields }), kind).to.deep.equal([]);
  });

  it("misses each field that a preset needs, and knows no other", () => {
    for (const [kind, fields] of Object.entries(PRESETS)) {
      for (const field of Object.keys(fields)) {
        const left = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== field));
        const at = field === "bindDn" ? "signIn" : `signIn.${field}`;
        expect(found({ kind, ...left }), `${kind} without ${field}`).to.include(`error sign-in-field-invalid ${at}`);
        expect(found({ kind, ...fields, [field]: 5 }), `${kind} with 5 as ${field}`).to.include(
          `error sign-in-field-invalid signIn.${field}`,
        );
      }
      expect(found({ kind, ...fields, secret: "x" }), kind).to.deep.equal(["error hub-field-unknown signIn.secret"]);
    }
  });

  for (const [says, kind, wrong] of [
    ["every Google account", "google", { domains: [] }],
    ["a domain that is no domain", "google", { domains: ["edu"] }],
    ["every Microsoft account", "entra", { tenantId: "common" }],
    ["every Microsoft account of an organization", "entra", { tenantId: "organizations" }],
    ["personal Microsoft accounts", "entra", { tenantId: "consumers" }],
    ["an address that strangers can listen to", "github", { address: "http://hub.x.edu" }],
    ["an issuer that strangers can listen to", "oidc", { issuer: "http://sso.x.edu" }],
    ["an address with a password", "oidc", { issuer: "https://a:b@sso.x.edu" }],
    ["an address with a query", "github", { address: "https://hub.x.edu/?a=b" }],
    ["a host without its scheme", "github", { address: "hub.x.edu" }],
    ["the domain of a provider in place of its entity ID", "cilogon", { identityProvider: "x.edu" }],
    ["an entry that is the same for everybody", "ldap", { bindDn: "uid=ann,dc=x,dc=edu" }],
    ["an address in place of a host name", "ldap", { server: "ldap://ldap.x.edu" }],
    ["a connection that is not encrypted", "ldap", { encryption: "none" }],
    ["a group that is no DN", "ldap", { groups: ["math"] }],
    ["an incomplete lookup", "ldap", { bindDn: undefined, lookup: { account: "cn=a", base: "dc=x" } }],
    ["a password in the lookup", "ldap", { lookup: { account: "a", base: "b", attribute: "c", password: "d" } }],
  ] as const) {
    it(`refuses ${says}`, () => {
      expect(found({ kind, ...PRESETS[kind], ...wrong })).to.include(
        `error sign-in-field-invalid signIn.${Object.keys(wrong).at(-1)}`,
      );
    });
  }

  it("takes one way to find an entry in LDAP, not two and not none", () => {
    const lookup = { account: "cn=hub", base: "dc=x", attribute: "uid" };
    expect(found({ kind: "ldap", server: "x", lookup })).to.deep.equal([]);
    expect(found({ kind: "ldap", server: "x" })).to.deep.equal(["error sign-in-field-invalid signIn"]);
    expect(found({ ...PRESETS.ldap, kind: "ldap", lookup })).to.deep.equal(["error sign-in-field-invalid signIn"]);
  });

  it("names secrets as variables that nothing else in the hub reads", () => {
    expect(custom({ secrets: ["GITHUB_CLIENT_SECRET", "A1_B"] })).to.deep.equal([]);
    for (const name of [
      "",
      "a",
      "1A",
      "A-B",
      "A=B",
      "A\n",
      "PATH",
      "LD_PRELOAD",
      "PYTHONPATH",
      "DOCKER_HOST",
      "HTTP_PROXY",
    ])
      expect(custom({ secrets: [name] }), name).to.deep.equal(["error secret-name-invalid signIn.secrets.0"]);
    expect(custom({ secrets: ["A", "A"] })).to.deep.equal(["error secret-name-invalid signIn.secrets.1"]);
    expect(custom({ secrets: "A" })).to.deep.equal(["error hub-field-type signIn.secrets"]);
  });

  it("lets a setting take only a secret that is named, and no second value", () => {
    expect(custom({ secrets: ["A"], secretTraits: { key: "A" } })).to.deep.equal([]);
    const wrong = ["error secret-name-invalid signIn.secretTraits.key"];
    expect(custom({ secrets: ["A"], secretTraits: { key: "B" } })).to.deep.equal(wrong);
    expect(custom({ secretTraits: { key: "A" } })).to.deep.equal(wrong);
    expect(custom({ secrets: ["A"], secretTraits: { key: "A" }, traits: { key: "x" } })).to.deep.equal(wrong);
    expect(custom({ secrets: ["A"], secretTraits: { allowed_users: "A" } })).to.deep.equal([
      "error trait-owned signIn.secretTraits.allowed_users",
    ]);
  });

  it("warns of a secret that is written in the definition", () => {
    const traits = { client_id: "a", client_secret: "b", lookup_dn_search_password: "c", token_url: "d", password: "" };
    expect(custom({ traits })).to.deep.equal([
      "warning secret-in-definition signIn.traits.client_secret",
      "warning secret-in-definition signIn.traits.lookup_dn_search_password",
    ]);
    const [first] = check({ name: "math", signIn: { kind: "custom", authenticator: "a.B", traits } });
    expect(`${first?.message} ${sayHint(first?.hint ?? "")}`).not.to.include('"b"');
  });

  it("mounts the file of secrets only where there are some, and in the hub alone", () => {
    const compose = (signIn: HubInput["signIn"] & object) =>
      generate(defineHub({ name: "math", signIn }))["compose.yaml"] ?? "";
    expect(compose({ kind: "github", ...PRESETS.github }).match(/sign-in\.env/g)).to.have.length(2);
    expect(compose({ kind: "ldap", ...PRESETS.ldap })).not.to.include("sign-in.env");
  });
});
