import type { OperationName } from "../../contract/addresses.ts";

/** Whether a call is to be previewed, or confirms a preview. */
export interface Preview {
  readonly previewOnly?: boolean | undefined;
  readonly confirm?: string | undefined;
}

/** A call that writes, as it was sent. */
export interface WriteCall {
  /** Taking in a calendar file is none of the table, because its body is the file (docs/decisions/0164). */
  readonly operation: OperationName | "importCalendar";
  readonly input: Preview & { readonly idempotencyKey?: string | undefined };
}

/** What was said of the agenda, without what was said of the call. */
export type AgendaInput<I> = Omit<I, keyof WriteCall["input"]>;

export function agendaInputOf<I extends WriteCall["input"]>(input: I): AgendaInput<I> {
  const { idempotencyKey: _key, previewOnly: _preview, confirm: _confirm, ...said } = input;
  return said;
}
