import { readFileSync } from "node:fs";
import { expect } from "chai";
import { check, generate, GroupMap } from "hubwright";
import { access, stranger } from "hubwright/testing";
import hub from "./hub.ts";

const people = GroupMap.parse(readFileSync(new URL("roster/userlist", import.meta.url), "utf8"));

describe("the hub seminar", () => {
  it("has no problems", () => {
    expect(check(hub, people)).to.deep.equal([]);
  });

  it("lets only the organization in, with the address that is registered at GitHub", () => {
    const config = generate(hub)["jupyterhub_config.py"];
    expect(config).to.contain('c.GitHubOAuthenticator.allowed_organizations = ["math-example-edu"]');
    expect(config).to.contain("https://hub.example.edu/seminar/hub/oauth_callback");
  });

  it("names the secret in the configuration, and never contains it", () => {
    const { signIn } = hub;
    expect(signIn).to.deep.include({ kind: "custom", secrets: ["OAUTH_CLIENT_SECRET"] });
    const config = generate(hub)["jupyterhub_config.py"];
    expect(config)
      .to.contain('set_sign_in_secrets(c, ["OAUTH_CLIENT_SECRET"]')
      .and.to.not.match(/\.client_secret\b/);
  });

  it("gives people who are on no list nothing", () => {
    expect(access(hub, people).of(stranger(), "/home/jovyan")).to.equal("none");
    expect(access(hub, people).of("bo-example", "/home/jovyan/team-1")).to.equal("rw");
  });
});
