import { createContext, useContext, useEffect, useState } from "react";
import { useConnection } from "../sync/connection-state.ts";
import { UnsavedWords } from "./unsaved-words.ts";

const UnsavedContext = createContext(new UnsavedWords());
export const UnsavedProvider = UnsavedContext.Provider;
export const useUnsaved = (): UnsavedWords => useContext(UnsavedContext);

/** This user's unsaved text, until the session ends. */
export function useUnsavedOf(person: string): UnsavedWords {
  const [unsaved] = useState(() => new UnsavedWords(person));
  const isOver = useConnection().state === "signed-out";
  useEffect(() => (isOver ? unsaved.end() : unsaved.open()), [unsaved, isOver]);
  return unsaved;
}
