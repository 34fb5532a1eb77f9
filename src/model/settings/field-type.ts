/** What a field of a definition takes. A field may take several kinds of values: `gpus` takes a number or `"all"`. */
export interface FieldType {
  /** The plain values that it takes. `"texts"` is a list of texts, `"anything"` any plain data. */
  readonly takes?: readonly ("text" | "number" | "boolean" | "null" | "texts" | "anything")[];
  /** The fields of an object. */
  readonly fields?: { readonly [name: string]: FieldType };
  /** What each value of an object takes whose keys can be chosen, such as the names of groups. */
  readonly each?: FieldType;
  /** Whether an object without any field means the same as no object. */
  readonly isSameWhenEmpty?: true;
}

const TEXT: FieldType = { takes: ["text"] };
const NUMBER: FieldType = { takes: ["number"] };
const BOOLEAN: FieldType = { takes: ["boolean"] };
const TEXTS: FieldType = { takes: ["texts"] };
const TEXT_OR_NULL: FieldType = { takes: ["text", "null"] };
const TEXT_BY_KEY: FieldType = { each: TEXT, isSameWhenEmpty: true };
const TRAITS: FieldType = { each: { takes: ["anything"] }, isSameWhenEmpty: true };
const LIMITS: FieldType = {
  fields: {
    memory: TEXT_OR_NULL,
    cpus: { takes: ["number", "null"] },
    gpus: { takes: ["number", "text", "null"] },
  },
  isSameWhenEmpty: true,
};

const SIGN_IN: FieldType = {
  fields: {
    kind: TEXT,
    length: NUMBER,
    clientId: TEXT,
    address: TEXT,
    organizations: TEXTS,
    domains: TEXTS,
    tenantId: TEXT,
    usernameClaim: TEXT,
    identityProvider: TEXT,
    domain: TEXT,
    issuer: TEXT,
    server: TEXT,
    encryption: TEXT,
    bindDn: TEXT,
    lookup: { fields: { account: TEXT, base: TEXT, attribute: TEXT } },
    groups: TEXTS,
    authenticator: TEXT,
    pip: TEXTS,
    traits: TRAITS,
    secrets: TEXTS,
    secretTraits: TEXT_BY_KEY,
  },
};

const NOTEBOOK: FieldType = {
  fields: {
    image: TEXT_OR_NULL,
    dockerfile: TEXT_OR_NULL,
    apt: TEXTS,
    pip: TEXTS,
    conda: TEXTS,
    limits: LIMITS,
    idleAfter: TEXT_OR_NULL,
    maxAge: TEXT_OR_NULL,
    privileges: TEXT_OR_NULL,
    images: TEXT_BY_KEY,
    groups: {
      each: { fields: { limits: LIMITS, image: TEXT_OR_NULL, images: TEXT_BY_KEY }, isSameWhenEmpty: true },
      isSameWhenEmpty: true,
    },
  },
  isSameWhenEmpty: true,
};

const VOLUME: FieldType = {
  fields: {
    per: TEXT,
    at: TEXT,
    collectAt: TEXT,
    closes: TEXT_OR_NULL,
    access: { fields: { member: TEXT, staff: TEXT, admin: TEXT }, isSameWhenEmpty: true },
    groups: { takes: ["texts", "null"] },
    scope: TEXT,
    volumeName: TEXT_OR_NULL,
  },
};

/** Every field of a definition, as `HubInput` declares it; a test compares the two. */
export const HUB_FIELDS: FieldType = {
  fields: {
    name: TEXT,
    port: NUMBER,
    listen: TEXT,
    roster: TEXT,
    signIn: SIGN_IN,
    timezone: TEXT,
    jupyterhub: TEXT,
    database: { takes: ["text"], fields: { kind: TEXT, adopt: BOOLEAN } },
    notebook: NOTEBOOK,
    // Without volumes a hub has the default ones; with an empty object, none.
    volumes: { each: VOLUME },
    strangers: TEXT,
    admins: { fields: { access: BOOLEAN, roster: TEXT }, isSameWhenEmpty: true },
    staff: { fields: { open: TEXT }, isSameWhenEmpty: true },
    metrics: BOOLEAN,
    traits: { each: TRAITS, isSameWhenEmpty: true },
    extraConfig: TEXTS,
    engine: { fields: { socket: TEXT, remote: BOOLEAN }, isSameWhenEmpty: true },
  },
};

/** What one field of an object takes; undefined if there is no such field. */
export function fieldIn(type: FieldType, key: string): FieldType | undefined {
  if (key === "__proto__") return undefined;
  if (type.fields !== undefined && Object.hasOwn(type.fields, key)) return type.fields[key];
  if (type.each !== undefined) return type.each;
  return type.takes?.includes("anything") === true ? type : undefined;
}

/** Whether the object in a field means the same without any field as if it were left out. */
export function isSameWhenEmpty(at: readonly string[]): boolean {
  return at.length > 0 && typeAt(at)?.isSameWhenEmpty === true;
}

/**
 * The names of the fields that the object in a field has; without a path, those of the hub itself.
 *
 * @param at - The path. Any name stands for a key that the definition's author chooses: `"volumes", "*"`.
 */
export function fieldNames(...at: readonly string[]): readonly string[] {
  return Object.keys(typeAt(at)?.fields ?? {});
}

function typeAt(at: readonly string[]): FieldType | undefined {
  return at.reduce<FieldType | undefined>((type, key) => type && fieldIn(type, key), HUB_FIELDS);
}
