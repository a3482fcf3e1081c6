import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { RoutingEvent } from '../../model.ts';
import { type DayEntry, type DayPart, entryLine, readDay, startLine } from '../../replay/day/day-line.ts';
import { machineFrom } from '../../replay/machine-from.ts';

const START = { at: 0, wall: Date.UTC(2026, 0, 5, 1) };

/** A recorded day and the digest of everything the machine told on it. */
export interface Recording {
  readonly part: DayPart;
  readonly digest: string;
}

export function readRecording(name: string): Recording {
  const lines = gunzipSync(readFileSync(fileOf(name, 'jsonl.gz'))).toString().split('\n');
  const [part] = readDay(lines).parts;
  if (!part) throw new Error(`the recording ${name} has no beginning`);
  return { part, digest: readFileSync(fileOf(name, 'sha256'), 'utf8').trim() };
}

export function writeRecording(name: string, entries: readonly DayEntry[]): { readonly bytes: number; readonly digest: string } {
  const packed = gzipSync([startLine(START), ...entries.map(entryLine), ''].join('\n'), { level: 9 });
  const digest = digestOf({ start: START, entries });
  writeFileSync(fileOf(name, 'jsonl.gz'), packed);
  writeFileSync(fileOf(name, 'sha256'), `${digest}\n`);
  return { bytes: packed.length, digest };
}

/** Of every event in order, as JSON. */
export function digestOf({ start, entries }: DayPart): string {
  const decide = machineFrom(start);
  const hash = createHash('sha256');
  for (const entry of entries) for (const event of decide(entry)) hash.update(textOf(event));
  return hash.digest('hex');
}

const textOf = (event: RoutingEvent) => `${JSON.stringify(event)}\n`;
const fileOf = (name: string, ending: string) => join(import.meta.dirname, `${name}.${ending}`);
