/** What is looked at, apart from the environment. */
export interface BuildMachine {
  /** The root of the machine's file system; set by tests. */
  readonly root: string;
  /** The home directory of whoever builds, which may have settings of pip and npm. */
  readonly home: string;
}
