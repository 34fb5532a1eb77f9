import { expect } from "chai";
import { untilItAnswers } from "./support/browser.ts";
import { startSecondEngine, stopSecondEngine } from "./support/engine-under-test.ts";
import { noteFigure } from "./support/figure.ts";
import { TestHub } from "./support/test-hub.ts";

// On the second engine, always: the first one may have other containers on it than those of tests.
describe("a restart of dockerd", function () {
  this.timeout(900_000);
  let hub: TestHub;

  before(async () => {
    hub = await TestHub.create({ name: "t-restart", port: 18005, engine: startSecondEngine() });
    await hub.up();
  });

  after(() => hub?.remove());

  it("brings the hub back by itself, with its people, their passwords and their files", async function () {
    const password = await hub.passwordOf("halljord");
    const notebook = await (await hub.signIn("halljord")).notebook();
    await notebook.save("mine.txt", "mine\n");
    await notebook.save("team-1/ours.txt", "ours\n");

    stopSecondEngine();
    startSecondEngine();
    const seconds = await untilItAnswers(hub.loginPage);

    const { person, status } = await hub.trySignIn("halljord", password);
    expect(status).to.equal(200);
    const again = await person?.notebook();
    expect([await again?.read("mine.txt"), await again?.read("team-1/ours.txt")]).to.deep.equal(["mine\n", "ours\n"]);
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
    noteFigure(
      this,
      `the hub answered ${seconds.toFixed(1)} s after dockerd, without a command; files and password as before`,
    );
  });
});
