// Preloaded into an instance under test: shifts Date.now() forward by the number of milliseconds in the file.
import { readFileSync } from "node:fs";

const now = Date.now;
Date.now = () => now() + Number(readFileSync(process.env.CLOCK_AHEAD_FILE, "utf8"));
