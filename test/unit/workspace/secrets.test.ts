import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import {
  makeSecrets,
  readKey,
  readSecret,
  readSignInSecrets,
  secretProblems,
  SECRETS,
} from "../../../src/workspace/hub/secrets.ts";
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

  it("are only those that a hub needs", () => {
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

  it("say if they do not exist", () => {
    expect(() => readSecret(directory(), "oauth.env")).to.throw(HubwrightError, /oauth\.env does not exist/);
  });

  it("say if they are empty", () => {
    makeSecrets(directory());
    for (const nothing of ["", "HASH_SECRET_KEY=\n", "OTHER=0123456789abcdef\n"]) {
      writeFileSync(join(directory(), "secrets", "oauth.env"), nothing);
      expect(() => readSecret(directory(), "oauth.env"), nothing).to.throw(
        HubwrightError,
        /does not contain HASH_SECRET_KEY/,
      );
    }
  });

  it("are a key of 16 characters or more", () => {
    makeSecrets(directory());
    const key = "0123456789abcdef";
    const write = (value: string) =>
      writeFileSync(join(directory(), "secrets", "oauth.env"), `HASH_SECRET_KEY=${value}\n`);
    write(key);
    expect(readKey(directory())).to.equal(key);
    expect(secretProblems(directory(), {})).to.deep.equal([]);
    write(key.slice(1));
    expect(() => readKey(directory())).to.throw(HubwrightError, /has 15 characters; a hub needs 16 or more/);
    expect(secretProblems(directory(), {})).to.have.length(1);
  });

  it("leave the address of a person's own database to that person, and say how to write it", () => {
    const database = { kind: "external", adopt: false } as const;
    makeSecrets(directory(), { database });
    expect(existsSync(join(directory(), "secrets", "database.env"))).to.equal(false);
    const problems = secretProblems(directory(), { database });
    expect(problems.map(({ code, message, hint }) => [code, message, hint])).to.deep.equal([
      [
        "secret-unusable",
        `${join(directory(), "secrets", "database.env")} does not exist.`,
        `Create it, readable only by you: ${SECRETS["database.env"]}=postgresql://USER:PASSWORD@HOST:5432/NAME`,
      ],
    ]);
  });

  describe("of a sign-in's provider", () => {
    const { signIn } = defineHub({
      name: "math",
      signIn: { kind: "custom", authenticator: "a.B", secrets: ["GITHUB_CLIENT_SECRET", "KEY"] },
    });
    const file = () => join(directory(), "secrets", "sign-in.env");
    const problems = () => secretProblems(directory(), { signIn }).map(({ message, hint }) => [message, hint]);

    it("are left to the person who has them, and say how to write them", () => {
      makeSecrets(directory(), { signIn });
      expect(existsSync(file())).to.equal(false);
      const hint = "Create it, readable only by you: GITHUB_CLIENT_SECRET=… with the value from your sign-in provider.";
      expect(problems()).to.deep.equal([[`${file()} does not exist.`, hint]]);
      writeFileSync(file(), "KEY=x\n");
      expect(problems()).to.deep.equal([[`${file()} does not contain GITHUB_CLIENT_SECRET.`, hint]]);
      expect(() => readSignInSecrets(directory(), { signIn })).to.throw(
        HubwrightError,
        "does not contain GITHUB_CLIENT_SECRET",
      );
    });

    it("are all read from one file", () => {
      makeSecrets(directory(), { signIn });
      writeFileSync(file(), "KEY=x y\nGITHUB_CLIENT_SECRET=a=b\n");
      expect(problems()).to.deep.equal([]);
      expect(readSignInSecrets(directory(), { signIn })).to.deep.equal(["a=b", "x y"]);
    });

    it("are not asked for where a hub names none", () => {
      makeSecrets(directory());
      for (const signIn of [{ kind: "derived-password" }, { kind: "custom", authenticator: "a.B" }] as const)
        expect(secretProblems(directory(), defineHub({ name: "math", signIn }))).to.deep.equal([]);
    });
  });
});
