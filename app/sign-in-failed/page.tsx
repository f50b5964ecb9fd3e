import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StatePage } from "../../components/shell/state-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("pages.failedTitle"), robots: "noindex" };
}

/** Why a sign-in failed, as the messages name it. Only these texts are ever shown, never anything from the URL. */
const reasons = {
  expired: "expired",
  refused: "refused",
  unavailable: "unavailable",
  "signed-out-here": "signedOut",
  misconfigured: "misconfigured",
} as const;

const isReason = (value: unknown): value is keyof typeof reasons =>
  typeof value === "string" && Object.hasOwn(reasons, value);

export default async function Page({ searchParams }: PageProps<"/sign-in-failed">) {
  const t = await getTranslations();
  const { reason: asked } = await searchParams;
  const reason = reasons[isReason(asked) ? asked : "expired"];
  return (
    <StatePage
      title={t("pages.failed", { reason })}
      acts={
        <>
          {/* Never a Link: Next would prefetch it and start a sign-in nobody asked for. */}
          <a className="button is-main" href="/sign-in">
            {t("pages.signInAgain")}
          </a>
          <a className="act is-quiet" href="/">
            {t("pages.backToStart")}
          </a>
        </>
      }
    >
      {t("pages.failedWhy", { reason })}
    </StatePage>
  );
}
