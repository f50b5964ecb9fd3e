import { useTranslations } from "next-intl";
import { PenIcon } from "../controls/pen-mark.tsx";
import type { Sent } from "../sync/api-client.ts";
import { authorOf } from "../sync/mark-words.ts";
import { momentWords } from "../time/moment-words.ts";
import { useReader } from "../time/reader.ts";
import { AskedItem, askedId } from "./asked-item.tsx";
import type { Chosen } from "./chosen-proposals.tsx";
import type { Proposal } from "./use-proposals.ts";

interface Props {
  /** At least one, of one conversation of one program. */
  readonly talk: readonly Proposal[];
  /** Those shown at their places in the days. */
  readonly standing: ReadonlySet<string>;
  readonly busy: readonly string[];
  readonly choosing: Chosen | undefined;
  readonly onDecide: (sent: Sent<"decideProposals">) => Promise<boolean>;
}

function lookAt(id: string): void {
  const asked = document.getElementById(askedId(id));
  asked?.scrollIntoView({ block: "center" });
  asked?.querySelector("button")?.focus({ preventScroll: true });
}

/** One program's proposals in one conversation: decided one by one, or all together. */
export function AskedTalk({ talk, standing, busy, choosing, onDecide }: Props) {
  const t = useTranslations();
  const reader = useReader();
  const [first] = talk;
  if (!first) return null;
  const ids = talk.map(({ id }) => id);
  const isBusy = busy.length > 0;
  const elsewhere = ids.find((id) => standing.has(id));
  return (
    <section className="asked-talk" aria-label={t("proposals.by", { author: authorOf(first, t) })}>
      <header>
        <h2>
          <PenIcon />
          {authorOf(first, t)}
        </h2>
        <p>{t("proposals.proposes", { count: talk.length, when: momentWords(Date.parse(first.at), reader, t) })}</p>
        {elsewhere !== undefined && (
          <button className="act" type="button" onClick={() => lookAt(elsewhere)}>
            {t("proposals.lookAt", { count: talk.length })}
          </button>
        )}
      </header>
      <ol>
        {talk.map(
          (proposal) =>
            !standing.has(proposal.id) && <AskedItem key={proposal.id} {...{ proposal, isBusy, choosing, onDecide }} />,
        )}
      </ol>
      {talk.length > 1 && (
        <p className="asked-all">
          <button className="button" type="button" aria-busy={isBusy} onClick={() => void onDecide({ decline: ids })}>
            {t("proposals.declineAll", { count: ids.length })}
          </button>
          <button
            className="button is-main"
            type="button"
            aria-busy={isBusy}
            onClick={() => void onDecide({ accept: ids })}
          >
            {t("proposals.acceptAll", { count: ids.length })}
          </button>
        </p>
      )}
    </section>
  );
}
