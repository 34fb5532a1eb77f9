import { expect } from "chai";
import { digestOfData, digestOfFiles } from "../../../src/deployment/digest.ts";

describe("a digest", () => {
  it("of files is the same whatever their order, and different for another path or text", () => {
    const digest = digestOfFiles({ a: "1", b: "2" });
    expect(digest).to.match(/^[0-9a-f]{64}$/);
    expect(digestOfFiles({ b: "2", a: "1" })).to.equal(digest);
    for (const other of [{ a: "1", b: "3" }, { a: "1", c: "2" }, { a: "2", b: "1" }, { a: "1" }, { ab: "12" }])
      expect(digestOfFiles(other), JSON.stringify(other)).not.to.equal(digest);
  });

  it("of data is the same whatever the order of its keys, at any depth", () => {
    expect(digestOfData({ a: { b: 1, c: [{ d: 2, e: 3 }] }, f: undefined })).to.equal(
      digestOfData({ a: { c: [{ e: 3, d: 2 }], b: 1 } }),
    );
  });

  it("of data is different for another value, or another order in a list", () => {
    const values = [
      null,
      1,
      "1",
      true,
      [],
      {},
      [1, 2],
      [2, 1],
      [[1], 2],
      { a: 1 },
      { a: "1" },
      { a: null },
      { a: [1] },
    ];
    expect(new Set(values.map(digestOfData)).size).to.equal(values.length);
  });
});
