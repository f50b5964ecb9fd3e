import * as contract from "../../../contract/operations.ts";
import { refuseOthers, serve } from "../../../server/http/serve.ts";
import * as operations from "../../../server/operations.ts";

export const GET = serve(contract.listAssistants, operations.listAssistants);
export const PATCH = serve(contract.updateAssistant, operations.updateAssistant);
export const { POST, PUT, DELETE, OPTIONS } = refuseOthers("GET", "PATCH");
