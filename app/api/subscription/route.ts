import * as contract from "../../../contract/operations.ts";
import { refuseOthers, serve } from "../../../server/http/serve.ts";
import * as operations from "../../../server/operations.ts";

export const GET = serve(contract.getSubscription, operations.getSubscription);
export const POST = serve(contract.createSubscription, operations.createSubscription);
export const DELETE = serve(contract.revokeSubscription, operations.revokeSubscription);
export const { PUT, PATCH, OPTIONS } = refuseOthers("GET", "POST", "DELETE");
