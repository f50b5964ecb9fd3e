import type { Settings } from "../../dev/launch-settings.ts";
import type { Env } from "../../env.ts";
import type { ManagementAccess } from "../../server/identity/logto/management-api.ts";

/** What one check found: one line. Quotes no secret. */
export interface Finding {
  /** What was checked, in a word or three. */
  readonly check: string;
  /** `warning`: it works, but not as well as it should. `skipped`: it could not be checked from here. */
  readonly state: "ok" | "warning" | "failed" | "skipped";
  readonly says: string;
  /** What to do about it. */
  readonly todo?: string;
}

export const ok = (check: string, says: string): Finding => ({ check, state: "ok", says });
export const failed = (check: string, says: string, todo: string): Finding => ({ check, state: "failed", says, todo });
export const warning = (check: string, says: string, todo: string): Finding => ({
  check,
  state: "warning",
  says,
  todo,
});
export const skipped = (check: string, says: string): Finding => ({ check, state: "skipped", says });

/** What is examined. */
export interface Deployment {
  readonly settings: Settings & Env;
  /** The repository: its migrations are those that the database should have. */
  readonly root: string;
  readonly dataDir: string;
  readonly envFile: string;
  /** The folder with the backups. */
  readonly backups: string;
  /** Whether the database is the embedded one, and so the data folder's disk its own. */
  readonly hasOwnDatabase: boolean;
  /** Access to Logto's Management API, which shows what cannot be seen from outside. */
  readonly management: ManagementAccess | undefined;
  /** Whether to spend a minute waiting. */
  readonly isSlow: boolean;
  readonly nowMs: number;
}
