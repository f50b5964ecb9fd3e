import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Whether somebody is there to answer. */
export const isAnswered = () => Boolean(process.stdin.isTTY && process.stdout.isTTY);

/** @param options `hidden` does not show what is typed */
export async function ask(question: string, { hidden = false } = {}): Promise<string> {
  let isMuted = false;
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!isMuted) process.stdout.write(chunk);
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  try {
    const answer = terminal.question(question);
    isMuted = hidden;
    return (await answer).trim();
  } finally {
    terminal.close();
    if (hidden) process.stdout.write("\n");
  }
}

export const askYesOrNo = async (question: string): Promise<boolean> =>
  /^y(es)?$/i.test(await ask(`${question} [y/N] `));
