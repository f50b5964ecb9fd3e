export { isDatabaseThere, isMigrated } from "../storage/readiness.ts";
