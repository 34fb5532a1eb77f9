/** The process that runs tests, as identified by the objects that it leaves on an engine. */
export interface RunProcess {
  readonly pid: number;
  /** When it began, in whatever unit the system counts: with it a later process of the same number is another one. */
  readonly startedAt: number;
  /** The namespace that its number is from: in a container the same number is another process. */
  readonly namespace: number;
}

const NAME = /^t-([0-9a-z]{2})([0-9a-z]{3})([0-9a-z]{1,5})(?:-|$)/;

/**
 * The beginning of the names of all that a process makes on an engine. It differs between two processes that run at the same
 * time, and is short, because a hub's name has 32 characters.
 */
export function prefixOf({ pid, startedAt, namespace }: RunProcess): string {
  return `t-${lastDigits(namespace, 2)}${lastDigits(startedAt, 3)}${pid.toString(36)}`;
}

/**
 * Whether a name is of a process that is gone. A name of another namespace tells nothing, because its process cannot be seen.
 *
 * @param startOf - When the process of a number began; undefined where there is none.
 */
export function isLeftover(name: string, namespace: number, startOf: (pid: number) => number | undefined): boolean {
  const [, from = "", , digits] = NAME.exec(name) ?? [];
  if (digits === undefined || from !== lastDigits(namespace, 2)) return false;
  const pid = Number.parseInt(digits, 36);
  const startedAt = startOf(pid);
  return startedAt === undefined || !`${name}-`.startsWith(`${prefixOf({ pid, startedAt, namespace })}-`);
}

function lastDigits(value: number, count: number): string {
  return (value % 36 ** count).toString(36).padStart(count, "0");
}
