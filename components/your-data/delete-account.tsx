import { useTranslations } from "next-intl";
import { useState } from "react";
import { isTypedName, nameToType } from "../../agenda/settings/typed-name.ts";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { call } from "../sync/api-client.ts";
import { useDataAction } from "./use-data-action.ts";

/** Deletes the account immediately once its name was typed. */
export function DeleteAccount({ name }: { name: string | undefined }) {
  const t = useTranslations();
  const toType = nameToType(name);
  const [typed, setTyped] = useState("");
  const [isRefused, setIsRefused] = useState(false);
  const { isBusy, failure, attempt } = useDataAction();
  const remove = () => {
    setIsRefused(!isTypedName(typed, name));
    if (!isTypedName(typed, name)) return;
    void attempt(async () => {
      await call("deleteAccount", { name: typed });
      window.location.assign("/account/deleted");
    }, "deleted");
  };

  return (
    <>
      <p>{t("your-data.deleteSum")}</p>
      <p>{t("your-data.deleteAccount")}</p>
      {failure && <ErrorBanner>{failure}</ErrorBanner>}
      <form
        className="data-delete"
        onSubmit={(event) => {
          event.preventDefault();
          remove();
        }}
      >
        <label htmlFor="name-to-type">
          {t.rich("your-data.typeName", { name: toType, b: (words) => <strong>{words}</strong> })}
        </label>
        <input
          id="name-to-type"
          className="field"
          value={typed}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={isRefused || undefined}
          aria-describedby={isRefused ? "name-refused" : undefined}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setIsRefused(false);
          }}
        />
        {isRefused && (
          <p id="name-refused" className="data-refused" role="alert">
            {t("your-data.notName", { name: toType })}
          </p>
        )}
        <button className="button is-danger" type="submit" aria-busy={isBusy}>
          {t("your-data.deleteAll")}
        </button>
      </form>
    </>
  );
}
