/** What `up` reports besides its steps. */
export interface Notice {
  readonly message: string;
  readonly hint: string;
}
