import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";

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

  it("are no traits of classes that have nothing to do with them", () => {
    expect(codesOf("JupyterHub", "mounts")).to.deep.equal([]);
    expect(codesOf("constructor", "name")).to.deep.equal(["trait-invalid"]);
    expect(codesOf("GoogleOAuthenticator", "manage_groups")).to.deep.equal([]);
  });
});
