import * as fc from "fast-check";
import { Document, isCollection, isNode, isScalar, parseDocument, Scalar, visit } from "yaml";
import type { HubInput } from "../../../src/index.ts";
import type { DefinitionEdit } from "../../../src/model/settings/definition-edit.ts";
import type { TraitValue } from "../../../src/model/traits/trait-value.ts";

/** How a file is written, at random: one choice for each place where people differ. */
interface Hand {
  readonly quote: string;
  readonly newline: string;
  readonly unit: string;
  readonly padding: string;
  readonly trailing: boolean;
  readonly mark: string;
  readonly final: boolean;
  /** Used one after another: whether an object is on one line, and whether there is a comment. */
  readonly choices: readonly number[];
}

const HAND: fc.Arbitrary<Hand> = fc.record({
  quote: fc.constantFrom('"', "'"),
  newline: fc.constantFrom("\n", "\r\n"),
  unit: fc.constantFrom("  ", "    ", "\t"),
  padding: fc.constantFrom("", " "),
  trailing: fc.boolean(),
  mark: fc.constantFrom("", "", "\uFEFF"),
  final: fc.boolean(),
  choices: fc.array(fc.nat({ max: 9 }), { minLength: 8, maxLength: 40 }),
});

const MEMORY = fc.constantFrom("512MiB", "1GiB", "4GiB", "64GiB");
const PACKAGE = fc.constantFrom("numpy", "scipy==1.17.0", "pandas[excel]>=2.3 ; python_version < '3.14'", "torch");
const LIMITS = fc.record(
  { memory: fc.option(MEMORY), cpus: fc.constantFrom(0.5, 1, 16), gpus: fc.constantFrom(0, 1, "all") },
  { requiredKeys: [] },
);
const GROUP = fc.constantFrom("physics", "math.101", "team-1", "admin");
const TEXT = fc.oneof(
  fc.string(),
  fc.constantFrom("it's", '"quoted"', "{ // }", "/* */", "# x", "🎓 数学", "`${x}`", "a: b", "no", "~"),
);
const TRAITS = fc.dictionary(
  fc.constantFrom("JupyterHub", "Spawner"),
  fc.dictionary(
    fc.constantFrom("a", "b_c", "d e"),
    fc.oneof(TEXT, fc.integer(), fc.boolean(), fc.constant(null), fc.array(TEXT)),
  ),
);

/** What a definition says; it is not always valid, because an edit must not need that. */
const INPUT = fc.record(
  {
    name: fc.constant("math"),
    port: fc.integer({ min: 1, max: 65_535 }),
    timezone: fc.constantFrom("UTC", "America/Denver"),
    metrics: fc.boolean(),
    notebook: fc.record(
      {
        pip: fc.uniqueArray(PACKAGE),
        apt: fc.uniqueArray(PACKAGE),
        limits: LIMITS,
        groups: fc.dictionary(GROUP, fc.record({ limits: LIMITS }, { requiredKeys: [] })),
      },
      { requiredKeys: [] },
    ),
    traits: TRAITS,
  },
  { requiredKeys: ["name"] },
);

/** A random file of TypeScript or JSON, with comments everywhere and in any style. */
export const TYPESCRIPT = fc.record({ input: INPUT, hand: HAND }).map(({ input, hand }) => ({
  input: input as unknown as HubInput,
  text: written(input as TraitValue, hand, { isJson: false }),
}));

/** The same as JSON, which has no comments. */
export const JSON_FILE = fc.record({ input: INPUT, hand: HAND }).map(({ input, hand }) => ({
  input: input as unknown as HubInput,
  text: written(input as TraitValue, { ...hand, quote: '"', trailing: false, mark: "" }, { isJson: true }),
}));

/** The same as YAML: lists and objects in braces or over several lines, comments behind and before anything, and any kind of text. */
export const YAML_FILE = fc
  .record({
    input: INPUT,
    hand: HAND,
    indent: fc.constantFrom(2, 4),
    indentSeq: fc.boolean(),
    singleQuote: fc.constantFrom(true, false, null),
  })
  .map(({ input, hand, indent, indentSeq, singleQuote }) => {
    const document = new Document(input);
    let used = 0;
    const choice = () => hand.choices[used++ % hand.choices.length] ?? 0;
    visit(document, {
      Node(_, node) {
        if (isCollection(node) && node !== document.contents && choice() < 3) node.flow = true;
        if (isScalar(node) && choice() > 8) node.comment = ` ${used}, it's } # "`;
        if (isNode(node) && choice() > 8) node.commentBefore = ` ${used}, { it's`;
        if (isScalar(node) && typeof node.value === "string" && choice() > 7)
          node.type = choice() < 5 ? Scalar.QUOTE_SINGLE : Scalar.QUOTE_DOUBLE;
      },
    });
    const text = document.toString({ indent, indentSeq, singleQuote, lineWidth: choice() < 5 ? 40 : 0 });
    const end = hand.final ? text : text.replace(/\n$/, "");
    return { input: input as unknown as HubInput, text: end.replaceAll("\n", hand.newline) };
  })
  // A comment before empty braces is written in a way that cannot be read again.
  .filter(({ text }) => parseDocument(text).errors.length === 0);

function written(input: TraitValue, hand: Hand, { isJson }: { readonly isJson: boolean }): string {
  const writer = new Writer(hand, isJson);
  const { newline, quote, mark, final } = hand;
  const end = final ? newline : "";
  if (isJson) return writer.value(input, "") + end;
  const body = writer.value(input, "");
  return `${mark}import { defineHub } from ${quote}hubwright${quote};${newline}${newline}export default defineHub(${body});${end}`;
}

class Writer {
  readonly #hand: Hand;
  readonly #isJson: boolean;
  #used = 0;

  constructor(hand: Hand, isJson: boolean) {
    this.#hand = hand;
    this.#isJson = isJson;
  }

  value(value: TraitValue, indentation: string): string {
    if (typeof value === "string") return this.#text(value);
    if (typeof value !== "object" || value === null) return String(value);
    if (Array.isArray(value))
      return this.#between(
        "[",
        "]",
        (value as readonly TraitValue[]).map((one) => (inner: string) => this.value(one, inner)),
        indentation,
      );
    const fields = Object.entries(value).map(([key, one]) => (inner: string) => {
      const name = !this.#isJson && /^[a-z_]\w*$/i.test(key) && this.#choice() < 8 ? key : this.#text(key);
      return `${name}${this.#comment(9)}: ${this.#comment(9)}${this.value(one, inner)}`;
    });
    return this.#between("{", "}", fields, indentation);
  }

  #text(text: string): string {
    const double = JSON.stringify(text);
    return this.#hand.quote === '"' ? double : `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  }

  #between(
    open: string,
    close: string,
    items: readonly ((indentation: string) => string)[],
    indentation: string,
  ): string {
    const { newline, unit, padding, trailing } = this.#hand;
    const isLine = this.#choice() < 5;
    const inner = isLine ? indentation : indentation + unit;
    const between = isLine ? " " : newline + inner;
    const last = items.length - 1;
    const parts = items.map((item, index) => {
      const comma = index < last || (trailing && !this.#isJson) ? "," : "";
      const early = this.#comment(9);
      return `${early}${item(inner)}${this.#comment(9)}${comma}${isLine ? "" : this.#lineComment()}`;
    });
    if (parts.length === 0) return this.#choice() < 8 || this.#isJson ? open + close : `${open} /* none */ ${close}`;
    return isLine
      ? open + padding + parts.join(between) + padding + close
      : `${open}${between}${parts.join(between)}${newline}${indentation}${close}`;
  }

  /** A comment inside of a line, if the next choice is at least this. */
  #comment(least: number): string {
    return this.#choice() >= least && !this.#isJson ? `/* ${this.#used}, { it's */ ` : "";
  }

  #lineComment(): string {
    return this.#choice() >= 7 && !this.#isJson ? ` // ${this.#used}, } "` : "";
  }

  #choice(): number {
    const { choices } = this.#hand;
    return choices[this.#used++ % choices.length] ?? 0;
  }
}

/** A random edit that a definition like these could get. */
export const EDIT: fc.Arbitrary<DefinitionEdit> = fc.oneof(
  fc.record({ do: fc.constant("set" as const), at: fc.constant(["port"]), value: fc.integer({ min: 1, max: 65_535 }) }),
  fc.record({ do: fc.constant("set" as const), at: fc.constant(["metrics"]), value: fc.boolean() }),
  fc.record({
    do: fc.constant("set" as const),
    at: fc.constantFrom(["notebook", "limits", "memory"], ["notebook", "idleAfter"]),
    value: fc.option(MEMORY),
  }),
  fc.record({
    do: fc.constant("set" as const),
    at: GROUP.map((group) => ["notebook", "groups", group, "limits", "cpus"]),
    value: fc.constantFrom(0.25, 8, null),
  }),
  fc.record({
    do: fc.constant("set" as const),
    at: fc.constantFrom(["traits", "JupyterHub", "a"], ["traits", "Spawner", "d e"]),
    value: fc.oneof(TEXT, fc.boolean()),
  }),
  fc.record({
    do: fc.constant("append" as const),
    at: fc.constantFrom(["notebook", "pip"], ["notebook", "apt"]),
    value: TEXT.filter((text) => text !== ""),
  }),
  fc.record({ do: fc.constant("remove-item" as const), at: fc.constant(["notebook", "pip"]), item: PACKAGE }),
  fc.record({
    do: fc.constant("replace-item" as const),
    at: fc.constant(["notebook", "pip"]),
    item: PACKAGE,
    value: TEXT,
  }),
  fc.record({
    do: fc.constant("unset" as const),
    at: fc.constantFrom(
      ["port"],
      ["timezone"],
      ["metrics"],
      ["notebook", "limits", "memory"],
      ["notebook", "limits", "cpus"],
      ["notebook", "groups", "physics"],
      ["traits", "JupyterHub", "a"],
    ),
  }),
);
