import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { recordingKey, recordingKeyMistake } from './recording-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'recording-key-'));
afterAll(() => rmSync(folder, { recursive: true }));
const config = (keyFile?: string) => ({ data: { folder }, redaction: { enabled: true, kinds: [], holdSeconds: 3, misheard: true, tokens: {}, recordings: 'silenced' as const, original: 'encrypted' as const, ...(keyFile === undefined ? {} : { keyFile }) } });

it('a key is made once, for the server alone, and read again', () => {
  expect(recordingKeyMistake(config(), {})).toBeUndefined();
  const made = recordingKey(config(), {});
  expect(made.ok && made.value.length).toBe(32);
  expect(statSync(join(folder, 'recording.key')).mode & 0o777).toBe(0o600);
  expect(recordingKey(config(), {})).toEqual(made);
  expect(readFileSync(join(folder, 'recording.key'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
});

it('the environment goes first; hexadecimal digits and base64 are the same key', () => {
  const hex = recordingKey(config(), { HUAWU_RECORDING_KEY: '07'.repeat(32) });
  const base64 = recordingKey(config(), { HUAWU_RECORDING_KEY: Buffer.alloc(32, 7).toString('base64') });
  expect(hex.ok && hex.value[0]).toBe(7);
  expect(hex).toEqual(base64);
});

it('a key that is none is told with what to do', () => {
  writeFileSync(join(folder, 'short.key'), 'abc');
  expect(recordingKeyMistake(config(join(folder, 'short.key')), {})).toMatch(/short\.key: it is neither 64 hexadecimal digits .* openssl rand -hex 32$/);
  expect(recordingKeyMistake(config(join(folder, 'none.key')), {})).toMatch(/none\.key: it is not there/);
});
