import { expect } from "chai";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";

const HOOKS = `
def greet(spawner):
    """Runs in the hub before a server starts."""
    spawner.environment["GREETING"] = f"Hello {spawner.user.name}"
`;

describe("a trait that names a function of an extraConfig file", function () {
  this.timeout(600_000);
  let hub: TestHub;

  before(async () => {
    hub = await TestHub.create({
      name: hubName("functions"),
      port: await freePort(),
      userlist: "hub-admin admin\nann team-1\n",
      files: { "hooks.py": HOOKS },
      definition: {
        extraConfig: ["hooks.py"],
        traits: { Spawner: { pre_spawn_hook: { function: "greet" } } },
      },
    });
    await hub.up();
  });

  after(() => hub?.remove());

  it("has the hub call it", async function () {
    await (await hub.signIn("ann")).startServer();
    const { Config } = await hub.view.docker.getContainer(`${hub.name}-user-ann`).inspect();
    expect(Config.Env).to.include("GREETING=Hello ann");
    noteFigure(this, "its variable is in the server of ann");
  });

  it("is reported before anything changes if no file defines it", async () => {
    const before = await hub.view.containerIds(hub.name);
    hub.write("hooks.py", HOOKS.replace("greet", "great"));
    const { exitCode, output } = await hub.run(["up"]);
    expect(exitCode, output).to.equal(1);
    expect(output).to.include("hooks.py does not define greet.").and.to.include("Did you mean great?");
    expect(await hub.view.containerIds(hub.name)).to.equal(before);
  });
});
