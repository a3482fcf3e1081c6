import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, circles, importsOf } from './imports.ts';
import { root, sourceFiles } from './source-files.ts';

/** What each room may name besides itself and packages; `types` only in `import type`. The top of the house sees all doors. */
const ROOMS: Readonly<Record<string, { uses: readonly string[]; types: readonly string[] }>> = {
  core: { uses: [], types: [] },
  config: { uses: ['#core'], types: [] },
  store: { uses: ['#core'], types: ['#access', '#agitation', '#callbacks', '#mail', '#mining', '#tickets'] },
  callbacks: { uses: ['#core'], types: [] },
  tickets: { uses: ['#core'], types: [] },
  mail: { uses: ['#core'], types: ['#tickets'] },
  access: { uses: ['#core'], types: ['#contract'] },
  sip: { uses: ['#core'], types: [] },
  'sip/server': { uses: ['#core'], types: [] },
  cluster: { uses: ['#core'], types: [] },
  media: { uses: ['#core'], types: [] },
  ivr: { uses: ['#core'], types: [] },
  routing: { uses: ['#core'], types: [] },
  transcription: { uses: ['#core'], types: [] },
  statistics: { uses: ['#core'], types: [] },
  redaction: { uses: ['#core'], types: [] },
  mining: { uses: ['#core'], types: [] },
  agitation: { uses: ['#core'], types: [] },
  qa: { uses: ['#core'], types: ['#transcription', '#store', '#contract'] },
  api: { uses: ['#core'], types: ['#agitation', '#store', '#callbacks', '#mail', '#tickets', '#access', '#contract', '#mining', '#qa'] },
};
/** Above the rooms: they come in by the doors and may read each other. */
const TOP = ['calls', 'start', 'cli'];
const MOST_FILES_IN_A_FOLDER = 12;
const NAMES_THAT_SAY_NOTHING = /(^|-)(util|utils|helper|helpers|common|manager|service|base|misc|stuff)(-|\.|$)/;

const files = sourceFiles();
const product = files.filter((file) => !file.test);
const imports = product.flatMap(importsOf);
const roomOf = (path: string) => Object.keys(ROOMS).filter((room) => path.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0];
const told = (each: Import) => `${each.from.path} imports ${each.specifier}`;

describe('a room', () => {
  it('is looked at here together with its imports', () => expect([product.length > 100, imports.length > 300]).toEqual([true, true]));

  it('names only core and itself, and others by type where the plan says so', () => {
    const wrong = imports.filter(({ from, specifier, typeOnly }) => {
      const room = ROOMS[roomOf(from.path) ?? ''];
      return room && specifier.startsWith('#') && !room.uses.includes(specifier) && !(typeOnly && room.types.includes(specifier));
    });
    expect(wrong.map(told)).toEqual([]);
  });

  it('does not reach into another one by a path', () => {
    const wrong = imports.filter(({ from, target }) => target !== undefined && roomOf(from.path) !== undefined && roomOf(target) !== roomOf(from.path));
    expect(wrong.map(told)).toEqual([]);
  });

  it('is entered by its door only', () => {
    const wrong = imports.filter(({ from, target }) => {
      const top = !from.path.includes('/') || TOP.includes(from.path.split('/')[0] ?? '');
      return top && target !== undefined && roomOf(target) !== undefined;
    });
    expect(wrong.map(told)).toEqual([]);
  });

  it('has a door, and a README of at most 30 lines', () => {
    const lines = (room: string) => (existsSync(join(root, room, 'README.md')) ? readFileSync(join(root, room, 'README.md'), 'utf8').trimEnd().split('\n').length : undefined);
    const rooms = Object.keys(ROOMS);
    expect(rooms.filter((room) => !existsSync(join(root, room, 'index.ts')))).toEqual([]);
    expect(rooms.filter((room) => room !== 'core' && lines(room) === undefined)).toEqual([]);
    expect(rooms.map((room) => [room, lines(room) ?? 0]).filter(([, count]) => Number(count) > 30)).toEqual([]);
  });

  it('declares its ports in files that begin with PORT', () => {
    const ports = product.filter(({ path }) => basename(path) === 'port.ts');
    expect(ports.length).toBeGreaterThan(5);
    expect(ports.filter(({ text }) => !text.startsWith('/** PORT. ')).map(({ path }) => path)).toEqual([]);
  });
});

describe('an import', () => {
  it('never goes in a circle', () => expect(circles(imports)).toEqual([]));

  it('of our own files has the ending .ts and a file behind it', () => {
    const wrong = files.flatMap(importsOf).filter(({ target }) => target !== undefined && (!target.endsWith('.ts') || !existsSync(join(root, target))));
    expect(wrong.map(told)).toEqual([]);
  });

  it('by # leads to a door named in package.json', () => {
    const { imports: doors } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: Record<string, string> };
    const wrong = imports.filter(({ specifier }) => specifier.startsWith('#') && !(specifier in doors));
    expect(wrong.map(told)).toEqual([]);
  });
});

describe('a file', () => {
  it('has a kebab-case name that says something', () => {
    const wrong = files.map(({ path }) => path).filter((path) => !/^[a-z0-9-]+(\.system)?(\.test)?(\.d)?(\.config)?\.ts$/.test(basename(path)) || NAMES_THAT_SAY_NOTHING.test(basename(path)));
    expect(wrong).toEqual([]);
  });

  it('has at most 11 others beside it (tests stand beside what they test and are not counted)', () => {
    const count = new Map<string, number>();
    for (const { path } of files.filter((file) => !file.path.endsWith('.test.ts'))) count.set(dirname(path), (count.get(dirname(path)) ?? 0) + 1);
    expect([...count].filter(([, number]) => number > MOST_FILES_IN_A_FOLDER)).toEqual([]);
  });

  it('takes the time of day only from the clock', () => {
    const wrong = product.filter(({ path, text }) => path !== 'core/clock.ts' && /\bnew Date\(\)/.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('of a unit test does not wait in real time', () => {
    const wrong = files.filter(({ path, text }) => path.endsWith('.test.ts') && !path.endsWith('.system.test.ts') && !path.startsWith('console/') && /\b(setTimeout|setInterval)\(|vi\.useFakeTimers/.test(text));
    expect(wrong.map(({ path }) => path).filter((path) => path !== 'test/architecture.test.ts')).toEqual([]);
  });
});
