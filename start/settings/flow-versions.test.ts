import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock, silentLog } from '#core';
import { FlowVersions } from './flow-versions.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'versions-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const opened = (place = folder) => new FlowVersions(place, { clock: new ManualClock(), log: silentLog });
const main = (text: string, part = 'a part') => [{ file: '/etc/flows/main.yaml', text }, { file: '/etc/flows/parts/card.yaml', text: part }];

test('each text of a flow has a number of its own, also after a restart', () => {
  const versions = opened();
  expect(versions.take('main', main('one')).number).toBe(1);
  expect(versions.take('main', main('one')).number).toBe(1);
  expect(versions.take('main', main('one', 'another part')).number).toBe(2);
  expect(versions.take('night', main('one')).number).toBe(1);
  const again = opened();
  expect(again.take('main', main('three')).number).toBe(3);
  expect(again.take('main', main('one')).number).toBe(1);
});

test('all files of a version are kept', () => {
  const { hash } = opened().take('main', main('one'));
  const read = (file: string) => readFileSync(join(folder, 'main', `1-${hash}`, file), 'utf8');
  expect([read('main.yaml'), read('1-card.yaml')]).toEqual(['one', 'a part']);
});

test('a line that was cut off by a crash is skipped', () => {
  opened().take('main', main('one'));
  appendFileSync(join(folder, 'main', 'versions.jsonl'), '{"number":2,"ha');
  expect(opened().take('main', main('two')).number).toBe(2);
});

test('a disk that takes nothing stops no flow', () => {
  expect(opened('/dev/null/nowhere').take('main', main('one'))).toMatchObject({ flow: 'main', number: 1 });
});
