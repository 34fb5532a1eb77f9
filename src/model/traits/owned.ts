/**
 * Traits that hubwright sets itself, and what to use instead. Another value could let people reach each other's data,
 * so the types do not offer them and `check` refuses them.
 */
export const OWNED = {
  application: {
    authenticator_class: "signIn",
    spawner_class: "volumes and notebook",
    base_url: "name",
    bind_url: "port and listen",
    hub_bind_url: "nothing, because the hub and its proxy must agree on it",
    hub_connect_url: "nothing, because the hub and its proxy must agree on it",
    cleanup_servers: "nothing, because servers keep running when the hub restarts",
    admin_access: "admins: { access: false }; JupyterHub's own setting no longer has an effect",
    db_url: "database",
    database: "database",
    services: "an extraConfig file",
    load_roles: "an extraConfig file",
  },
  proxy: {
    should_start: "nothing, because the proxy runs in its own container",
    api_url: "nothing, because the proxy runs in its own container",
    auth_token: "secrets/proxy.env",
  },
  spawner: {
    volumes: "volumes",
    mounts: "volumes",
    prefix: "name",
    name_template: "name",
    network_name: "name",
    remove: "nothing, because a kept container would keep its old mounts",
    image: "notebook",
  },
  authenticator: {
    manage_groups: "the roster",
    manage_roles: "the roster",
    allowed_users: "the roster",
    admin_users: "the roster",
    allow_existing_users: "the roster",
    any_allow_config: "the roster",
    auth_refresh_age: "nothing, because access must end within seconds when the roster takes it away",
    auth_refresh_strict: "nothing, because access must end within seconds when the roster takes it away",
    refresh_pre_spawn: "nothing, because access must end within seconds when the roster takes it away",
  },
} as const satisfies { readonly [family: string]: { readonly [trait: string]: string } };

/** Classes that share what hubwright sets. */
export type Family = keyof typeof OWNED;

/** The class of each family that all its other classes are made from. */
export const ROOTS: { readonly [family in Family]: string } = {
  application: "JupyterHub",
  proxy: "Proxy",
  spawner: "Spawner",
  authenticator: "Authenticator",
};

/** What to use instead of a trait; undefined if hubwright does not set it. */
export function ownerOf(families: readonly Family[], trait: string): string | undefined {
  const owners = families.map((family): { readonly [trait: string]: string } => OWNED[family]);
  return owners.find((owned) => Object.hasOwn(owned, trait))?.[trait];
}
