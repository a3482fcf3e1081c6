import { type Language, type Random, seededRandom } from '#core';
import { evaluate, type HeardWord, loadPolicy, type Policy, startEvaluation } from '#qa';
import { PHRASES } from '../qa-rules/phrases.ts';
import { CHINESE, ENGLISH } from '../qa-rules/sentences.ts';
import { HELD_OUT_PHRASES, HELD_OUT_TALK } from './held-out.ts';
import { recognised } from './recogniser-errors.ts';

export const about = 'phrases through recognition errors: recall and false alarms at 0, 10, 20, 30 % errors, zh and en; method in bench/spotting/recogniser-errors.ts';

export const RATES = [0, 0.1, 0.2, 0.3] as const;
const GOALS = { 0: 1, 10: 0.95, 20: 0.9, 30: 0.8 } as const;
/** Times each phrase is said at each rate, among other words. */
const SAID = 30;
/** Turns without a phrase at each rate. */
const TURNS = 4_000;

/** What is said, and the chances it is said with. */
export interface Trial {
  /** Before the names of its figures. */
  readonly prefix: string;
  readonly phrases: readonly (readonly [zh: string, en: string])[];
  readonly talk: Readonly<Record<Language, readonly string[]>>;
  readonly seeds: readonly [recall: number, alarms: number];
}

const TRIALS: readonly Trial[] = [
  { prefix: '', phrases: PHRASES, talk: { zh: CHINESE, en: ENGLISH }, seeds: [7, 11] },
  { prefix: 'heldOut', phrases: HELD_OUT_PHRASES, talk: HELD_OUT_TALK, seeds: [1_007, 1_011] },
];

/** One rule for each phrase, all with the default similarity; recall of each phrase, false alarms of all in a turn. */
export function run(): Promise<Record<string, unknown>> {
  const figures: Record<string, unknown> = { method: '65 % sound alike (5 nearest of the vocabulary), 15 % any word, 10 % lost, 10 % put in', turns: TURNS, said: PHRASES.length * SAID };
  for (const trial of TRIALS) {
    console.log(trial.prefix === '' ? `${trial.phrases.length} phrases` : `held out: ${trial.phrases.length} other phrases, other talk, another seed`);
    for (const language of ['zh', 'en'] as const) Object.assign(figures, figuresOf(trial, language));
  }
  return Promise.resolve(figures);
}

function figuresOf(trial: Trial, language: Language): Record<string, number> {
  const figures: Record<string, number> = {};
  const name = (rest: string) => (trial.prefix === '' ? `${language}${rest}` : `${trial.prefix}${language === 'zh' ? 'Zh' : 'En'}${rest}`);
  const policy = policyOf(trial, language);
  for (const rate of RATES) {
    const percent = Math.round(rate * 100) as keyof typeof GOALS;
    const recall = recallAt(trial, policy, language, rate);
    const alarms = alarmsAt(trial, policy, language, rate);
    console.log(`${language}  ${String(percent).padStart(2)} % errors   recall ${recall.toFixed(3)} (goal ${GOALS[percent]})   false alarms ${alarms.toFixed(2)} per 1,000 turns (goal 1)`);
    figures[name(`Recall${percent}`)] = rounded(recall);
    figures[name(`FalsePer1000At${percent}`)] = rounded(alarms);
  }
  return figures;
}

const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
const inLanguage = (pair: readonly [zh: string, en: string], language: Language) => pair[language === 'zh' ? 0 : 1];

function policyOf({ phrases }: Trial, language: Language): Policy {
  const named = phrases.map((pair, i) => `  p${i}: {any: ["${inLanguage(pair, language)}"]}`);
  const loaded = loadPolicy(['version: 1', 'phrases:', ...named, 'rules:', ...phrases.map((_, i) => `  - {id: r${i}, when: {said: p${i}}}`)].join('\n'), 'bench.yaml');
  if (!loaded.ok) throw loaded.fault;
  return loaded.value;
}

const tokensOf = (text: string, language: Language) => (language === 'zh' ? [...text] : text.split(' '));
const timed = (tokens: readonly string[]): HeardWord[] => tokens.map((text, i) => ({ text, start: i * 0.3, end: i * 0.3 + 0.29 }));

function firedOn(policy: Policy, language: Language, tokens: readonly string[]): ReadonlySet<string> {
  const state = startEvaluation(policy, { language, queue: 'q', agent: 'a' });
  return new Set(evaluate(state, { type: 'words', channel: 'agent', turn: 0, final: true, words: timed(tokens) }).alerts.map(({ rule }) => rule));
}

function recallAt(trial: Trial, policy: Policy, language: Language, rate: number): number {
  const random = seededRandom(trial.seeds[0]);
  let found = 0;
  for (const [i, pair] of trial.phrases.entries()) {
    for (let n = 0; n < SAID; n++) {
      const said = [around(trial, language, random), tokensOf(inLanguage(pair, language), language), around(trial, language, random)].flat();
      if (firedOn(policy, language, recognised(said, language, rate, random)).has(`r${i}`)) found++;
    }
  }
  return found / (trial.phrases.length * SAID);
}

/** The first words of any sentence. */
function around({ talk }: Trial, language: Language, random: Random): string[] {
  return tokensOf(talk[language][random.int(talk[language].length)] ?? '', language).slice(0, 4);
}

/** Neutral sentences, and halves of two put together (of one with itself not: that would say its own phrase with a word doubled); a phrase that is truly in them is none. */
function alarmsAt(trial: Trial, policy: Policy, language: Language, rate: number): number {
  const random = seededRandom(trial.seeds[1]);
  const sentences = trial.talk[language].map((text) => tokensOf(text, language));
  let alarms = 0;
  for (let n = 0; n < TURNS; n++) {
    const [first, second] = [sentences[n % sentences.length] ?? [], sentences[random.int(sentences.length)] ?? []];
    const said = n % 2 && first !== second ? [...first.slice(0, Math.ceil(first.length / 2)), ...second.slice(Math.floor(second.length / 2))] : first;
    const clean = said.join(language === 'zh' ? '' : ' ');
    for (const rule of firedOn(policy, language, recognised(said, language, rate, random))) {
      const pair = trial.phrases[Number(rule.slice(1))];
      if (pair && !clean.includes(inLanguage(pair, language))) alarms++;
    }
  }
  return (alarms * 1000) / TURNS;
}
