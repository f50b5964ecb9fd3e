/** A part of a line, as offsets into the text as typed. */
export interface Mark {
  readonly from: number;
  readonly to: number;
}
