import * as contract from "../../../contract/operations.ts";
import { refuseOthers, serve } from "../../../server/http/serve.ts";
import * as operations from "../../../server/operations.ts";

export const GET = serve(contract.listItems, operations.listItems);
export const POST = serve(contract.createItems, operations.createItems);
export const { PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET", "POST");
