"use client";

import { Failure } from "../components/shell/failure.tsx";

export default function Failed({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <Failure digest={error.digest} retry={retry} />;
}
