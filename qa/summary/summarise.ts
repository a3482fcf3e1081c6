import type { SummaryParts, SummarySentence } from '#contract';
import { COURTESY, FORMULA, isSolved, partsSaid, type SummaryPart } from './cues.ts';
import { type Sentence, sentencesOf, type SummaryTurn } from './sentences.ts';

/** A summary is read at a glance. */
const MOST: Readonly<Record<SummaryPart, number>> = { reason: 2, actions: 3, promises: 3, unresolved: 3 };
/** Callers say why they call at the beginning: reasons of the first part of what they say count more. */
const EARLY_SHARE = 0.4;
/** What is open at the end is open; what was open before may have been solved since. */
const LATE_SHARE = 0.5;

interface Weighed {
  readonly sentence: Sentence;
  readonly index: number;
  readonly weight: number;
}

/** The sentences of a call that tell why it came, what was done, what was promised, what is open; each with its turn. The same words give the same summary. */
export function summarise(turns: readonly SummaryTurn[]): SummaryParts {
  const sentences = sentencesOf(turns);
  const rarity = rarityIn(sentences);
  const weighed: Record<SummaryPart, Weighed[]> = { reason: [], actions: [], promises: [], unresolved: [] };
  const late: Weighed[] = [];
  for (const [index, sentence] of sentences.entries()) {
    const place = sentences.length < 2 ? 0 : index / (sentences.length - 1);
    const said = partsSaid(sentence.speaker, sentence.text);
    for (const [part, strength] of onePlace(said)) {
      const weight = strength + salience(sentence, rarity) + placed(part, place);
      // Questions come all along; later ones are the reason only where nothing else is.
      if (part === 'reason' && place > EARLY_SHARE && strength < 3) late.push({ sentence, index, weight });
      else if (part !== 'unresolved' || place >= LATE_SHARE || strength > 2) weighed[part].push({ sentence, index, weight });
    }
  }
  const solved = sentences.findLastIndex(({ speaker, text }) => isSolved(speaker, text));
  weighed.unresolved = weighed.unresolved.filter(({ index }) => index > solved);
  if (weighed.reason.length === 0) weighed.reason.push(...late);
  if (weighed.reason.length === 0) weighed.reason.push(...fallbackReason(sentences, rarity));
  return { reason: chosen('reason', weighed), actions: chosen('actions', weighed), promises: chosen('promises', weighed), unresolved: chosen('unresolved', weighed) };
}

/** A promise is not also an action; the part it says most plainly has it, and a promise before an action. */
function onePlace(said: ReadonlyMap<SummaryPart, number>): readonly (readonly [SummaryPart, number])[] {
  const promise = said.get('promises') ?? 0;
  const action = said.get('actions') ?? 0;
  return [...said].filter(([part]) => (part === 'actions' ? action > promise : part === 'promises' ? promise >= action : true));
}

function placed(part: SummaryPart, place: number): number {
  if (part === 'reason') return place <= EARLY_SHARE ? 1.5 * (1 - place) : 0;
  return part === 'unresolved' ? place : 0;
}

/** Words seldom said in the call carry its content: mean rarity of the sentence, up to 1. */
function salience({ text }: Sentence, rarity: ReadonlyMap<string, number>): number {
  const units = unitsIn(text);
  if (units.length === 0) return 0;
  const mean = units.reduce((sum, unit) => sum + (rarity.get(unit) ?? 0), 0) / units.length;
  // Very short sentences say little, whatever their words.
  return mean * Math.min(1, units.length / 6);
}

function rarityIn(sentences: readonly Sentence[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const { text } of sentences) for (const unit of new Set(unitsIn(text))) seen.set(unit, (seen.get(unit) ?? 0) + 1);
  const most = Math.log(1 + sentences.length);
  return new Map([...seen].map(([unit, count]) => [unit, most === 0 ? 0 : Math.log((1 + sentences.length) / count) / most]));
}

/** Words of English, pairs of Chinese characters. */
function unitsIn(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z][a-z']+|[0-9]+/g) ?? [];
  const runs = text.match(/\p{Script=Han}+/gu) ?? [];
  const pairs = runs.flatMap((run) => Array.from({ length: Math.max(0, run.length - 1) }, (_, i) => run.slice(i, i + 2)));
  return [...words, ...pairs];
}

/** Nobody said it plainly: the caller's weightiest sentence of the first part. */
function fallbackReason(sentences: readonly Sentence[], rarity: ReadonlyMap<string, number>): Weighed[] {
  const told = sentences.map((sentence, index) => ({ sentence, index })).filter(({ sentence: { speaker, text } }) => speaker === 'caller' && !COURTESY.test(text) && !FORMULA.test(text) && unitsIn(text).length > 1);
  const early = told.slice(0, Math.max(1, Math.ceil(told.length * EARLY_SHARE)));
  const [best] = early.map((each) => ({ ...each, weight: salience(each.sentence, rarity) })).toSorted(byWeight);
  return best ? [best] : [];
}

const byWeight = (a: Weighed, b: Weighed) => b.weight - a.weight || a.index - b.index;

function chosen(part: SummaryPart, weighed: Readonly<Record<SummaryPart, Weighed[]>>): SummarySentence[] {
  const best: Weighed[] = [];
  for (const each of weighed[part].toSorted(byWeight)) {
    if (best.length >= MOST[part]) break;
    if (!best.some(({ sentence }) => alike(sentence.text, each.sentence.text))) best.push(each);
  }
  return best.toSorted((a, b) => a.index - b.index).map(({ sentence: { text, speaker, turn, from, to } }) => ({ text, speaker, turn, from, to }));
}

/** Said again in much the same words. */
function alike(a: string, b: string): boolean {
  const [one, two] = [new Set(unitsIn(a)), new Set(unitsIn(b))];
  const shared = [...one].filter((unit) => two.has(unit)).length;
  return shared > 0 && shared / Math.min(one.size, two.size) > 0.8;
}
