import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { defineHub, safeDefine } from "../../../src/model/hub/hub.ts";
import { KnownTraits } from "../../../src/model/traits/known-traits.ts";
import { type Family, OWNED, ROOTS } from "../../../src/model/traits/owned.ts";

function codesOf(className: string, trait: string): readonly string[] {
  try {
    defineHub({ name: "math", traits: { [className]: { [trait]: false } } });
    return [];
  } catch (error) {
    if (!(error instanceof HubwrightError)) throw error;
    return error.problems.map(({ code }) => code);
  }
}

describe("traits that are hubwright's own", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["mounts", ["Spawner", "DockerSpawner", "HubwrightSpawner", "LoggingConfigurable", "Configurable"]],
    [
      "manage_roles",
      ["Authenticator", "DerivedPasswordAuthenticator", "CustomAuthenticator", "RosterMixin", "LoggingConfigurable"],
    ],
    ["auth_refresh_age", ["Authenticator", "DerivedPasswordAuthenticator"]],
    ["should_start", ["Proxy", "ConfigurableHTTPProxy"]],
    ["load_roles", ["JupyterHub", "HubwrightApp", "Application", "SingletonConfigurable"]],
  ];

  for (const [trait, classes] of cases)
    for (const name of classes)
      it(`refuse ${name}.${trait}`, () => {
        expect(codesOf(name, trait)).to.deep.equal(["trait-owned"]);
      });

  it("refuse what the roster decides on every class for signing in", () => {
    expect(codesOf("GoogleOAuthenticator", "manage_groups")).to.deep.equal(["trait-owned"]);
    expect(codesOf("LocalAuthenticator", "admin_users")).to.deep.equal(["trait-owned"]);
  });

  it("stay hubwright's own if somebody's sign-in class has the name of one of these classes, or any other", () => {
    const refused = (authenticator: string, trait: string) => {
      const name = authenticator.slice(authenticator.lastIndexOf(".") + 1);
      const { problems } = safeDefine({
        name: "math",
        signIn: { kind: "custom", authenticator },
        traits: { [name]: { [trait]: false } },
      } as unknown);
      return problems.map(({ code }) => code);
    };
    expect(refused("mine.Spawner", "mounts")).to.deep.equal(["trait-owned"]);
    expect(refused("mine.JupyterHub", "load_roles")).to.deep.equal(["trait-owned"]);
    expect(refused("mine.Authenticator", "manage_groups")).to.deep.equal(["trait-owned"]);
    expect(refused("mine.GitHubOAuthenticator", "auth_refresh_age")).to.deep.equal(["trait-owned"]);
    expect(refused("mine.MyAuthenticator", "admin_users")).to.deep.equal(["trait-owned"]);
    expect(refused("mine.MyAuthenticator", "team")).to.deep.equal([]);
  });

  it("are no traits of classes that have nothing to do with them", () => {
    expect(codesOf("JupyterHub", "mounts")).to.deep.equal(["trait-unknown"]);
    expect(codesOf("IdleCuller", "db_url")).to.deep.equal(["trait-unknown"]);
    expect(codesOf("KubeSpawner", "mounts")).to.deep.equal([]);
    expect(codesOf("constructor", "name")).to.deep.equal(["trait-invalid"]);
  });

  it("exist in the classes that JupyterHub has", () => {
    const known = new KnownTraits();
    for (const family of Object.keys(OWNED) as Family[])
      for (const trait of Object.keys(OWNED[family]))
        expect(known.traitsOf(ROOTS[family], trait), `${family}.${trait}`).not.to.deep.equal([]);
  });
});
