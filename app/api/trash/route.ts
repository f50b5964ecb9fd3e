import * as contract from "../../../contract/operations.ts";
import { refuseOthers, serve } from "../../../server/http/serve.ts";
import * as operations from "../../../server/operations.ts";

export const GET = serve(contract.listTrash, operations.listTrash);
export const { POST, PUT, PATCH, DELETE } = refuseOthers("GET");
