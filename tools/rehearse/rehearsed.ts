/** What one rehearsal did, for the table of results. */
export interface Rehearsed {
  readonly what: string;
  readonly told: string;
}
