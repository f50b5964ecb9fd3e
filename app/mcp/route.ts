import { refuseOthers } from "../../server/http/serve.ts";
import { mcpDoor } from "../../server/mcp/door.ts";

export const POST = mcpDoor;
export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("POST");
