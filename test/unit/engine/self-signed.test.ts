import { expect } from "chai";
import { PassThrough } from "node:stream";
import type { RunProgram } from "../../../src/machine/run-program.ts";
import { selfSigned } from "../../../src/machine/self-signed.ts";
import { failure } from "../../engine/engine-contract.ts";

describe("a self-signed certificate", () => {
  const answering = (exitCode: number, ...lines: readonly string[]): RunProgram =>
    Object.assign(
      async (_: readonly string[], on: (line: string) => void) => {
        for (const line of lines) on(line);
        return exitCode;
      },
      { output: () => new PassThrough() },
    );

  it("needs openssl, and says how to install it", async () => {
    const error = await failure(selfSigned(["hubs.example"], answering(127)));
    expect([error.code, error.message, error.hint]).to.deep.equal([
      "program-missing",
      "openssl is not installed on this machine.",
      "Install it: sudo apt-get install openssl",
    ]);
  });

  it("is not created if openssl fails, and the error includes its output", async () => {
    const error = await failure(selfSigned(["hubs.example"], answering(1, "unable to write", "random state")));
    expect([error.code, error.message]).to.deep.equal([
      "program-failed",
      "openssl did not create a certificate: unable to write random state",
    ]);
  });
});
