import { expect } from "chai";
import { bytesOf, memorySize, secondsOf, shareOf } from "../../../src/model/hub/quantity.ts";

describe("an amount of memory", () => {
  it("is a whole number of MiB or GiB", () => {
    expect(bytesOf("1MiB")).to.equal(1_048_576);
    expect(bytesOf("512MiB")).to.equal(536_870_912);
    expect(bytesOf("4GiB")).to.equal(4_294_967_296);
    expect(bytesOf("9999999GiB")).to.be.lessThan(Number.MAX_SAFE_INTEGER * 2);
  });

  it("can be written from a number", () => {
    expect(memorySize(4, "GiB")).to.equal("4GiB");
    expect(memorySize(1536, "MiB")).to.equal("1536MiB");
    for (const count of [0, -4, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21])
      expect(() => memorySize(count, "GiB")).to.throw(`${count}GiB is not a whole number of MiB or GiB.`);
  });

  for (const size of [
    "",
    "4",
    "4G",
    "4GB",
    "4gib",
    "1.5GiB",
    "0MiB",
    "-1GiB",
    "04GiB",
    "4 GiB",
    "4GiB\n",
    "1e3MiB",
    "Infinity",
    "NaNGiB",
    "٤GiB",
    "99999999GiB",
  ]) {
    it(`is not ${JSON.stringify(size)}`, () => expect(bytesOf(size)).to.equal(undefined));
  }
});

describe("a length of time", () => {
  it("is a whole number of one unit", () => {
    expect(["90s", "30m", "1h", "7d"].map(secondsOf)).to.deep.equal([90, 1800, 3600, 604_800]);
  });

  for (const duration of ["", "90", "0s", "-1h", "1.5h", "1h30m", "1H", "1 h", "1w", "1h\n"]) {
    it(`is not ${JSON.stringify(duration)}`, () => expect(secondsOf(duration)).to.equal(undefined));
  }
});

describe("shareOf", () => {
  const GiB = 1024 ** 3;

  it("is a size that a person would write, and never more than the share but for the smallest", () => {
    expect([1, 2, 4, 7.7, 8, 15.6, 24, 64, 1000].map((total) => shareOf(total * GiB, 1 / 4))).to.deep.equal([
      "512MiB",
      "512MiB",
      "1GiB",
      "1792MiB",
      "2GiB",
      "3840MiB",
      "6GiB",
      "16GiB",
      "250GiB",
    ]);
  });

  it("is a size that a definition takes", () => {
    for (let total = 0.5; total < 200; total += 0.7) expect(bytesOf(shareOf(total * GiB, 1 / 4))).to.be.a("number");
  });
});
