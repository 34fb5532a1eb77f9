import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { makeSecrets, readSecret, SECRETS } from "../../../src/workspace/secrets.ts";
import { WorkspaceError } from "../../../src/workspace/problem.ts";
import { temporaryDirectory } from "./temporary.ts";

describe("secrets", () => {
  const directory = temporaryDirectory();
  const files = Object.keys(SECRETS).filter((file) => file !== "database.env");
  const text = () => files.map((file) => readFileSync(join(directory(), "secrets", file), "utf8"));

  it("are made once, each its own, and stay as they are", () => {
    makeSecrets(directory(), { metrics: true, database: "postgres" });
    const first = text();
    makeSecrets(directory(), { metrics: true, database: "postgres" });
    expect(text()).to.deep.equal(first);
    expect(new Set(first).size).to.equal(files.length);
    for (const content of first) expect(content).to.match(/^[A-Z_]+=[0-9a-f]{64}\n$/);
  });

  it("are for their owner alone", () => {
    makeSecrets(directory(), { metrics: true });
    const mode = (path: string) => (statSync(join(directory(), path)).mode & 0o777).toString(8);
    const modes = ["secrets", "secrets/oauth.env", "secrets/metrics.env"].map(mode);
    expect(modes).to.deep.equal(["700", "600", "600"]);
  });

  it("are no more than a hub asks for", () => {
    makeSecrets(directory());
    for (const file of ["metrics.env", "postgres.env"])
      expect(existsSync(join(directory(), "secrets", file)), file).to.equal(false);
  });

  for (const value of ["ab#cd", "true", '"quoted"', "a=b", "$HOME", " spaced "]) {
    it(`are literal: ${JSON.stringify(value)} is itself`, () => {
      mkdirSync(join(directory(), "secrets"));
      writeFileSync(join(directory(), "secrets", "oauth.env"), `# a comment\r\nHASH_SECRET_KEY=${value}\r\n`);
      expect(readSecret(directory(), "oauth.env")).to.equal(value);
    });
  }

  it("say when they are not there", () => {
    expect(() => readSecret(directory(), "oauth.env")).to.throw(WorkspaceError, /oauth\.env is not there/);
  });
});
