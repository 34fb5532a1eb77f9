import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { addPackages } from "../../../src/model/settings/add-packages.ts";
import { findField, splitPath } from "../../../src/model/settings/field-path.ts";
import { type FieldType, HUB_FIELDS } from "../../../src/model/settings/field-type.ts";
import { readValue } from "../../../src/model/settings/field-value.ts";
import { sayHint } from "../../../src/model/problem/format-problem.ts";
import { packageName } from "../../../src/model/settings/package-name.ts";
import { writeSchema } from "../../../scripts/schema.mjs";

interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly not?: unknown;
  readonly properties?: { readonly [name: string]: Schema };
  readonly additionalProperties?: Schema | boolean;
  readonly definitions?: { readonly [name: string]: Schema };
}

describe("the types of a definition's fields", () => {
  it("are those that HubFile declares", async function () {
    this.timeout(60_000);
    const file = join(tmpdir(), `hubwright-schema-${process.pid}.json`);
    await writeSchema(file);
    const schema = JSON.parse(readFileSync(file, "utf8")) as Schema;
    rmSync(file);
    const hub = typeIn({ $ref: "#/definitions/HubFile" }, schema);
    // The schema also describes every known trait; here, traits are anything by class and name.
    const { $schema: _, traits, ...fields } = hub.fields ?? {};
    const { traits: anything, ...expected } = plainOf(HUB_FIELDS).fields ?? {};
    expect({ ...hub, fields }).to.deep.equal({ ...plainOf(HUB_FIELDS), fields: expected });
    expect(traits).to.be.an("object");
    expect(anything).to.be.an("object");
  });

  const found = (text: string) => {
    const field = findField(text);
    return "code" in field ? { message: field.message, hint: sayHint(field.hint) } : field.at;
  };

  it("are found by their names with dots, and by names with dots in brackets", () => {
    expect(found("notebook.limits.memory")).to.deep.equal(["notebook", "limits", "memory"]);
    for (const path of [`groups[math.101]`, `groups["math.101"]`, `groups['math.101']`])
      expect(found(`notebook.${path}.limits.memory`), path).to.deep.equal([
        "notebook",
        "groups",
        "math.101",
        "limits",
        "memory",
      ]);
    expect(found("traits.Spawner.environment.FOO")).to.deep.equal(["traits", "Spawner", "environment", "FOO"]);
  });

  for (const text of ["", ".", "a.", ".a", "a..b", "a[", "a[]", "a]b", 'a["x', 'a["\\q"]', "a[b]c]"])
    it(`are not found by something that is no name: ${JSON.stringify(text)}`, () => {
      expect(splitPath(text)).to.equal(undefined);
      expect(found(text)).to.have.property("message");
    });

  for (const [text, hint] of [
    ["notbook.limits.memory", "Did you mean notebook?"],
    ["notebook.limit.memory", "Did you mean limits?"],
    ["notebook.limits.memmory", "Did you mean memory?"],
    ["notebook.groups.math.101.limits.memory", "[math.101]"],
    ["notebook.limits.memory.size", "Leave it out"],
    ["__proto__.x", "Choose another name"],
    ["traits.__proto__.x", "Choose another name"],
    ["volumes.course.constructor", "Write one of"],
  ] as const)
    it(`suggest what was probably meant: ${text}`, () => {
      expect(found(text)).to.have.property("hint").that.includes(hint);
    });
});

describe("a value, as people type it", () => {
  const value = (text: string, ...words: readonly string[]) => {
    const field = findField(text);
    if ("code" in field) return expect.fail(field.message);
    const read = readValue(field, words);
    return "code" in read ? read.message : read.value;
  };

  for (const [field, words, expected] of [
    ["notebook.limits.memory", ["8GiB"], "8GiB"],
    ["notebook.limits.memory", ["null"], null],
    ["notebook.limits.cpus", ["0.5"], 0.5],
    ["notebook.limits.gpus", ["all"], "all"],
    ["notebook.limits.gpus", ["2"], 2],
    ["port", ["9000"], 9000],
    ["metrics", ["true"], true],
    ["jupyterhub", ["5.5"], "5.5"],
    ["name", ['"math"'], "math"],
    ["notebook.pip", ["numpy", "scipy"], ["numpy", "scipy"]],
    ["notebook.pip", ['["numpy"]'], ["numpy"]],
    ["notebook.pip", ["[]"], []],
    ["volumes.course.groups", ["null"], null],
    ["database", ["postgres"], "postgres"],
    ["database", ['{"kind":"external"}'], { kind: "external" }],
    ["traits.JupyterHub.concurrent_spawn_limit", ["20"], 20],
    ["traits.JupyterHub.banner", ["hello"], "hello"],
    ["traits.JupyterHub.banner", ['"20"'], "20"],
    ["traits.Spawner.args", ['["--debug"]'], ["--debug"]],
    ["traits.Spawner.mode", ["0640"], "0640"],
  ] as const)
    it(`is read by the type of its field: ${field} ${words.join(" ")}`, () => {
      expect(value(field, ...words)).to.deep.equal(expected);
    });

  for (const [field, words, message] of [
    ["port", ["abc"], `"abc" is not a number.`],
    ["port", ["0x10"], `"0x10" is not a number.`],
    ["port", ["1", "2"], "This field takes one value, not 2."],
    ["metrics", ["yes"], `"yes" is not true or false.`],
    ["name", ["null"], `"null" is not a text.`],
    ["notebook", ["slim"], `"slim" is not an object.`],
    ["notebook.pip", ["[1]"], `"[1]" is not a list of texts.`],
    ["engine", ["{"], `"{" is not an object.`],
  ] as const)
    it(`is refused if its field cannot have it: ${field} ${words.join(" ")}`, () => {
      expect(value(field, ...words)).to.equal(message);
    });
});

describe("packages that are added", () => {
  for (const [manager, one, other] of [
    ["pip", "Scikit_Learn[all]==1.5 ; python_version < '3.13'", "scikit-learn"],
    ["pip", "zope.interface>=6", "Zope--Interface"],
    ["pip", "torch @ https://example.org/torch.whl", "torch"],
    ["apt", "graphviz=2.42.4-3", "graphviz"],
    ["conda", "conda-forge::R-base=4.5", "r-base"],
  ] as const)
    it(`have the same name however it is spelled: ${one}`, () => {
      expect(packageName(manager, one)).to.equal(packageName(manager, other));
    });

  it("have different names if they differ in more than the spelling", () => {
    expect(packageName("pip", "scikit-learn-extra")).to.not.equal(packageName("pip", "scikit-learn"));
    expect(packageName("apt", "libc6:i386")).to.not.equal(packageName("apt", "libc6"));
  });

  const input = { notebook: { pip: ["numpy==2.3.0", "scipy"] } };

  it("replace another version, and say so", () => {
    expect(addPackages(input, "pip", ["NumPy==2.4.0"])).to.deep.equal({
      edits: [{ do: "replace-item", at: ["notebook", "pip"], item: "numpy==2.3.0", value: "NumPy==2.4.0" }],
      notes: ["numpy==2.3.0 in notebook.pip is replaced by NumPy==2.4.0."],
    });
  });

  it("leave a version that is there if none is asked for", () => {
    expect(addPackages(input, "pip", ["numpy", "scipy"])).to.deep.equal({
      edits: [],
      notes: ["numpy==2.3.0 is already in notebook.pip.", "scipy is already in notebook.pip."],
    });
  });

  it("are added once, even if they are named twice", () => {
    expect(addPackages({}, "apt", ["graphviz", "graphviz"]).edits).to.deep.equal([
      { do: "append", at: ["notebook", "apt"], value: "graphviz" },
    ]);
  });
});

/** What a schema takes, in the words of a field's type. */
function typeIn(schema: Schema, root: Schema): FieldType {
  if (schema.$ref !== undefined) {
    const name = decodeURIComponent(schema.$ref.replace("#/definitions/", ""));
    if (name === "TraitValue") return { takes: ["anything"] };
    return typeIn(root.definitions?.[name] ?? {}, root);
  }
  const parts = schema.anyOf ?? schema.allOf;
  if (parts !== undefined) return parts.map((part) => typeIn(part, root)).reduce(merged, {});
  if (schema.not !== undefined) return {};
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  const kinds = new Set(values?.map((value) => (value === null ? "null" : typeof value)) ?? [schema.type ?? []].flat());
  const takes: NonNullable<FieldType["takes"]>[number][] = [];
  if (kinds.has("string")) takes.push("text");
  if (kinds.has("number")) takes.push("number");
  if (kinds.has("boolean")) takes.push("boolean");
  if (kinds.has("null")) takes.push("null");
  if (kinds.has("array")) takes.push("texts");
  const fields = Object.entries(schema.properties ?? {}).map(([name, one]) => [name, typeIn(one, root)] as const);
  const each = typeof schema.additionalProperties === "object" ? typeIn(schema.additionalProperties, root) : undefined;
  return {
    ...(takes.length === 0 ? {} : { takes }),
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
    ...(each === undefined ? {} : { each }),
  };
}

function merged(one: FieldType, other: FieldType): FieldType {
  const takes = ["text", "number", "boolean", "null", "texts", "anything"].filter((kind) =>
    [...(one.takes ?? []), ...(other.takes ?? [])].some((taken) => taken === kind),
  ) as NonNullable<FieldType["takes"]>;
  const names = new Set([...Object.keys(one.fields ?? {}), ...Object.keys(other.fields ?? {})]);
  const fields = [...names].map(
    (name) => [name, merged(one.fields?.[name] ?? {}, other.fields?.[name] ?? {})] as const,
  );
  const each =
    one.each === undefined && other.each === undefined ? undefined : merged(one.each ?? {}, other.each ?? {});
  return {
    ...(takes.length === 0 ? {} : { takes }),
    ...(names.size === 0 ? {} : { fields: Object.fromEntries(fields) }),
    ...(each === undefined ? {} : { each }),
  };
}

/** A type without what the schema does not say, in the same order. */
function plainOf(type: FieldType): FieldType {
  const fields =
    type.fields === undefined
      ? {}
      : Object.fromEntries(Object.entries(type.fields).map(([name, one]) => [name, plainOf(one)]));
  return merged(
    {
      ...type,
      ...(type.fields === undefined ? {} : { fields }),
      ...(type.each === undefined ? {} : { each: plainOf(type.each) }),
    },
    {},
  );
}
