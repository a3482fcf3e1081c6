import type { Language } from '#core';
import { type ErrorCounts, type Step, alignTexts, countErrors, sumErrors, writeWords, writtenText } from '#transcription';
import type { HeardRecording } from './hear-recording.ts';
import type { ManifestEntry } from './manifest.ts';
import type { LineQuality } from './telephone-line.ts';

/** One recording, judged. */
export interface Judged {
  readonly entry: ManifestEntry;
  readonly heard: HeardRecording;
  /** Words of English, characters of Chinese side by side. */
  readonly steps: readonly Step[];
  readonly wordErrors: ErrorCounts;
  readonly characterErrors: ErrorCounts;
  readonly seconds: number;
  readonly lostPackets: number;
  readonly packets: number;
}

export interface Delays {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Figures of a language, or of all. */
export interface Figures {
  readonly of: Language | 'all';
  readonly recordings: number;
  readonly seconds: number;
  readonly wordErrors: ErrorCounts;
  readonly characterErrors: ErrorCounts;
  readonly final: Delays;
  readonly spokenToFinal: Delays;
  readonly partial: Delays;
}

/** A whole evaluation and under what conditions. */
export interface Evaluation {
  readonly manifest: string;
  /** Epoch ms. */
  readonly at: number;
  /** Model and engine of each language. */
  readonly engines: readonly { readonly language: Language; readonly model: string; readonly engine: string }[];
  /** Undefined: the recordings as they are, at 8 kHz. */
  readonly line: (LineQuality & { readonly seed: number }) | undefined;
  readonly speed: number;
  /** Seconds of work for a second of audio; CPU time of the recognisers of this machine, else time passed, which is at most this. */
  readonly realTimeFactor: number;
  readonly realTimeBy: 'cpu' | 'clock';
  readonly figures: readonly Figures[];
  readonly judged: readonly Judged[];
}

/** Compares what was said with what was heard. Texts with figures are compared in figures on both sides. Pure. */
export function judge(entry: ManifestEntry, heard: HeardRecording): Pick<Judged, 'steps' | 'wordErrors' | 'characterErrors'> {
  const { language } = entry;
  const figures = /\d/u.test(entry.text);
  const said = figures ? inFigures(entry.text, language) : entry.text;
  const got = figures ? inFigures(heard.text, language) : heard.text;
  const words = language === 'zh' ? alignTexts(parted(said), parted(got), 'words') : alignTexts(said, got, 'words');
  const characters = alignTexts(said, got, 'characters');
  return { steps: language === 'zh' ? characters : words, wordErrors: countErrors(words), characterErrors: countErrors(characters) };
}

/** Figures of each language that is there, and of all when there are two. */
export function figuresOf(judged: readonly Judged[]): readonly Figures[] {
  const languages = (['zh', 'en'] as const).filter((language) => judged.some(({ entry }) => entry.language === language));
  const each = languages.map((language) => figures(language, judged.filter(({ entry }) => entry.language === language)));
  return languages.length > 1 ? [...each, figures('all', judged)] : each;
}

function figures(of: Figures['of'], judged: readonly Judged[]): Figures {
  return {
    of,
    recordings: judged.length,
    seconds: judged.reduce((total, { seconds }) => total + seconds, 0),
    wordErrors: sumErrors(judged.map(({ wordErrors }) => wordErrors)),
    characterErrors: sumErrors(judged.map(({ characterErrors }) => characterErrors)),
    final: delaysOf(judged.flatMap(({ heard }) => heard.finals)),
    spokenToFinal: delaysOf(judged.flatMap(({ heard }) => heard.spokenToFinal)),
    partial: delaysOf(judged.flatMap(({ heard }) => heard.partials)),
  };
}

/** Percentiles by nearest rank. */
export function delaysOf(times: readonly number[]): Delays {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** The words of a Chinese text, as the dictionary of the runtime parts them on both sides alike. */
function parted(text: string): string {
  return [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text.replaceAll(/\s+/gu, ''))].map(({ segment }) => segment).join(' ');
}

function inFigures(text: string, language: Language): string {
  const words = text.split(/\s+/u).filter(Boolean).map((each) => ({ text: each.toLowerCase(), start: 0, end: 0, confidence: 1 }));
  // Signs are no letters and fall away: so do their names.
  return writtenText(writeWords(words, language, { numbers: true, punctuation: false })).replaceAll(/(?<=\d) ?(?:dollars?|euros?|percent|per cent)\b/gu, '');
}
