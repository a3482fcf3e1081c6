/** `npm run bench -- NAME`: prints a table and, as the last line, one JSON object. Without a name: the names. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

interface Benchmark {
  /** One line for the list. */
  readonly about: string;
  /** Prints its table; resolves with the figures for the last line. */
  run(args: readonly string[]): Promise<Record<string, unknown>>;
}

/** `name.ts`, or `name/name.ts`. */
const files = new Map(
  readdirSync(import.meta.dirname).flatMap((entry) => {
    const [name] = entry.split('.');
    const file = entry.endsWith('.ts') ? entry : join(entry, `${entry}.ts`);
    return name !== undefined && name !== 'main' && existsSync(join(import.meta.dirname, file)) ? [[name, file] as const] : [];
  }).sort(([a], [b]) => (a < b ? -1 : 1)),
);
const names = [...files.keys()];

const load = (name: string) => import(join(import.meta.dirname, files.get(name) ?? '')) as Promise<Benchmark>;

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined) {
    for (const one of names) console.log(`${one.padEnd(18)} ${(await load(one)).about}`);
    return 0;
  }
  if (!names.includes(name)) {
    console.error(`There is no benchmark "${name}". Known: ${names.join(', ')}`);
    return 2;
  }
  const figures = await (await load(name)).run(args);
  console.log(JSON.stringify(figures));
  return 0;
}

process.exit(await main(process.argv.slice(2)));
