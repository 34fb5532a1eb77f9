import { expect } from "chai";
import { check } from "../../../src/access/check.ts";
import { generate } from "../../../src/emit/generate.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { sayHint } from "../../../src/model/problem/format-problem.ts";

/** Definitions in YAML and JSON are not typed. */
type Fields = { readonly [field: string]: unknown };

function found(fields: Fields): readonly string[] {
  const problems = check({ name: "math", ...fields });
  return problems.map(
    ({ code, severity, at, message, hint }) => `${severity} ${code} ${at?.join(".")}: ${message} ${sayHint(hint)}`,
  );
}

const traits = (className: string, settings: unknown, more: Fields = {}) =>
  found({ ...more, traits: { [className]: settings } });

const signIn = (authenticator: string, settings: Fields, more: Fields = {}) =>
  found({ signIn: { kind: "custom", authenticator, traits: settings, ...more } });

const GITHUB = "oauthenticator.github.GitHubOAuthenticator";

describe("settings in traits", () => {
  it("with a typo get the name that was probably meant", () => {
    expect(traits("JupyterHub", { concurent_spawn_limit: 20 })).to.deep.equal([
      'error trait-unknown traits.JupyterHub.concurent_spawn_limit: JupyterHub has no trait "concurent_spawn_limit". Did you mean concurrent_spawn_limit?',
    ]);
    expect(traits("Sapwner", { start_timeout: 90 })).to.deep.equal([
      "error trait-class-unknown traits.Sapwner: There is no class Sapwner. Did you mean Spawner?",
    ]);
    expect(traits("Jupyterhub", {})[0]).to.match(/Did you mean JupyterHub\?$/);
    expect(signIn(GITHUB, { scop: ["read:org"] })[0]).to.match(
      /^error trait-unknown signIn\.traits\.scop: .* Did you mean scope\?$/,
    );
  });

  it("that no class has are errors, except where people choose the version of the class", () => {
    expect(traits("JupyterHub", { launch_date: 1 })[0]).to.match(/^error trait-unknown /);
    expect(signIn(GITHUB, { favorite_color: "blue" })).to.deep.equal([
      'warning trait-unknown signIn.traits.favorite_color: GitHubOAuthenticator has no trait "favorite_color" in oauthenticator 17.4.0. Check that the version in signIn.pip has it, or remove it.',
    ]);
  });

  it("of people's own classes may be anything", () => {
    expect(traits("MySpawner", { queue: "long" })).to.deep.equal([]);
    expect(traits("CASAuthenticator", { cas_login_url: "https://cas.example.edu" })).to.deep.equal([]);
    expect(traits("KubeSpawner", { image: "x" })).to.deep.equal([]);
    expect(signIn("mine.MyAuthenticator", { anything: [1] })).to.deep.equal([]);
    // A class of one's own may have the name of a known one, or almost.
    const own = (name: string) => ({ signIn: { kind: "custom", authenticator: `mine.${name}` } });
    expect(traits("GitHubOAuthenticator", { team: "x" }, own("GitHubOAuthenticator"))).to.deep.equal([]);
    expect(traits("OIDCAuthenticator", { team: "x" }, own("OIDCAuthenticator"))).to.deep.equal([]);
  });

  it("may be written for a base of the class that has them", () => {
    for (const base of ["Application", "SingletonConfigurable", "LoggingConfigurable", "Configurable"])
      expect(traits(base, { concurrent_spawn_limit: 20 }), base).to.deep.equal([]);
    expect(traits("Spawner", { pull_policy: "always", mem_limit: "2G" })).to.deep.equal([]);
    expect(traits("DockerSpawner", { start_timeout: 90 })).to.deep.equal([]);
    expect(traits("Authenticator", { allowed_organizations: ["physics"] })).to.deep.equal([]);
    expect(traits("CustomAuthenticator", { scope: ["read:org"] })).to.deep.equal([]);
    expect(traits("Configurable", { concurent_spawn_limit: 20 })[0]).to.match(/^error trait-unknown /);
    expect(traits("Proxy", { start_timeout: 90 })[0]).to.match(/^error trait-unknown /);
  });

  it("with a value that JupyterHub does not accept are errors that say what it accepts", () => {
    expect(traits("JupyterHub", { concurrent_spawn_limit: "20" })).to.deep.equal([
      'error trait-type traits.JupyterHub.concurrent_spawn_limit: JupyterHub.concurrent_spawn_limit is "20", which JupyterHub does not accept. Write a whole number.',
    ]);
    const wrong: readonly (readonly [string, string, unknown, string])[] = [
      ["JupyterHub", "concurrent_spawn_limit", null, "Write a whole number."],
      ["JupyterHub", "concurrent_spawn_limit", 2.5, "Write a whole number."],
      ["JupyterHub", "allow_named_servers", "yes", "Write true or false."],
      [
        "JupyterHub",
        "log_level",
        "LOUD",
        'Write 0, 10, 20, 30, 40, 50, "DEBUG", "INFO", "WARN", "ERROR" or "CRITICAL".',
      ],
      ["JupyterHub", "trusted_alt_names", ["DNS:a", 1], "Write a list (each text)."],
      ["JupyterHub", "template_vars", ["a"], "Write an object."],
      ["Spawner", "mem_guarantee", "2GiB", 'Write a number of bytes or a size, for example "2G", or null.'],
      ["Spawner", "cpu_guarantee", "1", "Write a number or null."],
      ["ConfigurableHTTPProxy", "command", [1], "Write a program, or a list with a program and its arguments."],
      ["NativeAuthenticator", "self_approval_email", ["a", "b"], "Write a list of 3 values."],
      ["DockerSpawner", "post_start_cmd", true, "Write text or false."],
      [
        "Spawner",
        "pre_spawn_hook",
        "my_hook",
        'Write a function of an extraConfig file, as { function: "my_hook" }, or null.',
      ],
      [
        "JupyterHub",
        "extra_log_handlers",
        ["x"],
        "Write a list (each a Python object, which only an extraConfig file can set).",
      ],
    ];
    for (const [className, trait, value, hint] of wrong) {
      const [first = "", ...others] = traits(className, { [trait]: value });
      expect(others).to.deep.equal([]);
      expect(first, `${className}.${trait}`)
        .to.match(/^error trait-type /)
        .and.to.satisfy((said: string) => said.endsWith(hint));
    }
  });

  it("that only the other generation has are errors with that fact", () => {
    expect(traits("ConfigurableHTTPProxy", { command_umask: 7 }, { jupyterhub: "5.5" })).to.deep.equal([
      'error trait-generation traits.ConfigurableHTTPProxy.command_umask: JupyterHub 5.5 has no ConfigurableHTTPProxy.command_umask; only JupyterHub 6.1 has it. Remove it, or write jupyterhub: "6.1".',
    ]);
    expect(traits("JupyterHub", { statsd_host: "statsd" })[0]).to.match(/^error trait-generation /);
    expect(traits("JupyterHub", { statsd_host: "statsd" }, { jupyterhub: "5.5" })).to.deep.equal([]);
  });

  it("that are deprecated give a warning", () => {
    expect(traits("JupyterHub", { confirm_no_ssl: true })[0]).to.match(
      /^warning trait-deprecated traits\.JupyterHub\.confirm_no_ssl: JupyterHub\.confirm_no_ssl is deprecated\. /,
    );
  });

  it("with a secret give a warning that says where it belongs", () => {
    expect(traits("GitHubOAuthenticator", { client_secret: "0123" })).to.deep.equal([
      "warning secret-in-definition traits.GitHubOAuthenticator.client_secret: client_secret is written in the definition, so it also ends up in deploy/ and in the hub's image. Use instead: secrets and secretTraits of signIn.",
    ]);
    expect(traits("LTI11Authenticator", { consumers: { key: "secret" } })[0]).to.match(
      /^warning secret-in-definition /,
    );
    expect(traits("MyAuthenticator", { api_token: "0123" })[0]).to.match(/^warning secret-in-definition /);
    expect(traits("LTI11Authenticator", { consumers: {} })).to.deep.equal([]);
  });

  it("may take a secret only if it is text", () => {
    const secret = (trait: string) => signIn(GITHUB, {}, { secrets: ["KEY"], secretTraits: { [trait]: "KEY" } });
    expect(secret("client_secret")).to.deep.equal([]);
    expect(secret("client_secrt")[0]).to.match(
      /^error trait-unknown signIn\.secretTraits\.client_secrt: .* Did you mean client_secret\?$/,
    );
    expect(secret("scope")[0]).to.match(/^error trait-type signIn\.secretTraits\.scope: /);
  });

  it("of a class with nothing after its colon in YAML are none", () => {
    const hub = defineHub({ name: "math", traits: { JupyterHub: null } } as unknown as HubInput);
    expect(hub.traits).to.deep.equal({});
    expect(generate(hub)).to.deep.equal(generate(defineHub({ name: "math" })));
  });
});
