import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Emitter, ManualClock, seededRandom, silentLog } from '#core';
import type { RoutingCommand, RoutingEvent } from '../../model.ts';
import type { LoggedCommand } from '../../port.ts';
import { DayFiles } from './day-files.ts';
import { keepDays } from './keep-days.ts';

const DAY_MS = 86_400_000;
let folder = '';
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'huawu-days-')), 'routing')));
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

/** A desk that says what it is told to, and a keeper of its days. At noon, so that every time zone is on the same day. */
function open(more: { keepDays?: number; mostBytes?: number } = {}) {
  const clock = new ManualClock(Date.UTC(2026, 0, 5, 12) + new Date(Date.UTC(2026, 0, 5, 12)).getTimezoneOffset() * 60_000);
  const later = { key: '13800138000' };
  const desk = { events: new Emitter<RoutingEvent>(), logged: new Emitter<LoggedCommand>(), anew: new Emitter<void>(), snapshot: () => ({ contacts: [{ id: 'c0', resumeKey: '13800138000' }], left: { [later.key]: 1 } }) };
  const keeper = keepDays({ desk, folder, clock, random: seededRandom(1), log: silentLog, ...more });
  const decided = (command: RoutingCommand, offer?: string) => {
    if (offer) desk.events.emit({ type: 'offer.made', offer, contact: 'c1', agent: 'anna', queue: 'care', ringTimeoutMs: 1, reason: { waitedMs: 0, strategy: 'longest-idle', candidates: [], excluded: [] } });
    desk.logged.emit({ at: clock.now(), command });
  };
  return { clock, keeper, desk, decided, later, files: new DayFiles(folder) };
}

const arrival = (id: string, resumeKey: string): RoutingCommand => ({ type: 'contact.enqueue', contact: { id, queue: 'care', needs: [], priority: 0, resumeKey } });

describe('the record of a day', () => {
  it('has every command with the offers it led to, behind the state it began with', async () => {
    const { clock, keeper, decided, files } = open();
    decided({ type: 'agent.online', agent: 'anna', ready: true });
    clock.advance(500);
    decided({ type: 'contact.enqueue', contact: { id: 'c1', queue: 'care', needs: [], priority: 0 } }, 'c1.1');
    await keeper.close();
    const day = await files.read('2026-01-05');
    expect(day?.skipped).toBe(0);
    expect(day?.parts).toMatchObject([
      {
        start: { at: 0, snapshot: { contacts: [{ id: 'c0' }] } },
        entries: [
          { at: 0, command: { type: 'agent.online' }, offers: [] },
          { at: 500, command: { type: 'contact.enqueue' }, offers: [{ offer: 'c1.1', contact: 'c1', agent: 'anna' }] },
        ],
      },
    ]);
  });

  it('knows a customer again, but not who it is', async () => {
    const { clock, keeper, decided, later, files } = open();
    decided(arrival('c1', '13900139000'));
    decided(arrival('c2', '13700137000'));
    decided(arrival('c3', '13900139000'));
    later.key = '13900139000';
    clock.advance(DAY_MS);
    decided({ type: 'tick' });
    await keeper.close();
    const file = join(folder, '2026-01-06.jsonl');
    expect(readFileSync(file, 'utf8')).not.toMatch(/13[789]001/);
    expect(JSON.stringify(await files.read('2026-01-05'))).not.toMatch(/13[789]001/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const keys = (await files.read('2026-01-05'))?.parts[0]?.entries.map(({ command }) => command.type === 'contact.enqueue' && command.contact.resumeKey);
    expect(keys?.[0]).toMatch(/^[0-9a-f]{16}$/);
    expect([keys?.[2] === keys?.[0], keys?.[1] === keys?.[0]]).toEqual([true, false]);
  });

  it('begins a new part when the log went on without this server', async () => {
    const { keeper, desk, decided, files } = open();
    decided({ type: 'tick' });
    desk.anew.emit();
    decided({ type: 'tick' });
    await keeper.close();
    expect((await files.read('2026-01-05'))?.parts.map(({ entries }) => entries.length)).toEqual([1, 1]);
  });

  it('is written within a second, and outlives a kill in the middle of a line', async () => {
    const first = open();
    first.decided({ type: 'tick' });
    first.clock.advance(1_000);
    await first.keeper.written();
    const file = join(folder, '2026-01-05.jsonl');
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"at":17,"do":{"ty`);
    const second = open();
    second.decided({ type: 'tick' });
    await second.keeper.close();
    const day = await second.files.read('2026-01-05');
    expect([day?.parts.map(({ entries }) => entries.length), day?.skipped]).toEqual([[1, 1], 1]);
  });

  it('turns over at midnight: the day before is packed, the oldest goes', async () => {
    const { clock, keeper, decided, files } = open({ keepDays: 2 });
    for (let day = 0; day < 3; day++) {
      decided({ type: 'tick' });
      clock.advance(DAY_MS);
    }
    decided({ type: 'tick' });
    await keeper.close();
    expect(readdirSync(folder).sort()).toEqual(['2026-01-07.jsonl.gz', '2026-01-08.jsonl']);
    expect((await files.read('2026-01-07'))?.parts).toMatchObject([{ start: { at: 2 * DAY_MS }, entries: [{ at: 3 * DAY_MS }] }]);
  });

  it('stops growing at its limit until the next day', async () => {
    const { clock, keeper, decided, files } = open({ mostBytes: 300 });
    for (let i = 0; i < 50; i++) {
      decided({ type: 'tick' });
      await keeper.written();
    }
    const full = (await files.read('2026-01-05'))?.parts[0]?.entries.length ?? 0;
    expect(full).toBeGreaterThan(0);
    expect(full).toBeLessThan(20);
    clock.advance(DAY_MS);
    decided({ type: 'tick' });
    decided({ type: 'tick' });
    await keeper.close();
    expect((await files.read('2026-01-06'))?.parts[0]?.entries).toHaveLength(1);
  });
});
