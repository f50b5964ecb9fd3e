import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { shortDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { backToLine, type LinePreviewProps } from "./line-preview-props.ts";
import { wordsOfRefusal } from "./line-refusal-words.ts";
import { onDate } from "./line-rewriting.ts";

/** A date that does not exist: why, and the dates next to it. */
export function Refused({ id, line, said, read, onLine, onWords }: LinePreviewProps) {
  const t = useTranslations();
  const reading = useReader();
  const { refused } = said;
  if (!refused) return null;
  return (
    <div className="preview" id={id}>
      <div className="ask">
        <p className="is-alarm" role="alert">
          <CircleAlert className="icon" aria-hidden="true" />
          {wordsOfRefusal(refused.refusal, reading.words, t)}
        </p>
        <div className="chips">
          {refused.nearest.map((date) => (
            <button
              key={date}
              className="chip"
              type="button"
              onClick={() => {
                const day = `${line.slice(0, refused.from)}${date}${line.slice(refused.to)}`;
                const changed = onDate(day, date, read, reading);
                onLine(changed);
                backToLine({ id });
              }}
            >
              {shortDate(date, reading.today, reading.words)}
            </button>
          ))}
          <button
            className="chip"
            type="button"
            onClick={() => {
              onWords(line.slice(refused.from, refused.to).trim());
              backToLine({ id });
            }}
          >
            {t("add-line.noDate")}
          </button>
        </div>
      </div>
    </div>
  );
}
