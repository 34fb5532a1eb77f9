import { expect } from "chai";
import { emitDockerfileNotebook } from "../../../src/emit/dockerfile-notebook.ts";
import { defineHub, type HubDefinition, type HubInput } from "../../../src/model/hub/hub.ts";
import type { ResolvedNotebook } from "../../../src/model/hub/notebook.ts";
import { argumentsOf, readDockerfile } from "./read-dockerfile.ts";

const emit = (notebook: NonNullable<HubInput["notebook"]> = {}, jupyterhub: HubDefinition["jupyterhub"] = "6.1") =>
  readDockerfile(emitDockerfileNotebook(defineHub({ name: "math", notebook, jupyterhub })));
const hostile = (notebook: Partial<ResolvedNotebook>) => {
  const hub = defineHub({ name: "math" });
  return readDockerfile(
    emitDockerfileNotebook({ ...hub, notebook: { ...hub.notebook, ...notebook } as ResolvedNotebook }),
  );
};
const written = (instructions: ReturnType<typeof emit>) =>
  instructions.map(({ keyword, text }) => `${keyword} ${text}`);
const OTHER = "quay.io/jupyter/minimal-notebook:2026-11-02";

describe("singleuser/Dockerfile, slim", () => {
  it("names every package with one version, JupyterHub's being the hub's", () => {
    for (const [version, jupyterhub] of [
      ["6.1", "jupyterhub==6.1.1"],
      ["5.5", "jupyterhub==5.5.4"],
    ] as const) {
      const packages = argumentsOf(
        emit({}, version).find(({ text }) => text.includes("> /opt/packages")) ?? expect.fail(),
      );
      expect(packages).to.include(jupyterhub).and.to.include("jupyterlab==4.6.6");
      for (const name of packages) expect(name).to.match(/^[\w.-]+==[\w.]+$/);
    }
  });

  it("leaves out packages that slow down every start or lose the hub, even if an added package needs them", () => {
    expect(written(emit()).join("\n")).not.to.match(/rfc3987-syntax|lark|aiodns|pycares/);
    expect(written(emit({ pip: ["jupyterlab-git"] })).join("\n")).to.include(
      "uninstall --yes --quiet --root-user-action=ignore rfc3987-syntax aiodns",
    );
  });

  it("keeps such a package when it is asked for by name", () => {
    for (const name of ["rfc3987-syntax", "RFC3987_syntax==1.1.0"]) {
      expect(written(emit({ pip: [name] })).join("\n"), name).to.match(/uninstall .* aiodns\b/);
    }
    expect(written(emit({ pip: ["rfc3987-syntax", "aiodns[speed]>=4"] })).join("\n")).not.to.include("uninstall");
  });

  it("finally runs as jovyan, whatever was added", () => {
    for (const notebook of [
      {},
      { apt: ["graphviz"] },
      { pip: ["numpy==2.4.0"] },
      { apt: ["graphviz"], pip: ["numpy==2.4.0"] },
    ]) {
      expect(written(emit(notebook)).at(-1)).to.equal("USER jovyan");
    }
  });

  it("adds packages in layers of their own, after its own", () => {
    const instructions = emit({ apt: ["graphviz"], pip: ["numpy==2.4.0", "sympy"] });
    const own = instructions.findIndex(({ text }) =>
      text.includes("install --no-cache-dir --root-user-action=ignore --no-deps"),
    );
    const apt = instructions.findIndex(({ text }) => text.endsWith('"graphviz"]'));
    const pip = instructions.findIndex(
      ({ text }) => text.startsWith("PIP_CONFIG_FILE") && text.includes("/opt/added-packages"),
    );
    expect([own, apt, pip].every((index) => index > 0)).to.equal(true);
    expect(own).to.be.lessThan(apt);
    expect(apt).to.be.lessThan(pip);
  });

  it("copies a pip.conf into stages only that are thrown away", () => {
    const whole = emit({ pip: ["numpy"] }).filter(
      ({ keyword, text }) => keyword === "COPY" && text.startsWith("build-host/ "),
    );
    expect(whole.map(({ stage }) => stage)).to.deep.equal(["wheels", "added-wheels"]);
  });
});

describe("singleuser/Dockerfile, on a chosen image", () => {
  it("installs Debian's packages as root, pip's and conda's as the person of that image", () => {
    const lines = written(emit({ image: OTHER, apt: ["graphviz"], pip: ["numpy==2.4.0"], conda: ["r-base=4.5"] }));
    const who = (of: RegExp) => {
      const at = lines.findIndex((line) => of.test(line));
      return lines.slice(0, at).findLast((line) => line.startsWith("USER ") || line.startsWith("FROM "));
    };
    expect(lines[0]).to.equal(`FROM ${OTHER} AS base`);
    expect(who(/"graphviz"\]$/)).to.equal("USER root");
    expect(who(/"r-base=4.5"\]$/)).to.equal("USER ${NB_UID:-1000}");
    expect(who(/^RUN PIP_CONFIG_FILE/)).to.equal("USER ${NB_UID:-1000}");
    expect(lines.at(-1)).to.equal("USER ${NB_UID:-1000}");
  });

  it("leaves alone how that image starts", () => {
    const lines = written(emit({ image: OTHER, pip: ["numpy"] }));
    expect(lines.filter((line) => /^(CMD|ENTRYPOINT|WORKDIR) /.test(line))).to.deep.equal([]);
  });

  it("takes nothing out of it", () => {
    expect(written(emit({ image: OTHER, pip: ["numpy"] })).join("\n")).not.to.include("uninstall");
  });
});

describe("singleuser/Dockerfile with a hostile package", () => {
  const names = [
    "numpy; rm -rf /",
    'x"$(id)',
    "a\nRUN id",
    "`id`",
    "${HOME}",
    "back\\",
    "<<EOF",
    "# x",
    "--pre",
    "'; id; '",
  ];

  for (const manager of ["apt", "pip", "conda"] as const) {
    it(`passes it to ${manager} as one argument that is not an option`, () => {
      const plain = hostile({ image: OTHER, [manager]: names.map((_, index) => `p${index}`) });
      const instructions = hostile({ image: OTHER, [manager]: names });
      // The same instructions, word for word, but for the one that has the names.
      expect(instructions.map(({ keyword }) => keyword)).to.deep.equal(plain.map(({ keyword }) => keyword));
      const differing = instructions.filter(({ text }, index) => text !== plain[index]?.text);
      expect(differing).to.have.length(1);
      expect(differing.map(argumentsOf)).to.deep.equal([names]);
    });
  }

  it("refuses an image that is more than a name", () => {
    for (const image of ["a\nRUN id", "a AS b", "${X}"]) expect(() => hostile({ image })).to.throw(RangeError);
  });
});
