import { expect } from "chai";
import { derivePassword } from "../../../src/model/hub/password.ts";

const KEY = "a key of a hub, long enough";

describe("a derived password", () => {
  it("is the one that jupyterhub-hashauthenticator gives", () => {
    expect(derivePassword("alice", "sekret", { length: 6 })).to.equal("363901");
    expect(derivePassword("Alice", "sekret", { length: 6 })).to.equal("363901");
  });

  it("has ten characters, or the requested number, and each is the beginning of the longer one", () => {
    expect(derivePassword("ann", KEY)).to.match(/^[0-9a-f]{10}$/);
    expect(derivePassword("ann", KEY, { length: 64 }).slice(0, 10)).to.equal(derivePassword("ann", KEY));
  });

  it("is another after a reset, for each reset", () => {
    const passwords = [1, 2, 3, 12].map((pw) => derivePassword("ann", KEY, { pw }));
    expect(new Set(passwords).size).to.equal(4);
    // The first of ann2 is not the second of ann.
    expect(passwords).not.to.include(derivePassword("ann2", KEY));
  });

  it("needs a key and a sensible length", () => {
    expect(() => derivePassword("ann", "")).to.throw(RangeError, "empty");
    for (const length of [5, 65, 7.5, Number.NaN, -1])
      expect(() => derivePassword("ann", KEY, { length })).to.throw(RangeError, String(length));
  });
});
