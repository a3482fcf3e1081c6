import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { DayFiles, entryLine, offersIn, initialRouting, route, type RoutingCommand, startLine } from '#routing';
import { type CliLanguage, wordsIn } from '../words.ts';
import { routing } from './routing-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'huawu-routing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const AGENT = { skills: {}, queues: ['care'] };
/** Anna answers one call for a minute; the second one gives up after 30 s because Ben is not there. */
const DAY: readonly (readonly [number, RoutingCommand])[] = [
  [0, { type: 'settings', settings: { agents: [{ id: 'anna', ...AGENT }, { id: 'ben', ...AGENT }], queues: [{ id: 'care', ringTimeoutMs: 15_000, wrapUpMs: 0 }] } }],
  [1_000, { type: 'agent.online', agent: 'anna', ready: true }],
  [10_000, { type: 'contact.enqueue', contact: { id: 'c1', queue: 'care', needs: [], priority: 0 } }],
  [12_000, { type: 'offer.answered', offer: 'c1@anna' }],
  [20_000, { type: 'contact.enqueue', contact: { id: 'c2', queue: 'care', needs: [], priority: 0 } }],
  [50_000, { type: 'contact.leave', contact: 'c2', why: 'abandoned' }],
  [72_000, { type: 'contact.ended', contact: 'c1', agent: 'anna' }],
];

/** The same, but nobody leaves: c2 and c3 wait when the record ends, 60 s after the beginning. */
const UNFINISHED: typeof DAY = [
  ...DAY.slice(0, 5),
  [55_000, { type: 'contact.enqueue', contact: { id: 'c3', queue: 'care', needs: [], priority: 0 } }],
  [60_000, { type: 'agent.online', agent: 'anna', ready: true }],
];

function recordedLines(day = DAY): string[] {
  let state = initialRouting({ agents: [], queues: [] });
  const ids = new Map<string, string>();
  return day.map(([at, written]) => {
    const command = written.type === 'offer.answered' ? { ...written, offer: ids.get(written.offer) ?? '' } : written;
    const turn = route(state, command, at);
    state = turn.state;
    const offers = offersIn(turn.events);
    for (const one of offers) ids.set(`${one.contact}@${one.agent}`, one.offer);
    return entryLine({ at, command, offers });
  });
}

await new DayFiles(join(folder, 'data', 'routing')).append('2026-01-05', `${[startLine({ at: 0, wall: 0 }), ...recordedLines()].join('\n')}\n`);
await new DayFiles(join(folder, 'data', 'routing')).append('2026-01-06', `${[startLine({ at: 0, wall: 0 }), ...recordedLines(UNFINISHED)].join('\n')}\n`);
const AGENTS = '  - { id: anna, name: Anna, extension: "1001", queues: [care] }\n';
const site = (name: string, agents: string) =>
  writeFileSync(join(folder, name), `version: 1\ndata: { folder: ${join(folder, 'data')} }\nqueues:\n  - { id: care, name: Care, wrapUpSeconds: 0 }\nagents:\n${agents}`);
site('as-it-was.yaml', AGENTS);

async function said(line: string, language: CliLanguage = 'en'): Promise<{ status: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = { words: wordsIn(language), language, env: {}, from: folder, say: (text: string) => void out.push(text), complain: (text: string) => void err.push(text), askHidden: () => Promise.resolve(undefined), readLine: () => Promise.resolve('') };
  const status = await routing(terminal, line.split(' '));
  return { status, out: out.join('\n'), err: err.join('\n') };
}

describe('./huawu routing', () => {
  it('tells of a record that is cut short, damaged or of another version', async () => {
    const kept = (name: string, bytes: string | Buffer) => writeFileSync(join(folder, 'data', 'routing', name), bytes);
    const packed = gzipSync(`${[startLine({ at: 0, wall: 0 }), ...recordedLines()].join('\n')}\n`);
    kept('2025-12-01.jsonl.gz', packed.subarray(0, packed.length - 12));
    kept('2025-12-02.jsonl.gz', Buffer.from('nonsense'));
    kept('2025-12-03.jsonl', `${startLine({ at: 0, wall: 0, snapshot: { form: 0 } })}\n`);
    expect((await said('replay -c as-it-was.yaml --day 2025-12-01')).status).toBe(0);
    expect((await said('replay -c as-it-was.yaml --day 2025-12-02')).err).toBe('1 lines were not whole and are left out.');
    for (const order of ['replay', 'what-if']) {
      const { status, err } = await said(`${order} -c as-it-was.yaml --day 2025-12-03`);
      expect([status, err]).toEqual([1, expect.stringMatching(/^The record of 2025-12-03 cannot be decided again: it is damaged, or another version/)]);
    }
  });

  it('replay decides a day again', async () => {
    expect(await said('replay -c as-it-was.yaml --day 2026-01-05')).toEqual({ status: 0, out: '2026-01-05: 7 commands, 1 offers decided again, 0 different.', err: '' });
  });

  it('of the latest day without --day, in the language that is asked for', async () => {
    expect((await said('replay -c as-it-was.yaml --language zh')).out).toMatch(/^2026-01-06:重放 7 条命令/u);
  });

  it('what-if tells what other settings would have done', async () => {
    const { out, status } = await said('what-if --config as-it-was.yaml --day 2026-01-05 --json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ faithful: 1, before: { care: { offered: 2, answered: 1, abandoned: 1, serviceLevel: 0.5, meanWaitMs: 2_000 } }, after: { care: { answered: 1, abandoned: 1 } } });
    expect((await said('what-if -c as-it-was.yaml --day 2026-01-05', 'zh')).out).toContain('服务水平');
  });

  it('what-if tells who still waits when the record ends, and counts who waited too long', async () => {
    const { out } = await said('what-if --config as-it-was.yaml --day 2026-01-06 --json');
    // c1 was answered at once, c2 waits for 40 s, c3 for 5 s: one of two in time.
    expect(JSON.parse(out)).toMatchObject({ before: { care: { offered: 3, answered: 1, abandoned: 0, otherwise: 0, waiting: 2, serviceLevel: 0.5 } } });
    expect((await said('what-if -c as-it-was.yaml --day 2026-01-06 --language zh')).out).toContain('仍在等待');
  });

  it.each([
    ['rewind', 2, 'routing takes replay or what-if'],
    ['what-if', 2, 'what-if needs --config'],
    ['replay --day monday', 2, '--day is a date'],
    ['replay -c as-it-was.yaml --day 2020-01-01', 1, 'There is no routing record of 2020-01-01'],
  ])('"%s" is told what is wrong', async (line, status, message) => {
    const told = await said(line);
    expect([told.status, told.err.includes(message)]).toEqual([status, true]);
  });
});
