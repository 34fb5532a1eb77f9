import { expect } from "chai";
import { namesDefinedIn } from "../../../src/model/hub/python-names.ts";

const names = (...lines: readonly string[]) => [...(namesDefinedIn(`${lines.join("\n")}\n`) ?? ["everything"])].sort();

describe("the names that a Python file defines", () => {
  it("are those of functions, classes, imports and assignments", () => {
    expect(names("def a(x): return x", "async def b():", "    pass", "class C:", "    pass")).to.deep.equal([
      "C",
      "a",
      "b",
    ]);
    expect(
      names("import os.path, json as j", "from a.b import c, d as e", "from f import (", "  g,", "  h as i,", ")"),
    ).to.deep.equal(["c", "e", "g", "i", "j", "os"]);
    expect(names("a = 1", "b: int = 2", "c = d = 3", "e, (f, *g) = x", "h = lambda x=1: x == 2")).to.deep.equal([
      "a",
      "b",
      "c",
      "d",
      "e",
      "f",
      "g",
      "h",
    ]);
    expect(names("a = 1; b = 2")).to.deep.equal(["a", "b"]);
  });

  it("are also those in if, try and with", () => {
    expect(
      names("try:", "    import a", "except ImportError:", "    def a(): ...", "if x:", "\tb = 1", "c = 1"),
    ).to.deep.equal(["a", "b", "c"]);
  });

  it("are not those inside of functions, classes, texts and comments", () => {
    expect(names("def a():", "    b = 1", "    def c(): ...", "class D:", "    def e(self): ...")).to.deep.equal([
      "D",
      "a",
    ]);
    expect(
      names('"""', "def a(): ...", '"""', "# def b(): ...", "c = '''", "d = 1", "'''", 'e = "#" ; f = "\\""'),
    ).to.deep.equal(["c", "e", "f"]);
    expect(names("c.Spawner.a = 1", "x[0] = 2", "f(b=1)", "a == 2", "a += 1", "print(", "  c=1,", ")")).to.deep.equal(
      [],
    );
    expect(names("if a <= b:", "    pass", "x = \\", "  1", "   ", "def é(): ...")).to.deep.equal(["x"]);
  });

  it("are anything if the file imports all of a module", () => {
    expect(names("from hooks import *")).to.deep.equal(["everything"]);
  });

  it("of a file that is no Python are found without an error", () => {
    expect(names(")))", "'unclosed", "def", "= 1", '"""never closed', "def a(): ...")).to.deep.equal(["a"]);
    expect(names("")).to.deep.equal([]);
  });
});
