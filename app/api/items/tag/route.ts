import * as contract from "../../../../contract/operations.ts";
import { refuseOthers, serve } from "../../../../server/http/serve.ts";
import * as operations from "../../../../server/operations.ts";

export const POST = serve(contract.tagItems, operations.tagItems);
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("POST");
