import { expect } from "chai";
import * as fc from "fast-check";
import { formatProblem } from "../../../src/model/problem/format-problem.ts";
import type { DiagnosticCode } from "../../../src/model/problem/problem-codes.ts";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { check } from "../../../src/access/check.ts";
import { shown } from "../../../src/model/problem/diagnostic.ts";
import { generate } from "../../../src/emit/generate.ts";
import { defineHub, type HubDefinition, type HubInput, safeDefine } from "../../../src/model/hub/hub.ts";
import { hubName, volumes } from "../../contracts/arbitrary-hub.ts";
import { EVERYTHING } from "../../hubs.ts";

describe("defineHub", function () {
  this.timeout(30_000);

  it("needs a name and nothing else", () => {
    expect(defineHub({ name: "math" })).to.deep.equal({
      name: "math",
      port: 8000,
      listen: "127.0.0.1",
      roster: "roster/userlist",
      signIn: { kind: "derived-password", length: 10 },
      timezone: "UTC",
      jupyterhub: "6.1",
      metrics: false,
      notebook: {
        image: "slim",
        dockerfile: null,
        apt: [],
        pip: [],
        conda: [],
        limits: { memory: null, cpus: null, gpus: 0 },
        idleAfter: null,
        maxAge: null,
        privileges: null,
        images: {},
        groups: {},
      },
      volumes: {
        home: {
          key: "home",
          per: "person",
          at: "/home/jovyan",
          collectAt: null,
          closes: null,
          groups: null,
          access: { member: "rw", staff: "rw", admin: "rw" },
          scope: "hub",
          volumeName: null,
        },
        shared: {
          key: "shared",
          per: "group",
          at: "/home/jovyan/{group}",
          collectAt: null,
          closes: null,
          groups: null,
          access: { member: "rw", staff: "rw", admin: "rw" },
          scope: "hub",
          volumeName: null,
        },
      },
      database: "sqlite",
      strangers: "allow",
      admins: { access: true, roster: "none" },
      staff: { open: "own-group" },
      traits: {},
      extraConfig: [],
      engine: { socket: "/var/run/docker.sock", remote: false },
    });
  });

  it("gives a definition that is its own input again, through JSON too", () => {
    for (const input of [
      { name: "math" },
      EVERYTHING,
      { name: "own", notebook: { dockerfile: "singleuser/" } },
    ] satisfies HubInput[]) {
      const hub = defineHub(input);
      expect(defineHub(hub)).to.deep.equal(hub);
      expect(defineHub(JSON.parse(JSON.stringify(hub)) as HubInput)).to.deep.equal(hub);
      expect(check(hub)).to.deep.equal([]);
    }
  });

  it("does so for random hubs that it takes", () => {
    let taken = 0;
    fc.assert(
      fc.property(hubName, volumes, (name, policies) => {
        const input = { name, volumes: policies };
        if (check(input).length > 0) return;
        taken += 1;
        const hub = defineHub(input);
        expect(defineHub(JSON.parse(JSON.stringify(hub)) as HubInput)).to.deep.equal(hub);
      }),
      { numRuns: 500 },
    );
    expect(taken).to.be.greaterThan(50);
  });

  it("is frozen all the way down, and freezes nothing of yours", () => {
    const input = structuredClone(EVERYTHING);
    const shallow = Object.freeze({
      ...input,
      signIn: Object.freeze({ kind: "custom" as const, authenticator: "a.B", traits: Object.freeze({ scope: ["a"] }) }),
    });
    for (const hub of [defineHub(input), defineHub(shallow)]) expect(thawed(hub)).to.deep.equal([]);
    expect(thawed(input)).to.include("volumes.inbox.groups");
    (input.extraConfig as string[]).push("more.py");
    expect(thawed(shallow.signIn.traits)).to.deep.equal(["scope"]);
  });

  it("reports every error in a definition at once, each with its place", () => {
    const wrong = {
      name: "Math",
      port: 0,
      notebook: { limits: { memory: "4" } },
      volumes: { a: { per: "group", at: "/a" }, b: 1 },
      timezon: "UTC",
    };
    try {
      defineHub(wrong as unknown as HubInput);
      expect.fail("took it");
    } catch (error) {
      expect(error).to.be.instanceOf(HubwrightError);
      expect((error as HubwrightError).problems.map(({ at = [], code }) => `${at.join(".")} ${code}`)).to.have.members([
        "timezon hub-field-unknown",
        "name hub-name-invalid",
        "port port-invalid",
        "notebook.limits.memory memory-invalid",
        "volumes.a.at volume-path-lacks-group",
        "volumes.b hub-field-type",
      ]);
      const size = 'notebook.limits.memory: "4" is not a whole number of MiB or GiB.';
      expect((error as HubwrightError).message.split("\n"))
        .to.have.length(6)
        .and.include(size);
      expect((error as HubwrightError).problems.map((one) => formatProblem(one)).join("\n")).to.include(
        `${size}\n  hint: `,
      );
    }
  });

  it("suggests the field that was probably meant", () => {
    for (const [written, meant] of [
      ["prot", "port"],
      ["Port", "port"],
      ["notebok", "notebook"],
      ["volume", "volumes"],
      ["rosterr", "roster"],
      ["timzone", "timezone"],
      ["signin", "signIn"],
      ["lsiten", "listen"],
    ] as const) {
      expect(check({ name: "math", [written]: 1 })[0]?.hint, written).to.equal(`Did you mean ${meant}?`);
    }
    expect(check({ name: "math", zoo: 1 } as unknown as HubInput)[0]?.hint).to.match(/^Write one of name, port, /);
  });
});

// oxlint-disable-next-line no-control-regex -- naming control characters is the point
const INVISIBLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]|\p{Surrogate}/u;

/** Files that `extraConfig` names cannot exist here; nothing else may keep a definition without errors from being generated. */
function expectGenerates(hub: HubDefinition): void {
  generate(hub, Object.fromEntries(hub.extraConfig.map((path) => [path, ""])));
}

describe("a definition of untyped origin", function () {
  this.timeout(30_000);

  const definition = fc.oneof(
    fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withNullPrototype: true,
      withBoxedValues: true,
    }),
    fc.dictionary(
      fc.oneof(fc.constantFrom(...Object.keys(EVERYTHING)), fc.string({ unit: "binary" })),
      fc.anything({ withBigInt: true }),
    ),
    fc
      .tuple(fc.constantFrom(...Object.keys(EVERYTHING)), fc.anything({ withBigInt: true, withNullPrototype: true }))
      .map(([field, value]) => ({ ...EVERYTHING, [field]: value })),
    fc
      .tuple(
        fc.constantFrom("home", "__proto__"),
        fc.constantFrom("at", "per", "access", "groups", "collectAt", "volumeName", "scope", "key"),
        fc.anything({ withBigInt: true }),
      )
      .map(([key, field, value]) => ({
        name: "math",
        volumes: JSON.parse(
          `{${JSON.stringify(key)}:{"per":"drop-box","at":"/x/{group}","collectAt":"/y/{group}/{person}"}}`,
        ) as object,
        ...(key === "home" ? { volumes: { home: { per: "person", at: "/x", [field]: value } } } : {}),
      })),
  );

  it("is checked, whatever it is, and taken exactly when there is no error", () => {
    fc.assert(
      fc.property(definition, (input) => {
        const found = check(input as HubInput);
        const text = found.map((diagnostic) => formatProblem(diagnostic)).join("\n");
        expect(text).not.to.match(INVISIBLE);
        let taken = true;
        const { hub, problems } = safeDefine(input);
        expect(problems).to.deep.equal(found);
        expect(hub === undefined).to.equal(found.some(({ severity }) => severity === "error"));
        try {
          const defined = defineHub(input as HubInput);
          expect(thawed(defined)).to.deep.equal([]);
          expect(hub).to.deep.equal(defined);
          expectGenerates(defined);
        } catch (error) {
          expect(error, String(error)).to.be.instanceOf(HubwrightError);
          taken = false;
        }
        expect(taken).to.equal(found.length === 0);
      }),
      { numRuns: 2000 },
    );
  });

  it("may even contain itself", () => {
    const loop: Record<string, unknown> = { name: "math" };
    for (const field of Object.keys(EVERYTHING)) loop[field] = loop;
    expect(check(loop as unknown as HubInput).length).to.be.greaterThan(5);
    const traits: Record<string, unknown> = {};
    traits["deep"] = { traits };
    expect(codesOf({ name: "math", traits: { JupyterHub: traits } })).to.deep.equal(["trait-invalid"]);
  });
});

describe("what a definition may not say", () => {
  const cases: readonly (readonly [says: string, input: object, code: DiagnosticCode])[] = [
    ["a hub whose name would own another hub's volumes", { name: "math-user" }, "hub-name-reserved"],
    ["a time zone that Python would not find", { timezone: "America/DENVER" }, "timezone-unknown"],
    ["an offset for a time zone", { timezone: "+01:00" }, "timezone-unknown"],
    ["a trait that is a word of Python", { traits: { JupyterHub: { lambda: 1 } } }, "trait-invalid"],
    ["a class that is a word of Python", { traits: { None: { x: 1 } } }, "trait-invalid"],
    [
      "an authenticator that Python cannot name",
      { signIn: { kind: "custom", authenticator: "a.class.B" } },
      "authenticator-invalid",
    ],
    [
      "an authenticator whose settings JupyterHub would not find",
      { signIn: { kind: "custom", authenticator: "a.b" } },
      "authenticator-invalid",
    ],
    ["code in a trait", { traits: { JupyterHub: { x: () => 1 } } }, "trait-invalid"],
    [
      "the roster beside the Dockerfile of the notebooks",
      { roster: "people/userlist", notebook: { dockerfile: "people/" } },
      "roster-directory-shared",
    ],
    [
      "the Dockerfile of the notebooks inside the roster's directory",
      { roster: "people/userlist", notebook: { dockerfile: "people/image" } },
      "roster-directory-shared",
    ],
    ["the roster among the secrets", { roster: "secrets/userlist" }, "roster-directory-shared"],
    ["a path that leaves", { volumes: { a: { per: "hub", at: "/data/../etc" } } }, "volume-path-invalid"],
    ["a path with a space", { volumes: { a: { per: "hub", at: "/my data" } } }, "volume-path-invalid"],
    ["a path with a line break", { volumes: { a: { per: "hub", at: "/data\n" } } }, "volume-path-invalid"],
    ...[
      "2026-12-11",
      "2026-12-11 23:59",
      "2026-12-11T24:00",
      "2026-02-30T10:00",
      "2026-12-11T23:59Z",
      "26-1-1T1:1",
      5,
    ].map(
      (closes) =>
        [
          `closing at ${closes}`,
          { volumes: { a: { per: "drop-box", at: "/a/{group}", collectAt: "/c/{group}/{person}", closes } } },
          "volume-closes-invalid",
        ] as const,
    ),
    [
      "closing what is no drop-box",
      { volumes: { a: { per: "hub", at: "/a", closes: "2026-12-11T23:59" } } },
      "hub-field-unknown",
    ],
    [
      "a copy that two groups would share",
      {
        volumes: {
          a: { per: "drop-box", at: "/a/{group}", collectAt: "/c/{person}-{group}", closes: "2026-12-11T23:59" },
        },
      },
      "volume-copy-lacks-place",
    ],
    [
      "a folder inside the copy, which is mounted to read",
      {
        volumes: {
          a: { per: "drop-box", at: "/a/{group}", collectAt: "/c/{group}/{person}", closes: "2026-12-11T23:59" },
          b: { per: "group", at: "/c/{group}/handouts" },
        },
      },
      "volume-paths-collide",
    ],
    [
      "two owners in one name with a hyphen between them",
      {
        volumes: {
          a: {
            per: "drop-box",
            at: "/a/{group}",
            collectAt: "/c/{group}/{person}",
            volumeName: "box-{group}-{person}",
          },
        },
      },
      "volume-name-invalid",
    ],
    [
      "a person and a group under one pattern",
      {
        volumes: {
          a: { per: "person", at: "/a", volumeName: "x-{person}" },
          b: { per: "group", at: "/b/{group}", volumeName: "x-{group}" },
        },
      },
      "volume-name-invalid",
    ],
    [
      "a volume that the hub keeps its keys in",
      { volumes: { a: { per: "hub", at: "/a", volumeName: "math-data.secrets" } } },
      "volume-name-invalid",
    ],
    [
      "a pattern by which a group could get the hub's keys",
      { volumes: { a: { per: "group", at: "/a/{group}", volumeName: "math-data.{group}" } } },
      "volume-name-invalid",
    ],
    [
      "a pattern by which a group could get the hub's data",
      { volumes: { a: { per: "group", at: "/a/{group}", volumeName: "{group}" } } },
      "volume-name-invalid",
    ],
    ["an engine that is remote in words", { engine: { remote: "yes" } }, "hub-field-type"],
    [
      "a folder inside a group's folder",
      {
        volumes: {
          a: { per: "group", at: "/home/jovyan/{group}" },
          b: { per: "group", at: "/home/jovyan/{group}/handouts" },
        },
      },
      "volume-paths-collide",
    ],
    [
      "a folder inside the whole hub's",
      { volumes: { b: { per: "group", at: "/data/{group}" }, a: { per: "hub", at: "/data" } } },
      "volume-paths-collide",
    ],
    [
      "a key that is not the one above it",
      { volumes: { a: { key: "b", per: "hub", at: "/data" } } },
      "volume-key-invalid",
    ],
    ["another package index among the packages", { notebook: { pip: ["-i http://example.org"] } }, "package-invalid"],
    ["a Dockerfile among the secrets", { notebook: { dockerfile: "secrets/" } }, "notebook-directory-invalid"],
  ];
  for (const [says, input, code] of cases) {
    it(says, () => expect(codesOf({ name: "math", ...input })).to.include(code));
  }

  it("but fields without a value, as YAML has them", () => {
    const empty = Object.fromEntries(Object.keys(EVERYTHING).map((field) => [field, null]));
    expect(defineHub({ ...empty, name: "math" })).to.deep.equal(defineHub({ name: "math" }));
    expect(defineHub({ name: "math", notebook: { limits: null } } as unknown as HubInput)).to.deep.equal(
      defineHub({ name: "math" }),
    );
  });

  it("but names of hubs that only look like it", () => {
    for (const name of ["mathuser", "users", "database", "on", "no", "a", "math-8660", "a".repeat(32)])
      expect(codesOf({ name }), name).to.deep.equal([]);
  });

  it("but volumes in a home, and two at one path for different groups", () => {
    expect(
      codesOf({
        name: "math",
        volumes: {
          home: { per: "person", at: "/home/jovyan" },
          a: { per: "hub", at: "/home/jovyan/x", groups: ["a"] },
          b: { per: "hub", at: "/home/jovyan/x", groups: ["b"] },
        },
      }),
    ).to.deep.equal([]);
    expect(
      codesOf({
        name: "math",
        volumes: {
          a: {
            per: "drop-box",
            at: "/a/{group}",
            collectAt: "/c/{group}/{person}",
            volumeName: "box-{group}.{person}",
          },
        },
      }),
    ).to.deep.equal([]);
  });

  it("but time zones of every age", () => {
    for (const timezone of [
      "UTC",
      "Etc/UTC",
      "Etc/GMT+7",
      "US/Mountain",
      "Asia/Kolkata",
      "Asia/Calcutta",
      "America/Port_of_Spain",
      "EST5EDT",
      "Europe/Kyiv",
    ])
      expect(codesOf({ name: "math", timezone }), timezone).to.deep.equal([]);
  });
});

describe("a value in a message", () => {
  it("is quoted, visible and short", () => {
    expect(shown("a\u001b[2J\u202eb\u0085")).to.equal('"a\\u001b[2J\\u202eb\\u0085"');
    expect(shown(12n)).to.equal("12n");
    expect(shown(undefined)).to.equal("undefined");
    expect(shown("😀".repeat(200))).to.match(/^"😀+…"$/u);
  });

  it("is quoted in a place, too", () => {
    const [found] = check({ name: "math", "a\u001b[2J": 1 } as unknown as HubInput);
    expect(formatProblem(found ?? expect.fail("nothing found"))).to.match(
      /^\["a\\u001b\[2J"\]: There is no field "a\\u001b\[2J" here\.\n/,
    );
  });
});

function codesOf(input: object): readonly DiagnosticCode[] {
  return check(input as HubInput).map(({ code }) => code);
}

/** The paths of everything below a value that can still be changed. */
function thawed(value: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return [
    ...(Object.isFrozen(value) ? [] : [path.join(".")]),
    ...Object.entries(value).flatMap(([key, inner]) => thawed(inner, [...path, key])),
  ];
}
