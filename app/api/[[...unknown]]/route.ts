import { refuseAll } from "../../../server/http/serve.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = refuseAll();
