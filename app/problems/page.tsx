import type { Metadata } from "next";
import { WordPage } from "../../components/shell/word-page.tsx";
import { problems } from "../../contract/problems.ts";
import { personOfPage } from "../../server/identity/web/page-caller.ts";

export const metadata: Metadata = { title: "Problems" };

/** The target of problem `type` URLs. */
export default async function Page() {
  return (
    <WordPage
      title="Problems"
      sum="Every way a call to the API can fail. The answer’s type leads here; its detail says what was wrong this time and what would be right."
      person={await personOfPage()}
    >
      <dl className="problems">
        {Object.entries(problems).map(([code, { status, title }]) => (
          <div key={code} id={code}>
            <dt>
              <code>{code}</code> <code>{status}</code>
            </dt>
            <dd>{title}</dd>
          </div>
        ))}
      </dl>
    </WordPage>
  );
}
