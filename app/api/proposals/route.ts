import * as contract from "../../../contract/operations.ts";
import { refuseOthers, serve } from "../../../server/http/serve.ts";
import * as operations from "../../../server/operations.ts";

export const GET = serve(contract.listProposals, operations.listProposals);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
