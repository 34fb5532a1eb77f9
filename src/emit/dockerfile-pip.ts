import { BUILD_HOST, run, withList } from "./dockerfile-stages.ts";

/** Debian's own pip, which installs into another environment: none needs a pip of its own for it. */
export const DEBIANS_PIP = 'python3 "$(echo /usr/share/python-wheels/pip-*.whl)/pip"';

/** Packages that one pip installs together. */
export interface PipPackages {
  /** Where the stages keep their names. */
  readonly list: string;
  /** Options of pip. */
  readonly options: readonly string[];
  /** How xargs shares them out. */
  readonly xargs: readonly string[];
}

/**
 * Packages at versions that were tried together: nothing else comes with them. No file belongs to two of them, so two
 * processes share them out, which takes half the time.
 */
export function pinned(packages: readonly string[]): PipPackages {
  const half = Math.ceil(packages.length / 2);
  return { list: "/opt/packages", options: ["--no-deps"], xargs: ["--max-procs=2", `--max-args=${half}`] };
}

/** Packages that a definition asks for, with whatever they need. */
export const ADDED: PipPackages = { list: "/opt/added-packages", options: [], xargs: [] };

/** The command that installs, asking no package index where {@link wheelsStage} fetched everything. */
export function pipInstall(pip: string, { list, options, xargs }: PipPackages): string {
  const install = [pip, "install", "--no-cache-dir", "--root-user-action=ignore", ...options].join(" ");
  return `PIP_CONFIG_FILE=${WHEELS}/pip.conf ${withList(list, install, xargs)}`;
}

const WHEELS = "/opt/wheels";
const FOR_PEOPLE = "/opt/for-people";

/**
 * The stage that reads a pip.conf of the machine that builds. It is thrown away, so that no password is in an image.
 *
 * A pip.conf without one is handed on as it is, to the people too: they may reach no other index. With one, the wheels
 * are fetched here, and the next stage installs them without asking any index. Most often there is none, and
 * this stage does nothing.
 *
 * @param from - The stage that comes next, in its state before this one.
 */
export function wheelsStage(
  from: string,
  name: string,
  pip: string,
  wanted: readonly PipPackages[],
): readonly string[] {
  const fetch = wanted.map(({ list, options }) =>
    withList(list, [pip, "wheel", "--no-cache-dir", `--wheel-dir=${WHEELS}`, ...options].join(" ")),
  );
  return [
    "# Uses a package index that needs a password, if the build machine has one. Thrown away.",
    `FROM ${from} AS ${name}`,
    `COPY build-host/ ${BUILD_HOST}/`,
    run([
      `mkdir -p ${WHEELS} ${FOR_PEOPLE}`,
      `cd ${BUILD_HOST}`,
      [
        "if grep -qs '://[^/]*@' pip.conf; then",
        `    ${['export PIP_CONFIG_FILE="$PWD/pip.conf"', ...fetch].join(" && ")}`,
        `    && printf '[global]\\nno-index = true\\nfind-links = ${WHEELS}\\n' > ${WHEELS}/pip.conf;`,
        `  elif [ -e pip.conf ]; then cp pip.conf ${FOR_PEOPLE}/; fi`,
      ].join(" \\\n  "),
    ]),
  ];
}

/** What the next stage copies from {@link wheelsStage}: most often two empty directories. */
export function takeWheels(name: string): readonly string[] {
  return [`COPY --from=${name} ${WHEELS}/ ${WHEELS}/`, `COPY --from=${name} ${FOR_PEOPLE}/ /etc/`];
}

/**
 * Packages that do harm where they are found, and that nothing of Jupyter's imports by itself. {@link pinned} are without them.
 *
 * - jsonschema checks one more format with `rfc3987-syntax`, which no schema of Jupyter uses. Importing it takes longer
 *   than all of JupyterLab.
 * - aiohttp looks up addresses with `aiodns`, which caches them for as long as Docker's DNS says: ten minutes, in which a
 *   running notebook does not find a hub that was recreated. Without it, it is ten seconds.
 */
const LEFT_OUT = ["rfc3987-syntax", "aiodns"] as const;

/** The command that removes harmful packages that others brought along and nobody asked for. */
export function leaveOutHarmful(pip: string, added: readonly string[]): readonly string[] {
  const asked = added.map((name) =>
    /^[\w.-]*/
      .exec(name)?.[0]
      .toLowerCase()
      .replace(/[-_.]+/g, "-"),
  );
  const harmful = LEFT_OUT.filter((name) => !asked.includes(name));
  if (added.length === 0 || harmful.length === 0) return [];
  return [`${pip} uninstall --yes --quiet --root-user-action=ignore ${harmful.join(" ")}`];
}
