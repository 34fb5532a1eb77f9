import { expect } from "chai";
import * as fc from "fast-check";
import { execForm, execFormOfList, imageReference } from "../../../src/emit/quote/dockerfile.ts";

const HOSTILE = [
  "numpy; rm -rf /",
  'x"$(id)',
  "a\nRUN id",
  "a\r\nUSER root",
  "`id`",
  "${HOME}",
  "${",
  "back\\",
  "\\\n",
  "# escape=`",
  "<<EOF",
  "'",
  '"]',
  "{{x}}",
  "--index-url=http://example.org",
  "é😀\u0085\u2028",
];

describe("execForm", () => {
  it("keeps every word one word, whatever it holds", () => {
    expect(JSON.parse(execForm(["pip", "install", ...HOSTILE]))).to.deep.equal(["pip", "install", ...HOSTILE]);
  });

  it("stays on one line and within ASCII, so that no word can begin an instruction", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(!text.includes("\0"));
        const form = execForm(["echo", text]);
        expect(form).to.match(/^[ -~]+$/);
        expect(JSON.parse(form)).to.deep.equal(["echo", text]);
      }),
    );
  });

  it("contains nothing that BuildKit takes for a here-document", () => {
    expect(execForm(["<<EOF", "a<<-EOF", "<<<"])).not.to.include("<<");
    expect(execForm(["numpy<2,>=1.4"])).to.equal('["numpy<2,>=1.4"]');
  });

  it("refuses a NUL, which no command can be given", () => {
    expect(() => execForm(["a\0b"])).to.throw(RangeError);
  });
});

describe("execFormOfList", () => {
  it("writes one word a line, none of which is a comment", () => {
    const form = execFormOfList(["echo"], HOSTILE);
    const lines = form.split(" \\\n");
    expect(lines).to.have.length(HOSTILE.length + 1);
    for (const line of lines.slice(1)) expect(line).to.match(/^ {2}"/);
    expect(JSON.parse(lines.join(""))).to.deep.equal(["echo", ...HOSTILE]);
  });

  it("is a list as well when there is nothing to list", () => {
    expect(execFormOfList(["echo"], [])).to.equal('["echo"]');
  });
});

describe("imageReference", () => {
  it("writes names with a registry, a port, a tag and a digest", () => {
    for (const image of [
      "debian:trixie-slim",
      "quay.io/jupyter/minimal-notebook:2026-11-02",
      "r.example.org:5000/a@sha256:0f",
    ]) {
      expect(imageReference(image)).to.equal(image);
    }
  });

  it("refuses what Docker would read as more than a name", () => {
    for (const image of ["", "a AS b", "a\nRUN id", "${X}", "--platform=x", "a\t", "a#b", 'a"']) {
      expect(() => imageReference(image), image).to.throw(RangeError);
    }
  });
});
