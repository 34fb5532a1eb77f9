import { expect } from "chai";
import { emitDockerfileJupyterhub } from "../../../src/emit/dockerfile-jupyterhub.ts";
import { defineHub, type HubDefinition, type HubInput } from "../../../src/model/hub/hub.ts";
import { argumentsOf, readDockerfile } from "./read-dockerfile.ts";

const emit = (input: Partial<HubInput> = {}) =>
  readDockerfile(emitDockerfileJupyterhub(defineHub({ name: "math", ...input })));
const stagesOf = (instructions: ReturnType<typeof emit>) => [...new Set(instructions.map(({ stage }) => stage))];
const packagesOf = (instructions: ReturnType<typeof emit>, path: string) =>
  argumentsOf(
    instructions.find(({ text }) => text.includes(`> ${path}"`)) ?? expect.fail(`nothing is kept in ${path}`),
  );

describe("Dockerfile.jupyterhub", () => {
  it("has the proxy before the hub, so that neither is rebuilt for the other", () => {
    const stages = stagesOf(emit());
    expect(stages).to.include.members(["proxy", "hub"]);
    expect(stages.slice(stages.indexOf("proxy") + 1).every((stage) => stage.startsWith("hub"))).to.equal(true);
    expect(stages.at(-1)).to.equal("hub");
  });

  it("names every package of Python and Node with one version", () => {
    for (const jupyterhub of ["6.1", "5.5"] as const) {
      const packages = packagesOf(emit({ jupyterhub }), "/opt/packages");
      expect(packages).to.have.length.greaterThan(30);
      for (const name of packages) expect(name).to.match(/^[\w.-]+==[\w.]+$/);
    }
    const npm = emit().find(({ text }) => text.includes("npm-cli.js install"))?.text ?? "";
    expect(npm.match(/\S+@\d\S*/g))
      .to.include("configurable-http-proxy@5.3.0")
      .and.to.have.length.greaterThan(30);
  });

  it("installs the JupyterHub that is asked for", () => {
    expect(packagesOf(emit({ jupyterhub: "6.1" }), "/opt/packages"))
      .to.include("jupyterhub==6.1.1")
      .and.to.include("aiohttp==3.14.5");
    expect(packagesOf(emit({ jupyterhub: "5.5" }), "/opt/packages"))
      .to.include("jupyterhub==5.5.4")
      .and.not.to.include("aiohttp==3.14.5");
  });

  it("adds what a custom sign-in needs, and otherwise has no such list", () => {
    const signIn = {
      kind: "custom",
      authenticator: "oauthenticator.github.GitHubOAuthenticator",
      pip: ["oauthenticator==17.3.0"],
    } as const;
    expect(packagesOf(emit({ signIn }), "/opt/added-packages")).to.deep.equal(["oauthenticator==17.3.0"]);
    expect(emit().some(({ text }) => text.includes("/opt/added-packages"))).to.equal(false);
  });

  it("has a hostile package as one word that no shell reads", () => {
    const pip = ["numpy; rm -rf /", 'x"$(id)', "a\nRUN id", "--index-url=http://example.org"];
    const hub: HubDefinition = {
      ...defineHub({ name: "math" }),
      signIn: { kind: "custom", authenticator: "a.B", pip, traits: {}, secrets: [], secretTraits: {} },
    };
    const instructions = readDockerfile(emitDockerfileJupyterhub(hub));
    expect(packagesOf(instructions, "/opt/added-packages")).to.deep.equal(pip);
    expect(instructions.filter(({ text }) => /rm -rf \/"|\$\(id\)|RUN id/.test(text))).to.have.length(1);
    expect(instructions.filter(({ text }) => text.includes("--arg-file=/opt/added-packages"))).to.have.length(2);
    for (const { text } of instructions) expect(text).not.to.match(/--arg-file=\/opt\/added-packages(?!.* --( |$))/);
  });

  it("copies a pip.conf or npmrc into stages only that are thrown away", () => {
    const whole = emit().filter(({ keyword, text }) => keyword === "COPY" && text.startsWith("build-host/ "));
    expect(whole.map(({ stage }) => stage)).to.deep.equal(["proxy-packages", "hub-wheels"]);
    const parts = emit().filter(({ keyword, text }) => keyword === "COPY" && text.startsWith("build-host/README "));
    expect(parts.map(({ stage }) => stage)).to.deep.equal(["node", "hub-system"]);
    for (const { text } of parts) expect(text).not.to.match(/pip|npm/);
  });

  it("copies the hub's own files last, and a directory that always exists", () => {
    const copies = emit()
      .filter(({ stage, keyword }) => stage === "hub" && keyword === "COPY")
      .slice(-3)
      .map(({ text }) => text);
    expect(copies).to.deep.equal([
      "hubwright_hub/ /srv/hubwright/hubwright_hub/",
      "extra/ /srv/hubwright/extra/",
      "hub.json jupyterhub_config.py /srv/hubwright/",
    ]);
  });

  it("builds everything but a hub's own files once for all hubs of a server", () => {
    const ofHub = (name: string) => emit({ name }).filter(({ stage }) => stage !== "proxy");
    expect(ofHub("math")).to.deep.equal(ofHub("physics"));
    expect(ofHub("math").at(-1)).to.include({ stage: "hub", keyword: "COPY" });
  });

  it("shows this hub's own page if a notebook does not answer", () => {
    const command = emit({ name: "physics" }).find(({ stage, keyword }) => stage === "proxy" && keyword === "CMD");
    expect(JSON.parse(command?.text ?? "")).to.include("http://physics:8081/physics/hub/error");
  });

  it("has no secret: the proxy reads its token from a file when it starts", () => {
    const environment = emit().filter(({ keyword }) => keyword === "ENV" || keyword === "ARG");
    expect(environment.map(({ stage }) => stage)).to.deep.equal(["proxy", "hub"]);
    for (const { text } of environment) expect(text).not.to.match(/TOKEN|SECRET|KEY|PASSWORD/i);
  });
});
