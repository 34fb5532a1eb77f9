import { type Family, ROOTS } from "./owned.ts";
import { TRAIT_TABLE, VERSIONS } from "./trait-table.ts";
import { parseTraitType, type TraitType } from "./trait-type.ts";
import type { Generation } from "./trait-value.ts";

/** A trait that a class of JupyterHub or of one of the known packages defines. */
export interface KnownTrait {
  readonly name: string;
  /** The class that defines it. */
  readonly definedBy: string;
  readonly type: TraitType;
  readonly isDeprecated: boolean;
  /** The only generation that has it. */
  readonly only: Generation | undefined;
}

/** A class whose traits are known. */
export interface KnownClass {
  readonly name: string;
  readonly package: string;
  /** All of them, the nearest first. */
  readonly bases: readonly string[];
  readonly paths: readonly string[];
  readonly only: Generation | undefined;
  /** Traits of its bases that it does not have. */
  readonly without: readonly string[];
  /** The traits that it defines itself. */
  readonly own: ReadonlyMap<string, KnownTrait>;
}

/** The packages of sign-in methods. */
const CHOSEN_BY_PEOPLE = /authenticator$/;

/** Everything that is known about classes and traits. */
export class KnownTraits {
  readonly #classes: ReadonlyMap<string, KnownClass>;

  constructor(table: string = TRAIT_TABLE) {
    this.#classes = readTable(table);
  }

  /** The names of classes that settings can be written for: the known ones, and all bases of theirs. */
  get names(): readonly string[] {
    return [...new Set([...this.#classes.values()].flatMap(({ name, bases }) => [name, ...bases]))];
  }

  /** The class of that name. Undefined if it is not known, or only as a base. */
  named(className: string): KnownClass | undefined {
    return this.#classes.get(className);
  }

  /** The class that can be imported from there. */
  at(path: string): KnownClass | undefined {
    return [...this.#classes.values()].find(({ paths }) => paths.includes(path));
  }

  /** The package of a class and the version that is known, if people choose the version themselves. */
  chosenPackageOf(className: string): { readonly name: string; readonly version: string } | undefined {
    const name = this.named(className)?.package;
    if (name === undefined || !CHOSEN_BY_PEOPLE.test(name)) return undefined;
    const [, version = ""] = VERSIONS.find((each) => each.startsWith(`${name}==`))?.split("==") ?? [];
    return { name, version };
  }

  /** The families of a class, and of the classes that are made from it: a setting of a base applies to them. */
  familiesOf(className: string): readonly Family[] {
    const related = [...(this.named(className)?.bases ?? []), ...this.#affectedBy(className).map(({ name }) => name)];
    return (Object.keys(ROOTS) as Family[]).filter((family) => related.includes(ROOTS[family]));
  }

  /** The traits that a setting of the class is for: its own or an inherited one first, then those of classes that are made from it. */
  traitsOf(className: string, trait: string): readonly KnownTrait[] {
    return [...new Set(this.#affectedBy(className).flatMap((each) => this.#find(each, trait) ?? []))];
  }

  /** The names of all traits that a setting of the class may be for. */
  traitNames(className: string): readonly string[] {
    const classes = this.#affectedBy(className).flatMap((each) => this.#lineOf(each));
    return [...new Set(classes.flatMap(({ own }) => [...own.keys()]))];
  }

  /** The class itself first. */
  #affectedBy(className: string): readonly KnownClass[] {
    // What the hub makes for a custom sign-in has the traits of the class that hub.ts names.
    const base = className === "CustomAuthenticator" ? ROOTS.authenticator : className;
    const made = [...this.#classes.values()].filter(({ bases }) => bases.includes(base));
    const itself = this.named(className);
    return itself === undefined ? made : [itself, ...made.filter((each) => each !== itself)];
  }

  #lineOf({ name, bases }: KnownClass): readonly KnownClass[] {
    return [name, ...bases].flatMap((each) => this.named(each) ?? []);
  }

  #find(each: KnownClass, trait: string): KnownTrait | undefined {
    if (each.without.includes(trait)) return undefined;
    return this.#lineOf(each)
      .find(({ own }) => own.has(trait))
      ?.own.get(trait);
  }
}

function readTable(table: string): ReadonlyMap<string, KnownClass> {
  const sections = table.trim().split(/\n(?=\S)/);
  return new Map(
    sections.map((section) => {
      const [head = "", ...lines] = section.split("\n");
      const [name = "", home = "", bases = "", paths = "", ...more] = head.split(" ");
      const known: KnownClass = {
        name,
        package: home,
        bases: bases.split(","),
        paths: paths.slice(1).split(","),
        only: generationIn(more),
        without: more.filter((word) => word.startsWith("-")).map((word) => word.slice(1)),
        own: new Map(lines.map((line) => readTrait(name, line)).map((trait) => [trait.name, trait])),
      };
      return [name, known];
    }),
  );
}

function readTrait(definedBy: string, line: string): KnownTrait {
  const [name = "", type = "", ...more] = line.trim().split(" ");
  return {
    name,
    definedBy,
    // Read only when a value is checked.
    get type() {
      return parseTraitType(type);
    },
    isDeprecated: more.includes("deprecated"),
    only: generationIn(more),
  };
}

function generationIn(words: readonly string[]): Generation | undefined {
  return words.includes("6.1") ? "6.1" : words.includes("5.5") ? "5.5" : undefined;
}
