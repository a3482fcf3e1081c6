import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addressOf } from './pull.ts';
import { OUR_TABLE, readTable } from './table.ts';

test('the table of the project is signed, and holds small and large models for Mandarin, US and Indian English', async () => {
  const table = await readTable();
  if (!table.ok) throw table.fault;
  const kinds = ['zh', 'en-US', 'en-IN'].map((language) => [...new Set(table.value.models.filter((model) => model.language === language).map(({ kind }) => kind))]);
  expect(kinds).toEqual([['small', 'large'], ['small', 'large'], ['small', 'large']]);
});

test('a table in which one figure was changed is not believed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'table-'));
  const file = join(folder, 'table.json');
  writeFileSync(file, readFileSync(OUR_TABLE, 'utf8').replace('43898754', '43898755'));
  writeFileSync(`${file}.sig`, readFileSync(`${OUR_TABLE}.sig`));
  const table = await readTable(file);
  rmSync(folder, { recursive: true });
  expect(table.ok ? 'believed' : table.fault.message).toMatch(/its signature is not that of the key/u);
});

test('a mirror is asked for the same file', () => {
  const entry = { url: 'https://models.example.com/vosk/a-1.zip' };
  expect([addressOf(entry, undefined), addressOf(entry, 'http://10.0.0.1/speech'), addressOf(entry, 'http://10.0.0.1/speech/')]).toEqual([entry.url, 'http://10.0.0.1/speech/a-1.zip', 'http://10.0.0.1/speech/a-1.zip']);
});
