import { refuseOthers } from "../../../server/http/serve.ts";
import { protectedResource } from "../../../server/mcp/metadata.ts";

export const GET = protectedResource;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
