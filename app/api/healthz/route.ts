import { reply } from "../../../server/http/response/reply.ts";
import { refuseOthers } from "../../../server/http/serve.ts";

// Liveness: the process answers. Not logged, because it is polled every few seconds.
export const GET = async () => reply(200, { status: "alive" });
export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
