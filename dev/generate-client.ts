// A prerequisite of type checks and unit tests: generates Prisma's client if it is out of date.
import { generateClient } from "./build-app.ts";

await generateClient();
