import * as contract from "../../../../contract/operations.ts";
import { refuseOthers, serve } from "../../../../server/http/serve.ts";
import * as operations from "../../../../server/operations.ts";

export const GET = serve(contract.getItemById, operations.getItemById);
export const PATCH = serve(contract.updateItemById, operations.updateItemById);
export const DELETE = serve(contract.deleteItemById, operations.deleteItemById);
export const { POST, PUT, OPTIONS } = refuseOthers("GET", "PATCH", "DELETE");
