import type { ComponentType } from "react";
import type { LazyPart } from "../controls/lazy-part.ts";
import type { BannerProps } from "./change-banner.tsx";

/** What assistants did. */
export const lazyBanner: LazyPart<ComponentType<BannerProps>> = {
  load: () => import("./change-banner.tsx").then(({ ChangeBanner }) => ChangeBanner),
};
