import { type Language, type Random, seededRandom } from '#core';
import { evaluate, type HeardWord, loadPolicy, type Policy, startEvaluation } from '#qa';
import { PHRASES } from '../qa-rules/phrases.ts';
import { CHINESE, ENGLISH } from '../qa-rules/sentences.ts';
import { recognised } from './recogniser-errors.ts';

export const about = 'phrases through recognition errors: recall and false alarms at 0, 10, 20, 30 % errors, zh and en; method in bench/spotting/recogniser-errors.ts';

const RATES = [0, 0.1, 0.2, 0.3] as const;
const GOALS = { 0: 1, 10: 0.95, 20: 0.9, 30: 0.8 } as const;
/** Times each phrase is said at each rate, among other words. */
const SAID = 30;
/** Turns without a phrase at each rate. */
const TURNS = 2_000;
const SENTENCES = { zh: CHINESE, en: ENGLISH };

/** One rule for each of 60 phrases, all with the default similarity; recall of each phrase, false alarms of all in a turn. */
export function run(): Promise<Record<string, unknown>> {
  const figures: Record<string, unknown> = { method: '65 % sound alike (5 nearest of the vocabulary), 15 % any word, 10 % lost, 10 % put in', turns: TURNS, said: PHRASES.length * SAID };
  for (const language of ['zh', 'en'] as const) {
    const policy = policyOf(language);
    for (const rate of RATES) {
      const percent = Math.round(rate * 100) as keyof typeof GOALS;
      const recall = recallAt(policy, language, rate);
      const alarms = alarmsAt(policy, language, rate);
      console.log(`${language}  ${String(percent).padStart(2)} % errors   recall ${recall.toFixed(3)} (goal ${GOALS[percent]})   false alarms ${alarms.toFixed(2)} per 1,000 turns (goal 1)`);
      figures[`${language}Recall${percent}`] = rounded(recall);
      figures[`${language}FalsePer1000At${percent}`] = rounded(alarms);
    }
  }
  return Promise.resolve(figures);
}

const rounded = (value: number) => Math.round(value * 1e4) / 1e4;

function policyOf(language: Language): Policy {
  const phrases = PHRASES.map(([zh, en], i) => `  p${i}: {any: ["${language === 'zh' ? zh : en}"]}`);
  const loaded = loadPolicy(['version: 1', 'phrases:', ...phrases, 'rules:', ...PHRASES.map((_, i) => `  - {id: r${i}, when: {said: p${i}}}`)].join('\n'), 'bench.yaml');
  if (!loaded.ok) throw loaded.fault;
  return loaded.value;
}

const tokensOf = (text: string, language: Language) => (language === 'zh' ? [...text] : text.split(' '));
const timed = (tokens: readonly string[]): HeardWord[] => tokens.map((text, i) => ({ text, start: i * 0.3, end: i * 0.3 + 0.29 }));

function firedOn(policy: Policy, language: Language, tokens: readonly string[]): ReadonlySet<string> {
  const state = startEvaluation(policy, { language, queue: 'q', agent: 'a' });
  return new Set(evaluate(state, { type: 'words', channel: 'agent', turn: 0, final: true, words: timed(tokens) }).alerts.map(({ rule }) => rule));
}

function recallAt(policy: Policy, language: Language, rate: number): number {
  const random = seededRandom(7);
  let found = 0;
  for (const [i, pair] of PHRASES.entries()) {
    for (let n = 0; n < SAID; n++) {
      const said = [around(language, random), tokensOf(pair[language === 'zh' ? 0 : 1], language), around(language, random)].flat();
      if (firedOn(policy, language, recognised(said, language, rate, random)).has(`r${i}`)) found++;
    }
  }
  return found / (PHRASES.length * SAID);
}

/** The first words of any sentence. */
function around(language: Language, random: Random): string[] {
  return tokensOf(SENTENCES[language][random.int(SENTENCES[language].length)] ?? '', language).slice(0, 4);
}

/** Neutral sentences, and halves of two put together; a phrase that is truly in them is none. */
function alarmsAt(policy: Policy, language: Language, rate: number): number {
  const random = seededRandom(11);
  const sentences = SENTENCES[language].map((text) => tokensOf(text, language));
  let alarms = 0;
  for (let n = 0; n < TURNS; n++) {
    const [first, second] = [sentences[n % sentences.length] ?? [], sentences[random.int(sentences.length)] ?? []];
    const said = n % 2 ? [...first.slice(0, Math.ceil(first.length / 2)), ...second.slice(Math.floor(second.length / 2))] : first;
    const clean = said.join(language === 'zh' ? '' : ' ');
    for (const rule of firedOn(policy, language, recognised(said, language, rate, random))) {
      const pair = PHRASES[Number(rule.slice(1))];
      if (pair && !clean.includes(pair[language === 'zh' ? 0 : 1])) alarms++;
    }
  }
  return (alarms * 1000) / TURNS;
}
