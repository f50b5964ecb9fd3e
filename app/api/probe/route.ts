import { probe } from "../../../server/http/probe.ts";
import { refuseOthers } from "../../../server/http/serve.ts";

// For `npm run doctor`: a slow answer, to see what a proxy makes of it.
export const GET = probe;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
