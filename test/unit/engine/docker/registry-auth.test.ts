import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readReference } from "../../../../src/engine/docker/image-reference.ts";
import { authsInFile, registryAuth } from "../../../../src/engine/docker/registry-auth.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("an image reference", () => {
  for (const [reference, name, tag, registry] of [
    ["debian", "debian", "latest", "docker.io"],
    ["debian:trixie-slim", "debian", "trixie-slim", "docker.io"],
    ["jupyter/minimal-notebook", "jupyter/minimal-notebook", "latest", "docker.io"],
    ["quay.io/jupyter/minimal-notebook:2026-11-01", "quay.io/jupyter/minimal-notebook", "2026-11-01", "quay.io"],
    ["localhost/x", "localhost/x", "latest", "localhost"],
    ["registry:5000/x", "registry:5000/x", "latest", "registry:5000"],
    ["registry:5000/x:1", "registry:5000/x", "1", "registry:5000"],
    ["debian@sha256:abc", "debian", "sha256:abc", "docker.io"],
    ["debian:12@sha256:abc", "debian:12", "sha256:abc", "docker.io"],
  ] as const) {
    it(`is taken apart: ${reference}`, () => {
      expect(readReference(reference)).to.deep.equal({ name, tag, registry });
    });
  }
});

describe("signing in to a registry", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "registry-auth-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const environment = () => ({ DOCKER_CONFIG: directory, PATH: `${directory}:${process.env["PATH"]}` });
  const config = (value: unknown) => writeFileSync(join(directory, "config.json"), JSON.stringify(value));
  const helper = (name: string, script: string) =>
    writeFileSync(join(directory, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

  it("takes what docker login wrote into config.json; a password may have colons", async () => {
    config({
      auths: {
        "https://index.docker.io/v1/": { auth: base64("ada:a:b:ü") },
        "quay.io": { auth: base64("bo:x"), identitytoken: "token" },
      },
    });
    expect(await registryAuth("docker.io", environment())).to.deep.equal({
      username: "ada",
      password: "a:b:ü",
      serveraddress: "https://index.docker.io/v1/",
    });
    expect(await registryAuth("quay.io", environment())).to.deep.equal({
      identitytoken: "token",
      serveraddress: "quay.io",
    });
    expect(await registryAuth("ghcr.io", environment())).to.equal(undefined);
    expect(Object.keys(authsInFile(environment()))).to.deep.equal(["https://index.docker.io/v1/", "quay.io"]);
  });

  it("asks the helper that keeps passwords elsewhere", async () => {
    helper("vault", 'read registry; echo "{\\"Username\\":\\"ada of $registry\\",\\"Secret\\":\\"s\\"}"');
    config({ auths: { "quay.io": {} }, credsStore: "vault" });
    expect(await registryAuth("quay.io", environment())).to.deep.equal({
      username: "ada of quay.io",
      password: "s",
      serveraddress: "quay.io",
    });
  });

  it("continues without one if a helper is missing, knows nothing, or has an impossible name", async () => {
    helper("empty", "echo 'credentials not found in native keychain'; exit 1");
    for (const credsStore of ["none", "empty", "../x", "a b", ""]) {
      config({ credsStore });
      expect(await registryAuth("quay.io", environment()), credsStore).to.equal(undefined);
    }
  });

  it("continues without one, whatever config.json contains", async () => {
    for (const auths of [
      null,
      [],
      "x",
      { "quay.io": null },
      { "quay.io": { auth: 7 } },
      { "quay.io": { auth: "" } },
      { "quay.io": { auth: base64("nocolon") } },
    ]) {
      config({ auths });
      expect(await registryAuth("quay.io", environment())).to.equal(undefined);
      expect(authsInFile(environment())).to.deep.equal({});
    }
  });
});
