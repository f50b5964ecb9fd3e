import { useTranslations } from "next-intl";
import { type ProblemCode, problems } from "../../contract/problems.ts";
import { TryAgain } from "./try-again.tsx";

interface Props {
  readonly title: string;
  readonly problem: ProblemCode;
  readonly words: string;
}

/** A list could not be read at all: what failed, that nothing is lost, and one button. Rendered by the server, which knows why. */
export function Unread({ title, problem, words }: Props) {
  const t = useTranslations();
  return (
    <div className="spread">
      <main id="main" className="state">
        <h1>{title}</h1>
        <p>{t("unread.lost", { words })}</p>
        <div className="state-acts">
          <TryAgain />
        </div>
        <p className="state-code">{`${problems[problem].status} ${problem}`}</p>
      </main>
    </div>
  );
}
