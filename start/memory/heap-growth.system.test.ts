import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serverFlags } from './server-flags.ts';

const root = join(import.meta.dirname, '..', '..');

/** 60,000 old objects of 336 bytes, of which two in five die, everywhere: what is held, as a multiple of what lives. */
const SCATTERED = `
  import { getHeapSpaceStatistics } from 'node:v8';
  const { boundHeapGrowth } = await import(${JSON.stringify(join(import.meta.dirname, 'heap-growth.ts'))});
  boundHeapGrowth();
  const kept = Array.from({ length: 60_000 }, (_, index) => new Array(40).fill(index));
  gc(); gc();
  for (let index = 0; index < kept.length; index++) if (index % 5 < 2) kept[index] = undefined;
  for (let times = 0; times < 12; times++) gc();
  const old = getHeapSpaceStatistics().find((space) => space.space_name === 'old_space');
  console.log(old.physical_space_size / old.space_used_size, kept.length);
`;

const heldPerLiving = (flags: readonly string[]) =>
  Number.parseFloat(execFileSync(process.execPath, ['--expose-gc', ...flags, '--input-type=module', '--eval', SCATTERED], { encoding: 'utf8' }));

it('a server started the usual way moves scattered objects together and gives the rest back', () => {
  expect(heldPerLiving(serverFlags)).toBeLessThan(1.2);
});

it('one started without the options for its young objects leaves them where they are, and keeps its speed', () => {
  expect(heldPerLiving([])).toBeGreaterThan(1.3);
});

it('the start script starts the server so, and nothing else', () => {
  // Each process of Node tells its options; the last is the program that the script runs.
  const tell = `data:text/javascript,${encodeURIComponent("console.log('options:' + JSON.stringify(process.execArgv))")}`;
  const optionsOf = (...args: string[]) =>
    execFileSync(process.execPath, [join(root, 'scripts', 'run.mjs'), ...args], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: `--import=${tell}` } })
      .split('\n').filter((line) => line.startsWith('options:')).at(-1);
  expect(optionsOf('server.ts', '--help')).toBe(`options:${JSON.stringify(serverFlags)}`);
  expect(optionsOf('cli/main.ts', 'start', '--help')).toBe(`options:${JSON.stringify(serverFlags)}`);
  expect(optionsOf('cli/main.ts', 'help')).toBe('options:[]');
});
