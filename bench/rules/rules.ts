import { seededRandom } from '#core';
import { evaluate, type HeardWord, loadPolicy, type Policy, type QaInput, startEvaluation } from '#qa';
import { PHRASES } from '../qa-rules/phrases.ts';
import { CHINESE, ENGLISH } from '../qa-rules/sentences.ts';

export const about = 'rule engine: share of a core for one channel that speaks all the time, 60 phrases × 40 rules of all kinds, with partial words';

/** Audio of one measured call, s. */
const SECONDS = 3_600;
const WORD_S = 0.3;
const TURN_WORDS = 12;
const TICK_S = 0.25;
const ROUNDS = 3;
const GOAL = 0.001;

/** The least of a few rounds, so that a busy machine does not count. */
export function run(): Promise<Record<string, unknown>> {
  const policy = policyOf();
  const shares = (['zh', 'en'] as const).map((language) => {
    const inputs = inputsOf(language);
    const share = Math.min(...Array.from({ length: ROUNDS + 1 }, () => cpuSeconds(policy, language, inputs) / SECONDS));
    console.log(`${language}  ${share.toFixed(6)} of a core per channel   (goal ${GOAL})`);
    return share;
  });
  const rounded = (share: number) => Math.round(share * 1e7) / 1e7;
  const [zh = 0, en = 0] = shares;
  return Promise.resolve({ coreFractionPerChannel: rounded(Math.max(zh, en)), zhCoreFractionPerChannel: rounded(zh), enCoreFractionPerChannel: rounded(en), phrases: policy.book.phrases.length, rules: policy.rules.length });
}

function cpuSeconds(policy: Policy, language: 'zh' | 'en', inputs: readonly QaInput[]): number {
  let state = startEvaluation(policy, { language, queue: 'q', agent: 'a' });
  const before = process.cpuUsage();
  for (const input of inputs) state = evaluate(state, input).state;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Each phrase in both languages; every kind of condition. */
function policyOf(): Policy {
  const p = (i: number) => `p${i % PHRASES.length}`;
  const kinds: ((i: number) => string)[] = [
    (i) => `{forbid: ${p(i)}, ch: agent}`,
    (i) => `{said: ${p(i)}, count: 2, in: {after: ${p(i + 20)}, sentences: 3}}`,
    (i) => `{require: ${p(i)}, ch: agent, within: ${60 + i}, after: ${p(i + 30)}}`,
    (i) => `{require: ${p(i)}, ch: agent, last: 30}`,
    (i) => `{require: ${p(i)}, ch: agent, order: {before: ${p(i + 10)}}, optional: true}`,
    (i) => `{require: ${p(i)}, in: {unit: sentences, from: 1, to: 3}}`,
    (i) => `{near: [${p(i)}, ${p(i + 7)}], seconds: 20}`,
    (i) => `{all: [{said: ${p(i)}}, {not: {said: ${p(i + 1)}}}]}`,
    (i) => `{any: [{said: ${p(i)}}, {said: ${p(i + 2)}}, {require: ${p(i + 3)}, within: 40}], count: 2}`,
    () => '{interruptions: 3, ch: agent}',
    () => '{rate: {max: 400}, ch: agent}',
    () => '{deadAir: 10}',
  ];
  const phrases = PHRASES.map(([zh, en], i) => `  p${i}: {any: ["${zh}", "${en}"]}`);
  const rules = Array.from({ length: 40 }, (_, i) => `  - {id: r${i}, when: ${kinds[i % kinds.length]?.(i)}}`);
  const loaded = loadPolicy(['version: 1', 'phrases:', ...phrases, 'rules:', ...rules].join('\n'), 'bench.yaml');
  if (!loaded.ok) throw loaded.fault;
  return loaded.value;
}

/** Turns of twelve words, each with a phrase now and then, told as they grow: partial words three times, then final. */
function inputsOf(language: 'zh' | 'en'): QaInput[] {
  const random = seededRandom(3);
  const sentences = language === 'zh' ? CHINESE : ENGLISH;
  const split = (text: string) => (language === 'zh' ? [...text] : text.split(' '));
  const next = () => split(random.int(8) === 0 ? (PHRASES[random.int(PHRASES.length)]?.[language === 'zh' ? 0 : 1] ?? '') : (sentences[random.int(sentences.length)] ?? ''));
  const inputs: QaInput[] = [];
  let spare: string[] = [];
  let at = 0;
  for (let turn = 0; at < SECONDS; turn++) {
    while (spare.length < TURN_WORDS) spare = [...spare, ...next()];
    const from = at;
    const words: HeardWord[] = spare.slice(0, TURN_WORDS).map((text, i) => ({ text, start: from + i * WORD_S, end: from + (i + 1) * WORD_S }));
    spare = spare.slice(TURN_WORDS);
    inputs.push({ type: 'voice', channel: 'agent', talking: true, at });
    for (const heard of [3, 6, 9]) inputs.push({ type: 'words', channel: 'agent', turn, final: false, words: words.slice(0, heard) });
    at = from + TURN_WORDS * WORD_S;
    inputs.push({ type: 'voice', channel: 'agent', talking: false, at: at - 0.1 }, { type: 'words', channel: 'agent', turn, final: true, words });
    for (let tick = from; tick < at; tick += TICK_S) inputs.push({ type: 'tick', at: tick });
  }
  return [...inputs, { type: 'hang-up', at: SECONDS }];
}
