import { expect } from "chai";
import { compareGenerated } from "../../../scripts/compare-generated.mjs";

const differences = (path: string, before: string, after: string) =>
  compareGenerated({ [path]: before }, { [path]: after }).differences;

describe("the comparison of generated files", () => {
  for (const [path, before, after] of [
    ["compose.yaml", "a: {x: 1, y: [2]} # old\n", "# new\na:\n  y: [2]\n  x: 1\n"],
    ["hub.json", '{"a":[1],"b":null}', '{\n  "b": null,\n  "a": [1]\n}\n'],
    ["jupyterhub_config.py", '"""Old."""\nfrom a import b\nc.x = "y"  # why\n', "import d\n\nc.x = 'y'\n"],
    ["hubwright_hub/a.py", 'def f():\n    """Old."""\n', "def f():\n    from .b import c\n"],
    ["Dockerfile.hub", "# old\nRUN a \\\n    # why\n    b\n\nCMD x\n", "RUN a   b\nCMD x\n"],
    ["nginx.conf", "server { # old\n  listen 80;\n}\n", "# new\nserver {\n\tlisten  80;\n}\n"],
    ["Caddyfile", "a.example {\n\trespond x#y\n}\n", "a.example { # ours\n  respond x#y\n}\n"],
    ["Makefile", "# old\nup: a\n\tdocker up\n", "up:  a\n\n\tdocker  up\n"],
    [".env", "# old\nA=1\n", "A=1\n"],
  ] as const)
    it(`finds nothing where only comments, spaces, order or imports of ${path} differ`, () => {
      expect(differences(path, before, after)).to.deep.equal([]);
    });

  for (const [path, before, after, expected] of [
    ["compose.yaml", "a: {x: 1}\n", "a: {x: 2, y: z}\n", ["a.x: 1 → 2", 'a.y: nothing → "z"']],
    ["hub.json", '{"a":[1,{"b":2}]}', '{"a":[1,{"b":"2"}]}', ['a[1].b: 2 → "2"']],
    ["hub.json", '{"a":[1,2,3]}', '{"a":[2,3,4]}', ["a: - 1", "a: + 4"]],
    ["jupyterhub_config.py", "c.x = 1\nc.y = 2\n", "c.x = 1\nc.y = 3\n", ['- "c.y = 2"', '+ "c.y = 3"']],
    [
      "hubwright_hub/a.py",
      "x = '''\n# a\n'''\n",
      "x = '''\n# b\n'''\n",
      ["- \"x = '\\\\n# a\\\\n'\"", "+ \"x = '\\\\n# b\\\\n'\""],
    ],
    ["Dockerfile", 'RUN ["a  b"]\n', 'RUN ["a b"]\n', ['- "RUN [\\"a  b\\"]"', '+ "RUN [\\"a b\\"]"']],
    ["nginx.conf", "listen 80;\n", 'listen 80;\nx "# y";\n', ['+ "x \\"# y\\";"']],
    ["Makefile", "up:\n\ta\n", "up:\na\n", ['- "\\ta"', '+ "a"']],
    ["README.md", "# Hub\n", "# Other\n", ['- "# Hub"', '+ "# Other"']],
  ] as const)
    it(`names what differs in ${path}: ${expected.join(", ")}`, () => {
      expect(differences(path, before, after)).to.deep.equal(expected.map((difference) => `${path}: ${difference}`));
    });

  it("compares a module that moved to another folder with itself", () => {
    const before = { "hubwright_hub/names.py": "X = 1\n", "hubwright_hub/mounts.py": "from .names import X\nY = X\n" };
    const after = {
      "hubwright_hub/engine/__init__.py": '"""Docker."""\n',
      "hubwright_hub/engine/names.py": "X = 2\n",
      "hubwright_hub/mounts.py": "from .engine.names import X\n\nY = X\n",
    };
    expect(compareGenerated(before, after)).to.deep.equal({
      differences: ['hubwright_hub/engine/names.py: - "X = 1"', 'hubwright_hub/engine/names.py: + "X = 2"'],
      notes: ["hubwright_hub/names.py is now hubwright_hub/engine/names.py"],
    });
  });

  it("distinguishes two files with the same name, and names one that is only in one directory", () => {
    const before = { "hubwright_hub/a/page.html": "a\n", "hubwright_hub/b/page.html": "b\n" };
    const after = { "hubwright_hub/web/b/page.html": "b\n", "hubwright_hub/web/c.html": "c\n" };
    expect(compareGenerated(before, after)).to.deep.equal({
      differences: [
        "hubwright_hub/web/c.html: only in the new directory",
        "hubwright_hub/a/page.html: only in the old directory",
      ],
      notes: ["hubwright_hub/b/page.html is now hubwright_hub/web/b/page.html"],
    });
  });

  it("accepts another folder in the name of a module, but notes it", () => {
    const text = (name: string) => `CMD ["python3", "-m", "hubwright_hub.${name}"]\n`;
    const compare = (name: string) => compareGenerated({ Dockerfile: text("receive") }, { Dockerfile: text(name) });
    expect(compare("engine.receive")).to.deep.equal({
      differences: [],
      notes: ["Dockerfile now says hubwright_hub.engine.receive"],
    });
    expect(compare("engine.send").differences).to.have.length(2);
  });

  it("only notes the digest of what an image is built from", () => {
    const labels = (digest: string) => `labels:\n  hubwright.context: ${digest.repeat(64)}\n`;
    expect(compareGenerated({ "a.yaml": labels("a") }, { "a.yaml": labels("b") })).to.deep.equal({
      differences: [],
      notes: [`a.yaml: labels.hubwright.context: "${"a".repeat(64)}" → "${"b".repeat(64)}"`],
    });
  });

  it("compares files that it cannot parse as text", () => {
    expect(differences("hub.json", "{a", "{b")).not.to.deep.equal([]);
    expect(differences("a.py", "x = (\n", "y = (\n")).not.to.deep.equal([]);
    expect(differences("a.py", "x = (\n", "x = (\n")).to.deep.equal([]);
  });
});
