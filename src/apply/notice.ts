/** What `up` says beside its steps. */
export interface Notice {
  readonly message: string;
  readonly hint: string;
}
