import { entries, launchEntries } from "../../env.ts";
import { type Finding, ok, warning } from "./finding.ts";

const ours = Object.keys({ ...entries, ...launchEntries });
/** Read by other programs of this repository: `npm run gpt`, the build, tests, and compose.yaml. */
const others = [
  ...["LOGTO_GPT_APP_SECRET", "AGENDA_HOST", "LOGTO_POSTGRES_PASSWORD", "AGENDA_IMAGE", "AGENDA_QUIET_BANNER"],
  ...["AGENDA_DATA_DIR", "AGENDA_LAUNCHER_PID", "AGENDA_RUNNING", "AGENDA_STATEMENTS"],
];
/** Whatever else begins with these is meant for us. OTEL_ is OpenTelemetry's, and APP_ and DATA_ anybody's. */
const families = new Set(["AGENDA", ...ours.filter((name) => name.includes("_")).map(familyOf)]);
for (const common of ["APP", "DATA", "OTEL"]) families.delete(common);

/** Which variables are set, and which of them nothing reads, as a misspelt one. Names only, never a value. */
export function judgeVariables(source: Readonly<Record<string, string | undefined>> = {}): Finding[] {
  const check = "variables";
  const names = Object.keys(source)
    .filter((name) => source[name])
    .sort();
  const set = names.filter((name) => ours.includes(name) || name === "LOGTO_GPT_APP_SECRET");
  const unread = names.filter((name) => !ours.includes(name) && !others.includes(name));
  return [
    ok(check, set.length > 0 ? `set: ${set.join(", ")}` : "none is set: everything is the default"),
    ...unread.flatMap((name) => {
      const meant = ours.find((each) => !source[each] && isClose(name, each));
      if (meant) return [warning(check, `nothing reads ${name}: is ${meant} meant?`, `Rename it to ${meant}.`)];
      const says = `nothing reads ${name}`;
      return families.has(familyOf(name)) ? [warning(check, says, "Remove it; README lists what there is.")] : [];
    }),
  ];
}

function familyOf(name: string): string {
  return name.split("_")[0] ?? name;
}

/** Whether one is the other with a letter in five wrong, but two at most. */
function isClose(name: string, other: string): boolean {
  const most = Math.min(2, Math.floor(other.length / 5));
  return Math.abs(name.length - other.length) <= most && distance(name, other) <= most;
}

/** Letters to insert, delete or replace. @see Levenshtein */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
