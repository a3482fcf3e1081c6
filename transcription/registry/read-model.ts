import { access, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type Language, SAMPLE_RATE } from '#core';
import { parseMfccConf } from './mfcc-conf.ts';
import { languageOfName } from './model-language.ts';

/** A Vosk model folder. */
export interface Model {
  readonly name: string;
  readonly path: string;
  readonly language: Language | undefined;
  /** Rate the model was trained for, in Hz. */
  readonly sampleRate: number;
  /** Rate we feed, in Hz: 8000, or 16000 with our own upsampling. */
  readonly feedRate: number;
  /** Knows a small vocabulary only; chosen last. */
  readonly demo: boolean;
  /** Its graph is put together while it runs: it can listen for given phrases only. */
  readonly phrases: boolean;
  /** Why it cannot be used and what to do; undefined when it can. */
  readonly problem: string | undefined;
}

/** `model.json` in a model folder: overrides what the name and `mfcc.conf` suggest. */
interface ModelNote {
  readonly language?: Language;
  readonly sampleRate?: number;
  readonly demo?: boolean;
}

/** The two layouts libvosk knows: acoustic model, feature configuration, graph folder. */
const LAYOUTS = [
  { acoustic: 'am/final.mdl', features: 'conf/mfcc.conf', graph: 'graph' },
  { acoustic: 'final.mdl', features: 'mfcc.conf', graph: '.' },
];
/** 16 kHz models get our own doubling; Kaldi's resampler is not used even where the model allows it. */
const FEED_RATES = [SAMPLE_RATE, 16000];

/** Describes the model at `path`; undefined when the folder is none. Reads small text files only. */
export async function readModel(path: string): Promise<Model | undefined> {
  for (const layout of LAYOUTS) {
    if (!(await exists(join(path, layout.acoustic)))) continue;
    const note = await readNote(path);
    const conf = parseMfccConf(await readFile(join(path, layout.features), 'utf8').catch(() => ''));
    const sampleRate = note.value.sampleRate ?? conf.sampleRate;
    const language = note.value.language ?? languageOfName(basename(resolve(path)));
    const feedRate = FEED_RATES.includes(sampleRate) || !conf.allowUpsample ? sampleRate : SAMPLE_RATE;
    const problem = note.problem ?? (await problemOf(path, layout, feedRate));
    const phrases = !(await exists(join(path, layout.graph, 'HCLG.fst')));
    return { name: basename(resolve(path)), path: resolve(path), language, sampleRate, feedRate, demo: note.value.demo ?? false, phrases, problem };
  }
  return undefined;
}

async function readNote(path: string): Promise<{ value: ModelNote; problem?: string }> {
  const text = await readFile(join(path, 'model.json'), 'utf8').catch(() => '{}');
  try {
    return { value: JSON.parse(text) as ModelNote };
  } catch {
    return { value: {}, problem: 'its model.json is not JSON; correct or remove it' };
  }
}

async function problemOf(path: string, layout: (typeof LAYOUTS)[number], feedRate: number): Promise<string | undefined> {
  if (!(await exists(join(path, layout.features)))) return `${layout.features} is missing; unpack the model again`;
  const whole = await exists(join(path, layout.graph, 'HCLG.fst'));
  const parts = await Promise.all(['HCLr.fst', 'Gr.fst'].map((file) => exists(join(path, layout.graph, file))));
  if (!whole && parts.includes(false)) return 'its decoding graph (HCLG.fst, or HCLr.fst and Gr.fst) is missing; unpack the model again';
  if (!FEED_RATES.includes(feedRate)) return `it wants ${feedRate} Hz audio; use a model for 8 or 16 kHz`;
  return undefined;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
