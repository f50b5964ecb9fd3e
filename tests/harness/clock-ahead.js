// Loaded into an instance under test before anything else: its Date.now() runs ahead by what the file says, in milliseconds.
import { readFileSync } from "node:fs";

const now = Date.now;
Date.now = () => now() + Number(readFileSync(process.env.CLOCK_AHEAD_FILE, "utf8"));
