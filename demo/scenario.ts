import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language, Speaker } from '#core';
import { readWav } from '#media';
import { encodeUlaw } from '#test/simulators/phone/index';

export interface Utterance {
  readonly speaker: Speaker;
  /** Seconds from the start of the recording. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Something a policy should find in this call. */
export interface Violation {
  readonly type: 'forbidden_phrase' | 'missing_recording_notice';
  readonly phrase?: string;
  readonly start?: number;
  readonly end?: number;
}

/** One recorded call: what both sides say, as µ-law, and the truth about it. */
export interface Scenario {
  readonly id: string;
  readonly language: Language;
  readonly title: string;
  readonly department: 'sales' | 'support';
  readonly seconds: number;
  readonly utterances: readonly Utterance[];
  readonly violations: readonly Violation[];
  readonly caller: Uint8Array;
  readonly agent: Uint8Array;
}

interface Truth {
  id: string;
  lang: Language;
  title: string;
  durationSec: number;
  utterances: Utterance[];
  violations: Violation[];
}

const FOLDER = join(import.meta.dirname, '..', 'test', 'fixtures', 'calls');
export const SCENARIOS = ['zh-1-compliant', 'zh-2-forbidden', 'en-1-compliant', 'en-2-forbidden'] as const;

export function loadScenario(id: string): Scenario {
  const truth = JSON.parse(readFileSync(join(FOLDER, id, 'truth.json'), 'utf8')) as Truth;
  return {
    id,
    language: truth.lang,
    title: truth.title,
    department: truth.violations.length > 0 ? 'sales' : 'support',
    seconds: truth.durationSec,
    utterances: truth.utterances,
    violations: truth.violations,
    caller: sound(id, 'caller'),
    agent: sound(id, 'agent'),
  };
}

function sound(id: string, speaker: Speaker): Uint8Array {
  const wav = readWav(readFileSync(join(FOLDER, id, `${speaker}.wav`)));
  if (!wav.ok) throw wav.fault;
  return encodeUlaw(wav.value.channels[0] ?? new Int16Array(0));
}
