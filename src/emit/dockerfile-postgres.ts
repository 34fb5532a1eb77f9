import { SECRETS_INSIDE } from "../deployment/deployment.ts";
import { POSTGRES, POSTGRES_INSIDE } from "../deployment/postgres.ts";
import { debianStage, run, write } from "./dockerfile-stages.ts";

const { programs, home, sockets } = POSTGRES_INSIDE;
const CONFIGURATION = "/etc/hubwright-postgres";

/** The stage that is the database's image. */
export const POSTGRES_STAGE = "db";

/** What a hub needs of it, to back a database up. */
export const POSTGRES_PROGRAMS = [`${programs}/pg_dump`, `${programs}/pg_restore`] as const;

/** The stages of the database's image: Debian's PostgreSQL, which makes its data directory in the volume at its first start. */
export function postgresStages(): readonly string[] {
  return [
    "# Debian's PostgreSQL.",
    ...debianStage(POSTGRES_STAGE, [`postgresql-${POSTGRES}`], BEFORE),
    run([
      `install -d -o postgres -g postgres -m 0700 ${home}`,
      `install -d -o postgres -g postgres -m 0755 ${sockets}`,
      `mkdir -p ${CONFIGURATION}`,
      ...write(`${CONFIGURATION}/pg_hba.conf`, HBA),
      ...write(`${CONFIGURATION}/start`, START, "755"),
    ]),
    "ENV LANG=C.UTF-8",
    // Without it, stopping the container would wait until every client has disconnected by itself.
    "STOPSIGNAL SIGINT",
    `ENTRYPOINT ["${CONFIGURATION}/start"]`,
  ];
}

/**
 * A number that stays the same when the image is rebuilt: files in the volume belong to this user. No data directory in the image, and
 * not the compiler for queries, which is switched off and would take 120 MiB.
 */
const BEFORE = [
  "echo 'path-exclude=/usr/lib/*/libLLVM*' > /etc/dpkg/dpkg.cfg.d/no-compiler",
  "groupadd --system --gid 999 postgres",
  `useradd --system --uid 999 --gid 999 --home-dir ${home} --no-create-home --shell /usr/sbin/nologin postgres`,
  "mkdir -p /etc/postgresql-common",
  "echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf",
];

/** From the network by password alone; from inside the container as the superuser, which has no password. */
const HBA = ["local all postgres peer", "host all all all scram-sha-256"];

/**
 * Runs as root to read the password's file, and everything of PostgreSQL's as its own user.
 *
 * The data directory gets its name only once it is whole. The password is set at each start, before anybody can connect,
 * so that the file is right whatever it was when the directory was made.
 */
const START = [
  "#!/bin/sh",
  "set -eu",
  'while IFS= read -r line || [ -n "$line" ]; do',
  '  case "$line" in POSTGRES_PASSWORD=*) password=${line#*=};; esac',
  `done < ${SECRETS_INSIDE}/postgres.env`,
  "password=${password-}",
  "password=${password%\"$(printf '\\r')\"}",
  'if [ -z "$password" ]; then',
  `  echo "${SECRETS_INSIDE}/postgres.env has no POSTGRES_PASSWORD, so the database does not start: nobody could sign in to it." >&2`,
  "  exit 78",
  "fi",
  "as_postgres() {",
  '  setpriv --reuid=postgres --regid=postgres --init-groups --no-new-privs "$@"',
  "}",
  "# Reads commands from its input, before anybody can connect. One that fails is not logged: it may hold the password.",
  "alone() {",
  `  as_postgres ${programs}/postgres --single -c exit_on_error=on -c log_min_error_statement=panic -D "$1" postgres > /dev/null`,
  "}",
  `data=${home}/data`,
  `chown postgres:postgres ${home} && chmod 700 ${home}`,
  'if [ -e "$data/PG_VERSION" ]; then',
  '  found=$(cat "$data/PG_VERSION")',
  `  if [ "$found" != ${POSTGRES} ]; then`,
  `    echo "The database in this volume was made by PostgreSQL $found. This is PostgreSQL ${POSTGRES}, which cannot read it. Nothing was changed." >&2`,
  '    echo "Go back to the hubwright that ran it, move the data to SQLite, and come back: docs/database.md says how." >&2',
  "    exit 78",
  "  fi",
  'elif [ -e "$data" ]; then',
  '  echo "$data is in this volume and contains no database: PG_VERSION is missing. Nothing was changed." >&2',
  '  echo "Find out what it is. A new database is created once it has another name." >&2',
  "  exit 78",
  "else",
  '  [ ! -e "$data.new" ] || echo "Creating the database was interrupted last time; it is created again." >&2',
  '  rm -rf "$data.new"',
  `  as_postgres ${programs}/initdb --pgdata="$data.new" --username=postgres --encoding=UTF8 --locale=C.UTF-8 \\`,
  "    --auth-local=peer --auth-host=scram-sha-256 --data-checksums > /dev/null",
  "  printf '%s\\n' 'CREATE ROLE jupyterhub LOGIN CREATEDB' 'CREATE DATABASE jupyterhub OWNER jupyterhub' | alone \"$data.new\"",
  "  sync",
  '  mv "$data.new" "$data"',
  "fi",
  `quoted=$(printf '%s' "$password" | sed "s/'/''/g")`,
  `printf "ALTER ROLE jupyterhub PASSWORD '%s'\\n" "$quoted" | alone "$data"`,
  `exec setpriv --reuid=postgres --regid=postgres --init-groups --no-new-privs ${programs}/postgres -D "$data" \\`,
  `  -c listen_addresses='*' -c hba_file=${CONFIGURATION}/pg_hba.conf -c unix_socket_directories=${sockets} -c jit=off`,
];
