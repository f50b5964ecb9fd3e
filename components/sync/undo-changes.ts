import { type Answer, ApiError, call } from "./api-client.ts";

export interface Undone {
  readonly answers: readonly Answer<"undoChange">[];
  /** The first refusal, the changes not undone because of refusals, and whether `force` would undo a part of them. */
  readonly refused?: { readonly error: ApiError; readonly ids: readonly number[]; readonly canForce: boolean };
}

export interface ToUndo {
  readonly ids: readonly number[];
  /** The conversation that all of them belong to, if there is just one. */
  readonly conversation?: string | undefined;
  readonly force?: boolean;
}

/**
 * Undoes some changes: as one if they are all of a conversation, else one by one, newest first. A refusal does not stop the
 * others; any other failure does. What is already undone counts as done.
 */
export async function undoChanges({ ids, conversation, force = false }: ToUndo): Promise<Undone> {
  const newestFirst = [...ids].sort((a, b) => b - a);
  const answers: Answer<"undoChange">[] = [];
  const how = force ? { force } : {};
  const open = new Set(newestFirst);
  const refusals: ApiError[] = [];
  try {
    if (conversation !== undefined && ids.length > 1 && (await isWhole(conversation, newestFirst))) {
      answers.push(await call("undoChange", { conversation, ...how }));
      return { answers };
    }
    for (const id of newestFirst) {
      const answer = await call("undoChange", { id, ...how }).catch(nothingIfUndone);
      if (answer instanceof ApiError) refusals.push(answer);
      else open.delete(id);
      if (answer && !(answer instanceof ApiError)) answers.push(answer);
    }
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    refusals.unshift(thrown);
  }
  const [error] = refusals;
  if (!error) return { answers };
  return { answers, refused: { error, ids: [...open], canForce: refusals.some(({ canForce }) => canForce) } };
}

function nothingIfUndone(thrown: unknown): ApiError | undefined {
  if (!(thrown instanceof ApiError)) throw thrown;
  if (thrown.code === "already_undone" || thrown.code === "nothing_to_undo") return undefined;
  if (thrown.code === "changed_since" || thrown.code === "too_old_to_undo") return thrown;
  throw thrown;
}

/** Whether a conversation consists of exactly these changes, besides undone ones: others may have been kept. */
async function isWhole(conversation: string, ids: readonly number[]): Promise<boolean> {
  const { changes, more } = await call("listChanges", { conversation, order: "newest", limit: 200 });
  const open = changes.filter(({ undoneBy }) => undoneBy === undefined);
  const hasUndos = changes.some(({ undoes }) => undoes !== undefined);
  return !more && !hasUndos && open.length === ids.length && open.every(({ id }) => ids.includes(id));
}
