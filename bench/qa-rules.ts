import { type Language, type Random, seededRandom } from '#core';
import { evaluate, type Evaluation, type HeardWord, loadPolicy, type Policy, startEvaluation } from '#qa';
import { misheard } from './qa-rules/misheard.ts';
import { PHRASES } from './qa-rules/phrases.ts';
import { CHINESE, ENGLISH } from './qa-rules/sentences.ts';

export const about = 'rule engine: recall under recognition errors, false alarms, µs per word with 60 phrases × 40 rules';

const RATES = [0, 0.1, 0.2, 0.3] as const;
const LANGUAGES = ['zh', 'en'] as const;
/** Times each phrase is said at each rate. */
const SAID = 20;
const SENTENCES = { zh: CHINESE, en: ENGLISH };

/** One forbid rule for each phrase finds every hit; the cost is taken with the 40 rules of `costPolicy`. */
export function run(): Promise<Record<string, unknown>> {
  const figures: Record<string, number> = {};
  for (const language of LANGUAGES) {
    const policy = spottingPolicy(language);
    const recall = RATES.map((rate) => ({ rate, ...recallOf(policy, language, rate) }));
    for (const { rate, exact, fuzzy } of recall) {
      const percent = Math.round(rate * 100);
      console.log(`${language}  recall at ${String(percent).padStart(2)} % errors   exact ${exact.toFixed(3)}   fuzzy ${fuzzy.toFixed(3)}`);
      figures[`${language}Recall${percent}`] = fuzzy;
      figures[`${language}Exact${percent}`] = exact;
    }
    const alarms = falseAlarms(policy, language);
    console.log(`${language}  false alarms per 1000 sentences   ${alarms.per1000.toFixed(2)}   (${alarms.count} in ${alarms.sentences})`);
    figures[`${language}FalsePer1000`] = alarms.per1000;
    const micros = microsPerWord(costPolicy(), language);
    console.log(`${language}  cost   ${micros.word.toFixed(2)} µs per word   ${micros.tick.toFixed(2)} µs per tick   ${micros.share.toFixed(4)} % of a core`);
    figures[`${language}MicrosPerWord`] = micros.word;
    figures[`${language}CorePercent`] = micros.share;
  }
  return Promise.resolve(Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, Math.round(value * 1e4) / 1e4])));
}

function load(lines: readonly string[]): Policy {
  const loaded = loadPolicy(lines.join('\n'), 'bench.yaml');
  if (!loaded.ok) throw loaded.fault;
  return loaded.value;
}

function spottingPolicy(language: Language): Policy {
  const phrases = PHRASES.map(([zh, en], i) => `  p${i}: {any: ["${language === 'zh' ? zh : en}"]}`);
  return load(['version: 1', 'phrases:', ...phrases, 'rules:', ...PHRASES.map((_, i) => `  - {id: r${i}, when: {forbid: p${i}}}`)]);
}

/** 60 phrases with an alternative in each language; 15 forbid, 15 within (5 of them after a phrase), 5 last, 4 order, dead air. */
function costPolicy(): Policy {
  const phrases = PHRASES.map(([zh, en], i) => `  p${i}: {any: ["${zh}", "${en}"]}`);
  const rule = (i: number) => {
    if (i < 15) return `{forbid: p${i}, ch: agent}`;
    if (i < 30) return `{require: p${i}, ch: agent, within: ${i * 3}${i < 20 ? `, after: p${i + 30}` : ''}}`;
    if (i < 35) return `{require: p${i}, ch: agent, last: 30}`;
    return i < 39 ? `{require: p${i}, ch: agent, order: {before: p${i + 15}}, optional: true}` : '{deadAir: 10}';
  };
  return load(['version: 1', 'phrases:', ...phrases, 'rules:', ...Array.from({ length: 40 }, (_, i) => `  - {id: r${i}, when: ${rule(i)}}`)]);
}

const tokensOf = (text: string, language: Language) => (language === 'zh' ? [...text] : text.split(' '));
const textOf = (tokens: readonly string[], language: Language) => tokens.join(language === 'zh' ? '' : ' ');

function timed(tokens: readonly string[], from: number): HeardWord[] {
  return tokens.map((text, i) => ({ text, start: from + i * 0.3, end: from + i * 0.3 + 0.29 }));
}

/** Rules that fired on these words, heard in a call of their own. */
function fired(policy: Policy, language: Language, tokens: readonly string[]): ReadonlySet<string> {
  const state = startEvaluation(policy, { language, queue: 'q', agent: 'a' });
  const { alerts } = evaluate(state, { type: 'words', channel: 'agent', turn: 0, final: true, words: timed(tokens, 0) });
  return new Set(alerts.map((alert) => alert.rule));
}

function recallOf(policy: Policy, language: Language, rate: number): { exact: number; fuzzy: number } {
  const random = seededRandom(7);
  let exact = 0;
  let fuzzy = 0;
  for (const [i, pair] of PHRASES.entries()) {
    const phrase = language === 'zh' ? pair[0] : pair[1];
    for (let n = 0; n < SAID; n++) {
      const said = [carrier(language, random), tokensOf(phrase, language), carrier(language, random)].flat();
      const heard = misheard(said, language, rate, random);
      if (textOf(heard, language).includes(phrase)) exact++;
      if (fired(policy, language, heard).has(`r${i}`)) fuzzy++;
    }
  }
  const all = PHRASES.length * SAID;
  return { exact: exact / all, fuzzy: fuzzy / all };
}

/** The first words of any sentence. */
function carrier(language: Language, random: Random): string[] {
  const sentences = SENTENCES[language];
  return tokensOf(sentences[random.int(sentences.length)] ?? '', language).slice(0, 4);
}

/** Halves of neutral sentences put together, a third each with 0, 10 and 20 % errors; true phrases in them are left out. */
function falseAlarms(policy: Policy, language: Language): { sentences: number; count: number; per1000: number } {
  const random = seededRandom(11);
  const sentences = SENTENCES[language].map((text) => tokensOf(text, language));
  let count = 0;
  let judged = 0;
  for (let n = 0; n < 4_000; n++) {
    const [first, second] = [sentences[n % sentences.length] ?? [], sentences[random.int(sentences.length)] ?? []];
    const said = n % 2 ? [...first.slice(0, Math.ceil(first.length / 2)), ...second.slice(Math.floor(second.length / 2))] : first;
    const clean = textOf(said, language);
    const heard = misheard(said, language, (n % 3) / 10, random);
    const wrong = [...fired(policy, language, heard)].filter((rule) => {
      const pair = PHRASES[Number(rule.slice(1))];
      return pair && !clean.includes(language === 'zh' ? pair[0] : pair[1]);
    });
    judged++;
    count += wrong.length;
  }
  return { sentences: judged, count, per1000: (count * 1000) / judged };
}

/** A long call: finals of ten words, a tick each quarter of a second. The share is of one channel speaking all the time. */
function microsPerWord(policy: Policy, language: Language): { word: number; tick: number; share: number } {
  const random = seededRandom(3);
  const sentences = SENTENCES[language];
  const words = Array.from({ length: 2_000 }, () => tokensOf(sentences[random.int(sentences.length)] ?? '', language)).flat();
  const once = () => {
    let state: Evaluation = startEvaluation(policy, { language, queue: 'q', agent: 'a' });
    let hearing = 0;
    let ticking = 0;
    let ticks = 0;
    for (let i = 0; i < words.length; i += 10) {
      const heard = timed(words.slice(i, i + 10), i * 0.3);
      const began = performance.now();
      state = evaluate(state, { type: 'words', channel: 'agent', turn: i, final: true, words: heard }).state;
      const listened = performance.now();
      for (let at = i * 0.3; at < (i + 10) * 0.3; at += 0.25, ticks++) state = evaluate(state, { type: 'tick', at }).state;
      hearing += listened - began;
      ticking += performance.now() - listened;
    }
    return { word: (hearing * 1000) / words.length, tick: (ticking * 1000) / ticks };
  };
  once();
  const { word, tick } = once();
  return { word, tick, share: (word / 0.3 + tick * 4) / 1e4 };
}
