import { insteadOfSecret, isNamedLikeASecret } from "../traits/secret-traits.ts";
import type { TraitsOf } from "./traits-of.ts";
import type { Findings, Path, Unknown } from "./findings.ts";

/** Traits end up in the generated configuration and in the hub's image, where a secret does not belong. */
export function warnOfSecrets(of: TraitsOf, traits: unknown, at: Path, findings: Findings): void {
  for (const { trait, value, instead } of secretsIn(of, traits)) {
    findings.warning(
      "secret-in-definition",
      [...at, trait],
      `${trait} is written in the definition, so it also ends up in deploy/ and in the hub's image.`,
      at[0] === "signIn" && typeof value === "string" ? moved(trait) : `Use instead: ${instead}.`,
    );
  }
}

function moved(trait: string): string {
  const name = trait.toUpperCase();
  return `Move it to secrets/sign-in.env as ${name}=…, and write secrets: ["${name}"], secretTraits: { ${trait}: "${name}" } in signIn.`;
}

interface Secret {
  readonly trait: string;
  readonly value: unknown;
  readonly instead: string;
}

function secretsIn({ className, known }: TraitsOf, traits: unknown): readonly Secret[] {
  if (typeof traits !== "object" || traits === null || Array.isArray(traits)) return [];
  return Object.entries(traits as Unknown).flatMap(([trait, value]) => {
    const found = known?.traitsOf(className, trait) ?? [];
    const instead = found.map(({ definedBy }) => insteadOfSecret(definedBy, trait)).find((each) => each !== undefined);
    if (instead !== undefined && !isEmpty(value)) return [{ trait, value, instead }];
    // A known trait whose name only looks like a secret is none.
    if (found.length > 0 || !isNamedLikeASecret(trait) || typeof value !== "string" || value === "") return [];
    return [{ trait, value, instead: "an extraConfig file that reads it from a file or a variable" }];
  });
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}
