import * as contract from "../../../../contract/operations.ts";
import { refuseOthers, serve } from "../../../../server/http/serve.ts";
import * as operations from "../../../../server/operations.ts";

export const PATCH = serve(contract.updateDevice, operations.updateDevice);
export const DELETE = serve(contract.removeDevice, operations.removeDevice);
export const { GET, POST, PUT, OPTIONS } = refuseOthers("PATCH", "DELETE");
