import { PenIcon } from "../controls/pen-mark.tsx";
import type { Sent } from "../sync/api-client.ts";
import { authorOf } from "../sync/change-marks.ts";
import { momentWords } from "../time/moment-words.ts";
import { useReader } from "../time/reader.ts";
import { AskedItem } from "./asked-item.tsx";
import type { Proposal } from "./use-proposals.ts";

interface Props {
  /** At least one, of one conversation of one program. */
  readonly talk: readonly Proposal[];
  readonly busy: readonly string[];
  readonly onDecide: (sent: Sent<"decideProposals">) => Promise<boolean>;
}

/** What one program proposed in one conversation: each can be decided by itself, or all together. */
export function AskedTalk({ talk, busy, onDecide }: Props) {
  const reader = useReader();
  const [first] = talk;
  if (!first) return null;
  const ids = talk.map(({ id }) => id);
  const isBusy = busy.length > 0;
  return (
    <section className="asked-talk" aria-label={`Proposed by ${authorOf(first)}`}>
      <header>
        <h2>
          <PenIcon />
          {authorOf(first)}
        </h2>
        <p>
          {talk.length === 1 ? "proposes" : `proposes ${talk.length} changes`},{" "}
          {momentWords(Date.parse(first.at), reader)}
        </p>
      </header>
      <ol>
        {talk.map((proposal) => (
          <AskedItem key={proposal.id} proposal={proposal} isBusy={isBusy} onDecide={onDecide} />
        ))}
      </ol>
      {talk.length > 1 && (
        <p className="asked-all">
          <button className="button" type="button" aria-busy={isBusy} onClick={() => void onDecide({ decline: ids })}>
            Decline all {ids.length}
          </button>
          <button
            className="button is-main"
            type="button"
            aria-busy={isBusy}
            onClick={() => void onDecide({ accept: ids })}
          >
            Accept all {ids.length}
          </button>
        </p>
      )}
    </section>
  );
}
