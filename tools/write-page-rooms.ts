// Writes which messages each page comes with: app/reading/page-rooms.json. Usage: npm run words
import { writeFileSync } from "node:fs";
import path from "node:path";
import { pageRooms } from "./page-rooms.ts";

const root = path.resolve(import.meta.dirname, "..");
const rooms = Object.entries(pageRooms(root)).map(
  ([name, list]) => `  ${JSON.stringify(name)}: [${list.map((room) => JSON.stringify(room)).join(", ")}]`,
);
writeFileSync(path.join(root, "app/reading/page-rooms.json"), `{\n${rooms.join(",\n")}\n}\n`);
