import { expect, use } from "chai";
import { generate } from "../../../src/emit/generate.ts";
import { expectFile, expectFileWithout } from "../../../src/testing.ts";
import { accessAssertions } from "../../../src/testing-chai.ts";
import { COURSE, thrownBy } from "./course.ts";

use(accessAssertions);

/** Untyped, as in tests that are not compiled. */
// oxlint-disable-next-line typescript/no-explicit-any -- the compiler refuses some of these questions
type Any = any;

const FILES = {
  "compose.yaml": `
services:
  proxy: { restart: always, ports: ["127.0.0.1:8000:8000"] }
  hub:
    image: math-jupyterhub:latest
    read_only: true
    stop_grace: 10
    ports: []
    environment: {}
    command: ~
    volumes:
      - { type: bind, source: ../roster, target: /srv/roster }
      - { type: volume, source: math-data }
`,
  "hub.json": '{"name":"math","volumes":[{"key":"home"}]}',
  "singleuser/Dockerfile": "FROM x\nRUN pip install numpy==2.4.0\n",
  "bad.json": "{",
};

/** What the file has, and parts that are like it but different. */
const PARTS: readonly (readonly [path: string, has: Any, differs: Any, message: string])[] = [
  [
    "compose.yaml",
    { services: { hub: { image: "math-jupyterhub:latest", read_only: true } } },
    { services: { hub: { image: "math-hub:latest", read_only: true, stop_grace: 30 } } },
    'services.hub.image is "math-jupyterhub:latest", not "math-hub:latest"\n  services.hub.stop_grace is 10, not 30',
  ],
  [
    "compose.yaml",
    { services: { hub: { volumes: [{ source: "math-data" }, { target: "/srv/roster", type: "bind" }] } } },
    { services: { hub: { volumes: [{ source: "math-data" }, { target: "/srv/roster", type: "volume" }] } } },
    'services.hub.volumes has no item {"target":"/srv/roster","type":"volume"}',
  ],
  [
    "compose.yaml",
    { services: { proxy: { ports: ["127.0.0.1:8000:8000"] } } },
    { services: { hub: { ports: ["0.0.0.0:8000:8000"] }, proxy: { restart: "always" } } },
    'services.hub.ports has no item "0.0.0.0:8000:8000"',
  ],
  [
    "compose.yaml",
    { services: { hub: { image: /^math-.*:latest$/g, command: null } } },
    { services: { hub: { image: /^chem-/g, command: "x" } } },
    'services.hub.image is "math-jupyterhub:latest", which does not match /^chem-/g\n  services.hub.command is null, not "x"',
  ],
  ["hub.json", { name: "math" }, { name: "chem" }, 'name is "math", not "chem"'],
];

describe("a test of a generated file", () => {
  for (const [path, has, differs, message] of PARTS) {
    it(`compares the part of ${path} that it names: ${JSON.stringify(has)}`, () => {
      const failure = `AssertionError: ${path} is not as expected:\n  ${message}`;
      // Twice, because a pattern with /g remembers where it was.
      for (let time = 0; time < 2; time += 1) {
        expectFile(FILES, path, has);
        expectFileWithout(FILES, path, differs);
        expect(FILES).to.haveFile(path, has);
        expect(FILES).to.not.haveFile(path, differs);
      }
      expect(thrownBy(() => expectFile(FILES, path, differs))).to.equal(failure);
      expect(thrownBy(() => expect(FILES).to.haveFile(path, differs))).to.equal(failure);
      expect(thrownBy(() => expectFileWithout(FILES, path, has))).to.match(
        /^AssertionError: .* has what it must not have: /,
      );
      expect(thrownBy(() => expect(FILES).to.not.haveFile(path, has))).to.match(/^AssertionError: /);
    });
  }

  it("finds a text or a pattern in any file", () => {
    for (const part of ["numpy==2.4.0", /^RUN pip .*numpy/m, /numpy/g]) {
      expectFile(FILES, "singleuser/Dockerfile", part);
      expect(thrownBy(() => expectFileWithout(FILES, "singleuser/Dockerfile", part))).to.match(
        /^AssertionError: singleuser\/Dockerfile contains .*numpy.*, in line 2\.$/,
      );
    }
    expectFile(FILES, "compose.yaml", "restart: always");
    expect(thrownBy(() => expectFile(FILES, "singleuser/Dockerfile", "scipy"))).to.equal(
      'AssertionError: singleuser/Dockerfile does not contain "scipy".',
    );
    expect(thrownBy(() => expectFile(FILES, "singleuser/Dockerfile", /scipy/))).to.equal(
      "AssertionError: singleuser/Dockerfile does not contain /scipy/.",
    );
  });

  it("shows the difference of what was asked for, and nothing else of the file", () => {
    try {
      expectFile(FILES, "compose.yaml", { services: { hub: { read_only: false } } });
    } catch (error) {
      expect(error).to.deep.include({
        actual: { services: { hub: { read_only: true } } },
        expected: { services: { hub: { read_only: false } } },
      });
      return;
    }
    throw new Error("It passed.");
  });

  const MISTAKES: readonly (readonly [path: Any, part: Any, message: string])[] = [
    ["compose.yml", "x", 'No file "compose.yml" is generated. Did you mean "compose.yaml"?'],
    ["deploy/compose.yaml", "x", 'No file "deploy/compose.yaml" is generated. Did you mean "compose.yaml"?'],
    ["Dockerfile", "x", 'No file "Dockerfile" is generated. Did you mean "singleuser/Dockerfile"?'],
    [
      "toString",
      "x",
      'No file "toString" is generated. There are: "compose.yaml", "hub.json", "singleuser/Dockerfile", "bad.json".',
    ],
    ["compose.yaml", { servces: {} }, 'The file has no key "servces". Did you mean "services"?'],
    [
      "compose.yaml",
      { services: { jupyterhub: { image: "x" } } },
      'services has no key "jupyterhub". Its keys are: "proxy", "hub".',
    ],
    ["compose.yaml", { services: { hub: { imag: "x" } } }, 'services.hub has no key "imag". Did you mean "image"?'],
    [
      "compose.yaml",
      { services: { hub: { image: "another", imag: "x" } } },
      'services.hub has no key "imag". Did you mean "image"?',
    ],
    [
      "compose.yaml",
      { services: { hub: { environment: { A: "1" } } } },
      'services.hub.environment has no key "A". It is empty.',
    ],
    [
      "compose.yaml",
      { services: { hub: { volumes: [{ targt: "/srv/roster" }] } } },
      'services.hub.volumes[0] has no key "targt". Did you mean "target"?',
    ],
    [
      "compose.yaml",
      { services: { hub: { stop_grace: "10" } } },
      'services.hub.stop_grace is a number, 10, and cannot be compared with a string, "10".',
    ],
    [
      "compose.yaml",
      { services: { hub: { image: { name: "x" } } } },
      'services.hub.image is a string, "math-jupyterhub:latest", and cannot be compared with a mapping, {"name":"x"}.',
    ],
    [
      "compose.yaml",
      { services: { hub: { stop_grace: /1/ } } },
      "services.hub.stop_grace is a number, 10, and a pattern is for a string.",
    ],
    ["compose.yaml", { services: { hub: { image: undefined } } }, "services.hub.image: data cannot be undefined."],
    ["compose.yaml", { services: { hub: {} } }, "services.hub is compared with {}, which checks nothing."],
    [
      "compose.yaml",
      { services: { hub: { volumes: [] } } },
      "services.hub.volumes is compared with [], which checks nothing.",
    ],
    [undefined, "x", "A file's path cannot be undefined."],
    ["compose.yaml", "", 'Every file contains the text "", so this checks nothing.'],
    ["compose.yaml", undefined, "What compose.yaml must have is a text, a pattern or data, not undefined."],
    ["compose.yaml", 4, "What compose.yaml must have is a text, a pattern or data, not 4."],
    [
      "singleuser/Dockerfile",
      { FROM: "x" },
      "singleuser/Dockerfile is neither YAML nor JSON, so it can have a text or a pattern, but no data.",
    ],
  ];

  for (const [path, part, message] of MISTAKES) {
    it(`never passes, and is not just a failed assertion: ${String(path)}, ${JSON.stringify(part)}`, () => {
      for (const ask of [
        () => expectFile(FILES, path, part),
        () => expectFileWithout(FILES, path, part),
        () => expect(FILES).to.haveFile(path, part),
        () => expect(FILES).to.not.haveFile(path, part),
      ])
        expect(thrownBy(ask)).to.equal(`TestMistake: ${message}`);
    });
  }

  it("says that a file cannot be parsed, and that files are needed", () => {
    expect(thrownBy(() => expectFileWithout(FILES, "bad.json", { x: 1 }))).to.match(
      /^TestMistake: bad\.json could not be parsed: /,
    );
    expect(thrownBy(() => expectFileWithout("x" as Any, "bad.json", { x: 1 }))).to.equal(
      'TestMistake: Files must be those of generate(hub), not "x".',
    );
  });

  it("is of the files that generate writes", () => {
    const files = generate(COURSE);
    expectFile(files, "compose.yaml", { services: { proxy: { ports: ["127.0.0.1:8000:8000"] } } });
    expectFile(files, "hub.json", { timezone: "America/Denver" });
    expectFileWithout(files, "compose.yaml", { services: { proxy: { ports: ["0.0.0.0:8000:8000"] } } });
    expectFile(files, ".env", "COMPOSE_PROJECT_NAME");
  });
});
