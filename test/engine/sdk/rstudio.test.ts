import { expect } from "chai";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import example from "../../../examples/rstudio/hub.ts";
import { mustRun } from "../support/command.ts";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import type { Notebook } from "../support/notebook.ts";
import { type PackageServer, serveRStudioPackage } from "../support/rstudio-package.ts";
import type { SignedIn } from "../support/signed-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";

const EXAMPLE = fileURLToPath(new URL("../../../examples/rstudio/", import.meta.url));
const DOCKERFILE = readFileSync(join(EXAMPLE, "singleuser/Dockerfile"), "utf8");
const [, BASE = ""] = /^FROM (\S+)$/m.exec(DOCKERFILE) ?? [];
const [, HOST = "", PACKAGE = ""] = /^ADD (https:\/\/[^/]+)(\/\S+)/m.exec(DOCKERFILE) ?? [];

/**
 * What the Dockerfile expects of Jupyter's r-notebook, on top of the slim image with R from Debian: an environment that belongs
 * to the user of the notebook, and what says so.
 */
const baseOn = (image: string) => `FROM ${image}
USER root
RUN chown -R jovyan:users /usr/local && ln -s /usr/local /opt/conda && ln -s /usr/bin/R /usr/local/bin/R
ENV CONDA_DIR=/opt/conda NB_USER=jovyan NB_UID=1000 NB_GID=100 PATH=/opt/conda/bin:$PATH
USER jovyan
`;

describe("the example with RStudio, its Dockerfile on stand-ins for Jupyter's image and for RStudio's package", function () {
  this.timeout(900_000);
  let hub: TestHub;
  let server: PackageServer;
  let ada: SignedIn;
  let notebook: Notebook;

  before(async () => {
    const { name: _, port: __, ...definition } = example;
    hub = await TestHub.create({
      name: hubName("rstudio"),
      port: await freePort(),
      userlist: readFileSync(join(EXAMPLE, "roster/userlist"), "utf8"),
      definition,
    });
    if (!(await isJupyters(BASE))) await buildBase();
    server = await serveRStudioPackage(PACKAGE);
    cpSync(join(EXAMPLE, "singleuser"), join(hub.directory, "singleuser"), { recursive: true });
    hub.write("singleuser/Dockerfile", DOCKERFILE.replace(HOST, server.origin));
    await hub.up();
    ada = await hub.signIn("ada");
    notebook = await ada.notebook();
  });

  after(async () => {
    server?.close();
    // The stand-in of the base has the hub's label, so it goes with the hub, also if this process is killed.
    await hub?.remove();
  });

  it("computes in R", async function () {
    const kernel = await notebook.startKernel("ir");
    expect(await kernel.run("cat(6 * 7)")).to.equal("42");
    expect(server.asked).to.include(PACKAGE);
    noteFigure(this, await kernel.run("cat(R.version.string)"));
  });

  it("answers at the address of RStudio, as the user of the notebook and without privileges", async () => {
    const { status, text } = await ada.browser.open(`${notebook.place}/rstudio/`);
    expect(status, text).to.equal(200);
    expect(text.trimEnd().split("\n")).to.deep.equal([
      "stand-in for RStudio",
      `path=${notebook.place}/rstudio/`,
      "user=jovyan",
      "uid=1000",
      "capabilities=0000000000000000",
      "no_new_privs=1",
      "R=42",
    ]);
  });

  it("shows a student's RStudio to no other student", async () => {
    const { browser } = await hub.signIn("ben");
    const { status, text } = await browser.open(`${notebook.place}/rstudio/`);
    expect(status).to.equal(403);
    expect(text).not.to.include("stand-in for RStudio");
  });

  it("lets students read the data sets from R, which staff have saved, and write only their own folders", async () => {
    const prof = await (await hub.signIn("prof")).notebook();
    await prof.save("stats301-data/heights.csv", "height\n178\n164\n");
    const kernel = await notebook.startKernel("ir");
    const create = (path: string) => kernel.run(`cat(suppressWarnings(file.create("/home/jovyan/${path}")))`);
    expect(await kernel.run('cat(mean(read.csv("/home/jovyan/stats301-data/heights.csv")$height))')).to.equal("171");
    expect(await create("stats301-data/mine.csv")).to.equal("FALSE");
    expect(await create("stats301-data/heights.csv")).to.equal("FALSE");
    expect(await create("team-1/mine.csv")).to.equal("TRUE");
    expect(await create("mine.csv")).to.equal("TRUE");
  });

  /** Whether the engine has the image of Jupyter, and not the stand-in of another run. */
  async function isJupyters(image: string): Promise<boolean> {
    const [found] = await hub.view.docker.listImages({ filters: { reference: [image] } });
    return found !== undefined && found.Labels?.["hubwright.hub"] === undefined;
  }

  async function buildBase(): Promise<void> {
    hub.redefine({ notebook: { apt: ["r-base-core", "r-cran-irkernel"] } });
    await hub.must("build");
    hub.redefine({});
    hub.write("base/Dockerfile", baseOn(`${hub.name}-notebook:latest`));
    const env = { DOCKER_HOST: hub.engine.dockerHost };
    await mustRun("docker", ["build", "--quiet", "--tag", BASE, `${hub.directory}/base`], { env });
  }
});
