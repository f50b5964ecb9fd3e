import * as contract from "../../../contract/operations.ts";
import { refuseOthers, serve } from "../../../server/http/serve.ts";
import * as operations from "../../../server/operations.ts";

export const GET = serve(contract.getSettings, operations.getSettings);
export const PATCH = serve(contract.updateSettings, operations.updateSettings);
export const { POST, PUT, DELETE, OPTIONS } = refuseOthers("GET", "PATCH");
