import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import { DateField } from "../fields/date-field.tsx";
import { TimeField } from "../fields/time-field.tsx";
import type { TimeHeard } from "../fields/time-heard.ts";
import type { Sent } from "../sync/api-client.ts";
import type { Proposal } from "./use-proposals.ts";

interface Props {
  readonly item: Proposal["entries"][number]["item"];
  readonly isBusy: boolean;
  readonly onAccept: (edit: NonNullable<Sent<"decideProposals">["edit"]>) => void;
  readonly onClose: () => void;
}

/** The text and time of a proposal, to correct before accepting. Sends only changed fields. */
export function ProposedEdit({ item, isBusy, onAccept, onClose }: Props) {
  const t = useTranslations();
  const id = useId();
  const [text, setText] = useState(item.text);
  const [date, setDate] = useState(item.date);
  const [start, setStart] = useState(item.startTime ?? "");
  const [end, setEnd] = useState(item.endTime ?? "");
  // Days from the first to the last. More than a night are kept as they are.
  const proposedDays = item.endDate ? daysBetween(item.date, item.endDate) : 0;
  const [days, setDays] = useState(proposedDays);
  const ends = start === "" ? "" : end;
  const isSeveral = proposedDays > (item.startTime === undefined ? 0 : 1);
  const endDate = days > 0 && (isSeveral || ends !== "") ? addDays(date, days) : undefined;
  const hearEnd = (heard: TimeHeard | undefined) => {
    setEnd(heard?.time ?? "");
    if (!isSeveral) setDays(heard?.days ?? 0);
  };
  const accept = (event: FormEvent) => {
    event.preventDefault();
    onAccept({
      ...(text !== item.text && { text }),
      ...(date !== item.date && { date }),
      ...(start !== (item.startTime ?? "") && { startTime: start || null }),
      ...(endDate !== item.endDate && { endDate: endDate ?? null }),
      ...(ends !== (item.endTime ?? "") && { endTime: ends || null }),
    });
  };
  return (
    <form className="asked-edit" onSubmit={accept} aria-label={t("proposals.edit", { text: item.text })}>
      <label htmlFor={`${id}-text`}>{t("proposals.text")}</label>
      <input
        id={`${id}-text`}
        className="field"
        value={text}
        required
        maxLength={500}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <label htmlFor={`${id}-date`}>{t("proposals.day")}</label>
      <DateField id={`${id}-date`} value={date} onChange={setDate} />
      <label htmlFor={`${id}-start`}>{t("proposals.from")}</label>
      <TimeField id={`${id}-start`} value={start} onChange={(heard) => setStart(heard?.time ?? "")} />
      <label htmlFor={`${id}-end`}>{t("proposals.to")}</label>
      <TimeField id={`${id}-end`} value={end} after={start} onChange={hearEnd} />
      <p className="asked-acts">
        <button className="button" type="submit" aria-busy={isBusy}>
          {t("proposals.acceptSo")}
        </button>
        <button className="act is-quiet" type="button" onClick={onClose}>
          {t("proposals.leaveIt")}
        </button>
      </p>
    </form>
  );
}
