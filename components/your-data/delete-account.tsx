import { useState } from "react";
import { isTypedName, nameToType } from "../../agenda/settings/typed-name.ts";
import { call } from "../sync/api-client.ts";
import { Failure } from "./attempt-failure.tsx";
import { useAttempt } from "./use-attempt.ts";

/** Deletes the account immediately once its name was typed. */
export function DeleteAccount({ name }: { name: string | undefined }) {
  const toType = nameToType(name);
  const [typed, setTyped] = useState("");
  const [isRefused, setIsRefused] = useState(false);
  const { busy, failure, attempt } = useAttempt();
  const remove = () => {
    setIsRefused(!isTypedName(typed, name));
    if (!isTypedName(typed, name)) return;
    void attempt(async () => {
      await call("deleteAccount", { name: typed });
      window.location.assign("/account/deleted");
    }, "nothing was deleted");
  };

  return (
    <>
      <p>
        Items, trash, history, settings, the private address: all of it, at once and for good, on every device. There is
        no way back. Take it with you first, if you want to keep it.
      </p>
      <p>
        Your sign-in account is not part of this agenda and stays. An assistant that is still connected would begin a
        new, empty agenda: disconnect it, too.
      </p>
      <Failure words={failure} />
      <form
        className="data-delete"
        onSubmit={(event) => {
          event.preventDefault();
          remove();
        }}
      >
        <label htmlFor="name-to-type">
          Type <strong>{toType}</strong> to delete everything
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
            This is not {toType}. Nothing was deleted.
          </p>
        )}
        <button className="button is-danger" type="submit" aria-busy={busy}>
          Delete everything
        </button>
      </form>
    </>
  );
}
