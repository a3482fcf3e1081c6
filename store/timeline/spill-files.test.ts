import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SpillFiles } from './spill-files.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'huawu-spill-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const event = (seq: number) => ({ callId: 'c', seq, at: 0, type: 't', data: {} });

describe('spill files', () => {
  it('are readable by the owner alone', () => {
    const files = new SpillFiles(folder);
    files.append(event(0));
    files.close();
    expect(statSync(join(folder, 'timeline-spill-00000001.jsonl')).mode & 0o777).toBe(0o600);
  });
  it('give events back oldest file first, also to a later run, and go when done', () => {
    const files = new SpillFiles(folder, 2);
    for (const seq of [0, 1, 2]) files.append(event(seq));
    files.close();
    const later = new SpillFiles(folder, 2);
    later.append(event(3));
    const seqs = [];
    for (let taken = later.takeOldest(); taken; taken = later.takeOldest()) {
      seqs.push(taken.events.map((e) => e.seq));
      taken.done();
    }
    expect(seqs).toEqual([[0, 1], [2], [3]]);
    expect(readdirSync(folder)).toEqual([]);
  });
  it('leave out a line that a crash cut short', () => {
    const files = new SpillFiles(folder);
    files.append(event(0));
    files.close();
    appendFileSync(join(folder, 'timeline-spill-00000001.jsonl'), '{"callId":"c","se');
    expect(new SpillFiles(folder).takeOldest()?.events).toEqual([event(0)]);
  });
});
