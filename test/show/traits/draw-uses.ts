import { accepts, functionIn } from "../../../src/model/traits/accepts.ts";
import { KnownTraits } from "../../../src/model/traits/known-traits.ts";
import { alternativesOf, parseTraitType, type TraitType } from "../../../src/model/traits/trait-type.ts";
import type { Generation, TraitValue } from "../../../src/model/traits/trait-value.ts";
import { everyTrait, type Offered } from "./offered.ts";
import { Random } from "./random.ts";

/** A definition that sets one trait. */
export interface Use {
  /** What is wrong with it; undefined if nothing is. */
  readonly wrong: Mistake | undefined;
  readonly definition: { readonly [field: string]: unknown };
  /** The same as a statement in TypeScript, on one line. */
  readonly text: string;
}

export type Mistake = "trait" | "class" | "type" | "generation" | "owned";

const MISTAKES: readonly Mistake[] = ["trait", "class", "type", "type", "trait", "generation", "owned"];

/** Uses of traits that must compile, drawn at random from all of them. */
export function drawCorrect(count: number, seed: number): readonly Use[] {
  const random = new Random(seed);
  const traits = everyTrait().filter((each) => !each.isRefused && sampleFor(each, new Random(0)) !== undefined);
  return Array.from({ length: count }, () => {
    const each = random.of(traits);
    return useOf(each, sampleFor(each, random) ?? null, random);
  });
}

/** Uses that must not compile: typos, wrong values, traits of the other generation, traits that are set in another way. */
export function drawWrong(count: number, seed: number): readonly Use[] {
  const random = new Random(seed);
  const all = everyTrait();
  const known = new KnownTraits();
  const uses: Use[] = [];
  while (uses.length < count) {
    const mistake = MISTAKES[uses.length % MISTAKES.length] ?? "trait";
    const use = wrongUse(mistake, random.of(all), known, random);
    if (use !== undefined) uses.push(use);
  }
  return uses;
}

function wrongUse(mistake: Mistake, each: Offered, known: KnownTraits, random: Random): Use | undefined {
  // A secret that is null is none.
  const value = sampleFor(each, random) ?? "x";
  if (each.isRefused !== (mistake === "owned")) return undefined;
  switch (mistake) {
    case "owned":
      return useOf(each, value, random, mistake);
    case "trait": {
      const trait = random.typo(each.trait);
      return known.traitsOf(each.className, trait).length > 0
        ? undefined
        : useOf({ ...each, trait }, value, random, mistake);
    }
    case "class": {
      const className = random.typo(each.className);
      if (known.names.includes(className)) return undefined;
      return useOf({ ...each, className, path: undefined }, value, random, mistake);
    }
    case "generation": {
      const { only } = each.fact;
      if (only === undefined) return undefined;
      return useOf({ ...each, fact: { ...each.fact, only: only === "6.1" ? "5.5" : "6.1" } }, value, random, mistake);
    }
    case "type": {
      const types = known.traitsOf(each.className, each.trait).map(({ type }) => type);
      const wrong = WRONG.filter((candidate) => !types.some((type) => accepts(type, candidate)));
      return wrong.length === 0 ? undefined : useOf(each, random.of(wrong), random, mistake);
    }
  }
}

const WRONG: readonly TraitValue[] = ["some text", 17, true, null, ["a"], [1], { a: 1 }];

/** A value of the trait's type; undefined if no plain data is one. */
function sampleFor({ fact }: Offered, random: Random): TraitValue | undefined {
  return sample(parseTraitType(fact.type), random);
}

function sample(type: TraitType, random: Random): TraitValue | undefined {
  if ("value" in type) return type.value;
  const inner = (index: number) => {
    const of = type.of[index];
    return of === undefined ? "x" : sample(of, random);
  };
  switch (type.kind) {
    case "union": {
      const samples = alternativesOf(type)
        .map((each) => sample(each, random))
        .filter((each) => each !== undefined);
      return samples.length === 0 ? undefined : random.of(samples);
    }
    case "list":
    case "set": {
      const item = inner(0);
      return item === undefined ? undefined : random.of([[item], [item, item]]);
    }
    case "tuple":
      return type.of.map((each) => sample(each, random) ?? null);
    case "dict": {
      const value = inner(1);
      return value === undefined ? undefined : { key: value };
    }
    default: {
      const samples = SAMPLES[type.kind];
      return samples === undefined ? undefined : random.of(samples);
    }
  }
}

const SAMPLES: { readonly [kind: string]: readonly TraitValue[] } = {
  any: [1, "x", true, { a: [null] }],
  bool: [true, false],
  class: ["mine.MyClass"],
  command: ["start", ["start", "--now"]],
  false: [false],
  float: [0.5, 2],
  function: [{ function: "my_hook" }],
  int: [0, 17],
  null: [null],
  size: ["2G", 1024, "1.5T"],
  text: ["x", "some text"],
};

function useOf(each: Offered, value: TraitValue, random: Random, wrong?: Mistake): Use {
  const { className, path, trait, fact } = each;
  const generation: Generation = fact.only ?? random.of(["6.1", "5.5"]);
  const isDefault = generation === "6.1" && random.below(2) === 0;
  const settings = { [trait]: value };
  const place =
    path !== undefined && random.below(2) === 0
      ? { signIn: { kind: "custom", authenticator: path, traits: settings } }
      : { traits: { [className]: settings } };
  const definition = {
    name: "math",
    ...(isDefault ? {} : { jupyterhub: generation }),
    ...place,
    ...(functionIn(value) === undefined ? {} : { extraConfig: ["hooks.py"] }),
  };
  return { wrong, definition, text: `defineHub(${JSON.stringify(definition)});` };
}
