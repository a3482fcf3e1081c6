import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Terminal } from './terminal.ts';
import { languageOf, wordsIn } from './words.ts';

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { env } = process;
  const language = languageOf(env);
  return {
    words: wordsIn(language),
    language,
    env,
    from: env.HUAWU_FROM ?? process.cwd(),
    say: (line) => void process.stdout.write(`${line}\n`),
    redraw: process.stderr.isTTY ? (line) => void process.stderr.write(`\r\u001b[2K${line.slice(0, process.stderr.columns - 1)}`) : undefined,
    complain: (line) => void process.stderr.write(`${line}\n`),
    askHidden: (prompt) => (process.stdin.isTTY ? askHidden(prompt) : Promise.resolve(undefined)),
    readLine: () => firstLine(),
  };
}

/** readline edits the line; what it would show goes nowhere. */
function askHidden(prompt: string): Promise<string> {
  process.stderr.write(prompt);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  return new Promise((resolve) => {
    // Ctrl-C ends the program as it would without us.
    reader.once('SIGINT', () => process.exit(130));
    reader.once('close', () => resolve(''));
    reader.question('', (line) => {
      process.stderr.write('\n');
      resolve(line);
      reader.close();
    });
  });
}

function firstLine(): Promise<string> {
  const reader = createInterface({ input: process.stdin });
  return new Promise((resolve) => {
    reader.once('close', () => resolve(''));
    reader.once('line', (line) => {
      resolve(line);
      reader.close();
    });
  });
}
