import { serveMetrics } from "../../../server/http/metrics-door.ts";
import { refuseOthers } from "../../../server/http/serve.ts";

// In Prometheus' text form.
export const GET = serveMetrics;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
