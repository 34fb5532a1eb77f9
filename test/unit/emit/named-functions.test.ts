import { expect } from "chai";
import { generate } from "../../../src/emit/generate.ts";
import { missingFunctions } from "../../../src/emit/missing-functions.ts";
import { defineHub, type HubDefinition } from "../../../src/model/hub/hub.ts";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { sayHint } from "../../../src/model/problem/format-problem.ts";

const HUB = defineHub({
  name: "math",
  signIn: {
    kind: "custom",
    authenticator: "oauthenticator.github.GitHubOAuthenticator",
    traits: { client_id: "x", username_claim: { function: "name_of" } },
  },
  traits: { Spawner: { start_timeout: 90, pre_spawn_hook: { function: "my_hook" } } },
  extraConfig: ["hooks.py", "more.py"],
});
const FILES = { "hooks.py": "def my_hook(spawner): ...\n", "more.py": "from names import name_of\n" };

function configOf(hub: HubDefinition, files: { readonly [name: string]: string }): readonly string[] {
  return (generate(hub, files)["jupyterhub_config.py"] ?? "").split("\n");
}

describe("a trait that names a function", () => {
  it("is set after the files in extraConfig ran, and other traits before", () => {
    const lines = configOf(HUB, FILES).filter((line) =>
      /^(?:from|c\.(?:Spawner|GitHub)|names|set_functions|load_|add_own)/.test(line),
    );
    expect(lines).to.deep.equal([
      "from hubwright_hub.config import add_own",
      "from hubwright_hub.extra_config import load_files, set_functions",
      "from hubwright_hub.keys import set_keys",
      'c.GitHubOAuthenticator.client_id = "x"',
      "c.Spawner.start_timeout = 90",
      'names = load_files(c, ["/srv/hubwright/extra/hooks.py", "/srv/hubwright/extra/more.py"])',
      'set_functions(c, names, [["GitHubOAuthenticator", "username_claim", "name_of"], ["Spawner", "pre_spawn_hook", "my_hook"]])',
      "add_own(c)",
    ]);
  });

  it("is an error if no file defines the function, with the name that was probably meant", () => {
    const said = (hub: HubDefinition, files: { readonly [name: string]: string }) =>
      missingFunctions(hub, files).map(
        ({ code, at, message, hint }) => `${code} ${at?.join(".")}: ${message} ${sayHint(hint)}`,
      );
    expect(said(HUB, FILES)).to.deep.equal([]);
    expect(said(HUB, { ...FILES, "hooks.py": "def my_hok(spawner): ...\n" })).to.deep.equal([
      "function-missing traits.Spawner.pre_spawn_hook: hooks.py and more.py do not define my_hook. Did you mean my_hok?",
    ]);
    expect(said(HUB, { ...FILES, "more.py": "" })).to.deep.equal([
      "function-missing signIn.traits.username_claim: hooks.py and more.py do not define name_of. Define it at the top level of hooks.py: def name_of(…).",
    ]);
    expect(said(defineHub({ ...HUB, extraConfig: [] }), {})[0]).to.equal(
      'function-missing signIn.traits.username_claim: There is no extraConfig file that could define name_of. Define it in a Python file next to the definition, and write the file\'s name in extraConfig: ["hooks.py"].',
    );
    expect(said(HUB, { ...FILES, "more.py": "from names import *" })).to.deep.equal([]);
    expect(() => generate(HUB, { ...FILES, "more.py": "" })).to.throw(HubwrightError, /do not define name_of/);
  });

  it("leaves hubs without one, and the data of people's own classes, as they are", () => {
    const own = defineHub({
      name: "math",
      traits: { JupyterHub: { template_vars: { function: "x" } } },
      extraConfig: ["hooks.py"],
    });
    const lines = configOf(own, { "hooks.py": "" });
    expect(lines).to.include('c.JupyterHub.template_vars = {"function": "x"}');
    expect(lines).to.include('load_subconfig("/srv/hubwright/extra/hooks.py")');
  });
});
