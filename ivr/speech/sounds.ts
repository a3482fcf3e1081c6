/** How alike two spoken pieces are: Mandarin syllables without tone, English words by sound and letters. Kin of qa's spotting; rooms share no code. */
import { doubleMetaphone } from 'double-metaphone';
import { pinyin } from 'pinyin-pro';

/** One Mandarin syllable or one word of an alphabet, with how sure the recogniser is of it. */
export interface Unit {
  readonly text: string;
  /** Syllables: pinyin without tone; words: their double metaphone. Equal sounds cannot be told apart by ear. */
  readonly sound: string;
  readonly han: boolean;
  readonly confidence: number;
}

const RUNS = /\p{Script=Han}+|[\p{L}\p{M}'’]+|\d|[*#]/gu;
const HAN = /\p{Script=Han}/u;
const INITIALS = ['zh', 'ch', 'sh', ...'bpmfdtnlgkhjqxrzcsyw'];
/** What speakers from many places and recognisers mix up; costs a fifth of a wrong half. */
const MIXED = new Set(['n/l', 'zh/z', 'ch/c', 'sh/s', 'in/ing', 'en/eng', 'an/ang'].flatMap((pair) => [pair, pair.split('/').toReversed().join('/')]));
const MIXED_COST = 0.2;
const SOUND_SHARE = 0.6;

/** A recognised or written text as units, in order; punctuation is left out. */
export function unitsOf(text: string, confidence = 1): Unit[] {
  const plain = text.normalize('NFKC').toLowerCase();
  return (plain.match(RUNS) ?? []).flatMap((run) => (HAN.test(run) ? syllables(run, confidence) : [word(run, confidence)]));
}

function syllables(run: string, confidence: number): Unit[] {
  const sounds = pinyin(run, { toneType: 'none', type: 'array', v: true });
  return [...run].map((text, i) => ({ text, sound: SPOKEN_APART[text] ?? sounds[i] ?? text, han: true, confidence }));
}

/** Read otherwise in numbers than in a dictionary. */
const SPOKEN_APART: Readonly<Record<string, string>> = { 幺: 'yao', 〇: 'ling' };

function word(run: string, confidence: number): Unit {
  const text = run.replace(/['’]/gu, '');
  return { text, sound: doubleMetaphone(text)[0], han: false, confidence };
}

/** 0 the same to the ear … 1 nothing alike. */
export function soundDistance(a: Unit, b: Unit): number {
  if (a.text === b.text) return 0;
  if (a.han !== b.han) return 1;
  return a.han ? syllableDistance(a.sound, b.sound) : wordDistance(a, b);
}

function syllableDistance(a: string, b: string): number {
  const [x, y] = [halves(a), halves(b)];
  return (half(x.initial, y.initial) + half(x.final, y.final)) / 2;
}

function halves(syllable: string): { initial: string; final: string } {
  const initial = INITIALS.find((start) => syllable.startsWith(start)) ?? '';
  return { initial, final: syllable.slice(initial.length) };
}

const half = (a: string, b: string): number => (a === b ? 0 : MIXED.has(`${a}/${b}`) ? MIXED_COST : 1);

function wordDistance(a: Unit, b: Unit): number {
  return SOUND_SHARE * editShare(a.sound, b.sound) + (1 - SOUND_SHARE) * editShare(a.text, b.text);
}

/** Edit distance as a share of the longer text. */
function editShare(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 0;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min((row[j] ?? 0) + (a[i] === b[j] ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return (row[b.length] ?? 0) / longer;
}
