import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { marks } from "./marks.tsx";
import type { Obstacle } from "./obstacle.ts";

/** What cannot work and how to fix it; shown above everything else. */
export function ObstacleWarning({ obstacle }: { obstacle: Obstacle }) {
  const t = useTranslations();
  switch (obstacle.kind) {
    case "unreachable":
      return (
        <Warning title={t("connect.unreachable")}>
          <p>{t.rich("connect.unreachableWhy", { ...marks, host: obstacle.host })}</p>
          <p>{t.rich("connect.unreachableDo", marks)}</p>
        </Warning>
      );
    case "not_https":
      return (
        <Warning title={t("connect.notHttps")}>
          <p>{t.rich("connect.notHttpsWhy", { ...marks, url: obstacle.url })}</p>
        </Warning>
      );
    case "apart": {
      const { appHost, endpointHost, example } = obstacle;
      return (
        <Warning title={t("connect.apart")}>
          <p>{t.rich("connect.apartWhy", { ...marks, appHost, endpointHost, example })}</p>
        </Warning>
      );
    }
  }
}

function Warning({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="warning" aria-labelledby={id}>
      <TriangleAlert className="icon" aria-hidden="true" />
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
