import * as contract from "../../../contract/operations.ts";
import { refuseOthers, serve } from "../../../server/http/serve.ts";
import * as operations from "../../../server/operations.ts";

export const GET = serve(contract.listDevices, operations.listDevices);
export const POST = serve(contract.addDevice, operations.addDevice);
export const { PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET", "POST");
