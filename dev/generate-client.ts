// What types and unit tests need before they start: Prisma's client, written anew only where it is out of date.
import { generateClient } from "./build-app.ts";

await generateClient();
