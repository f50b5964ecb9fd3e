import * as contract from "../../../../contract/operations.ts";
import { refuseOthers, serve } from "../../../../server/http/serve.ts";
import * as operations from "../../../../server/operations.ts";

export const GET = serve(contract.listFreshChanges, operations.listFreshChanges);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
