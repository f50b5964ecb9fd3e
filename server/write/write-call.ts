import type { OperationName } from "../../contract/addresses.ts";

/** Whether a call is a preview, or confirms one. */
export interface Preview {
  readonly previewOnly?: boolean | undefined;
  readonly confirm?: string | undefined;
}

/** A write call, as sent. */
export interface WriteCall {
  /** Importing a calendar file is not in the table, because its body is the file (docs/decisions/0164). */
  readonly operation: OperationName | "importCalendar";
  readonly input: Preview & { readonly idempotencyKey?: string | undefined };
}

/** The fields about the agenda, without those about the call. */
export type AgendaInput<I> = Omit<I, keyof WriteCall["input"]>;

export function agendaInputOf<I extends WriteCall["input"]>(input: I): AgendaInput<I> {
  const { idempotencyKey: _key, previewOnly: _preview, confirm: _confirm, ...said } = input;
  return said;
}
