import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock, silentLog } from '#core';
import type { TimelineEvent } from '../port.ts';
import { SpillFiles } from './spill-files.ts';
import { TimelineWriter } from './timeline-writer.ts';

const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'huawu-writer-'));
  folders.push(made);
  return made;
};
afterEach(() => folders.splice(0).forEach((each) => rmSync(each, { recursive: true })));

const event = (seq: number): TimelineEvent => ({ callId: 'c', seq, at: 0, type: 't', data: {} });
/** Lets promises settle; no time passes. */
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

function setUp(options: { memoryEvents?: number; spillFolder?: string; perFile?: number } = {}) {
  const clock = new ManualClock();
  const batches: number[][] = [];
  const database = { away: false };
  const spillFolder = options.spillFolder ?? folder();
  const writer = new TimelineWriter({
    clock,
    log: silentLog,
    spill: new SpillFiles(spillFolder, options.perFile ?? 50_000),
    write: async (batch) => {
      if (database.away) throw new Error('away');
      batches.push(batch.map((e) => e.seq));
    },
    ...(options.memoryEvents === undefined ? {} : { memoryEvents: options.memoryEvents }),
  });
  const advance = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };
  return { clock, writer, batches, database, spillFolder, advance, seqs: () => batches.flat() };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('the timeline writer', () => {
  it('gathers events for 20 ms and writes them together', async () => {
    const { writer, batches, advance } = setUp();
    writer.append(event(0));
    await advance(19);
    writer.append(event(1));
    expect(batches).toEqual([]);
    await advance(1);
    expect(batches).toEqual([[0, 1]]);
    expect(writer.backlog).toBe(0);
  });

  it('does not wait when 200 have come', async () => {
    const { writer, batches, advance } = setUp();
    for (const seq of range(0, 200)) writer.append(event(seq));
    await advance(0);
    expect(batches.map((batch) => batch.length)).toEqual([200]);
  });

  it('resolves a flush at once when there is nothing, and otherwise after the write', async () => {
    const { writer, seqs, advance } = setUp();
    await writer.flush();
    writer.append(event(0));
    const flushed = writer.flush();
    await advance(0);
    await flushed;
    expect(seqs()).toEqual([0]);
  });

  it('tries again after 100, 200, 400 … ms, at most 5 s, and keeps the order', async () => {
    const { writer, clock, database, advance, seqs } = setUp();
    database.away = true;
    writer.append(event(0));
    await advance(20);
    writer.append(event(1));
    await advance(100 + 200 + 400 + 800 + 1_600 + 3_200 + 5_000);
    expect(clock.pending).toBe(1);
    expect(writer.backlog).toBe(2);
    database.away = false;
    await advance(5_000);
    expect(seqs()).toEqual([0, 1]);
    expect(clock.pending).toBe(0);
  });

  it('puts what does not fit in memory into files and takes it back in order when the database returns', async () => {
    const { writer, database, advance, seqs, spillFolder } = setUp({ memoryEvents: 3, perFile: 2 });
    database.away = true;
    for (const seq of range(0, 8)) writer.append(event(seq));
    await advance(20);
    expect([writer.backlog, readdirSync(spillFolder).length]).toEqual([8, 3]);
    database.away = false;
    await advance(100);
    for (let i = 0; i < 10; i++) await advance(20);
    writer.append(event(8));
    await advance(20);
    expect(seqs()).toEqual(range(0, 9));
    expect([writer.backlog, readdirSync(spillFolder)]).toEqual([0, []]);
  });

  it('keeps the rest in a file when closed while the database is away, and writes it at the next start', async () => {
    const first = setUp();
    first.database.away = true;
    for (const seq of range(0, 3)) first.writer.append(event(seq));
    first.writer.close();
    first.writer.append(event(3));
    const second = setUp({ spillFolder: first.spillFolder });
    const flushed = second.writer.flush();
    await second.advance(0);
    await flushed;
    expect(second.seqs()).toEqual([0, 1, 2, 3]);
    expect(readdirSync(first.spillFolder)).toEqual([]);
  });

  it('leaves no timer behind when closed', () => {
    const { writer, clock } = setUp();
    writer.append(event(0));
    writer.close();
    expect(clock.pending).toBe(0);
  });

  it('does not lose a file whose replay was cut off', async () => {
    const first = setUp({ memoryEvents: 0 });
    for (const seq of range(0, 300)) first.writer.append(event(seq));
    first.writer.close();
    const cut = setUp({ spillFolder: first.spillFolder });
    cut.database.away = true;
    await cut.advance(0);
    cut.writer.close();
    const last = setUp({ spillFolder: first.spillFolder });
    await last.advance(0);
    await last.advance(20);
    expect(last.seqs()).toEqual(range(0, 300));
  });
});
