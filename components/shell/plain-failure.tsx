interface Props {
  readonly digest: string | undefined;
  readonly retry: () => void;
}

/** The last resort, in English: it needs nothing that is loaded, because that may be what failed. */
export function PlainFailure({ digest, retry }: Props) {
  return (
    <div className="spread">
      <main id="main" className="state">
        <h1>This page could not be shown.</h1>
        <p>Something failed on our side. What was saved is saved; trying again usually helps.</p>
        <div className="state-acts">
          <button className="button is-main" type="button" onClick={retry}>
            Try again
          </button>
          <a className="act is-quiet" href="/">
            Open the agenda
          </a>
        </div>
        {digest && <p className="state-code">500, id {digest}</p>}
      </main>
    </div>
  );
}
