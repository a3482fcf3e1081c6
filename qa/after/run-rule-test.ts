import type { CallSeconds, Language } from '#core';
import type { Policy } from '../language/policy.ts';
import type { Alert, HeardWord } from '../model.ts';
import { spokenForms } from '../language/numbers/spoken-digits.ts';
import { type Conversation, voicesOf } from './conversation.ts';
import { judgeConversation } from './judge-conversation.ts';
import type { RuleTestCase } from './rule-tests.ts';

export interface RuleTestResult {
  readonly name: string;
  /** What came out otherwise than expected; empty: the case passed. */
  readonly differences: readonly RuleTestDifference[];
  readonly alerts: readonly Alert[];
}

export type RuleTestDifference =
  | { readonly kind: 'verdict'; readonly rule: string; readonly expected: string; readonly got: string }
  | { readonly kind: 'no-such-rule'; readonly rule: string }
  | { readonly kind: 'alerts'; readonly expected: readonly string[]; readonly got: readonly string[] };

/** Usual speeds, s for each character and word. */
const HAN_S: CallSeconds = 0.25;
const WORD_S: CallSeconds = 0.35;
const HAN = /\p{Script=Han}/u;
const TOKENS = /\p{Script=Han}|[^\s\p{Script=Han}]+/gu;

/** Judges one case of a test file. */
export function runRuleTest(policy: Policy, test: RuleTestCase): RuleTestResult {
  const { verdicts, alerts } = judgeConversation(policy, conversationOf(test));
  const differences: RuleTestDifference[] = [];
  for (const [rule, expected] of Object.entries(test.expect)) {
    const got = verdicts.find((one) => one.rule === rule)?.verdict;
    if (got === undefined) differences.push({ kind: 'no-such-rule', rule });
    else if (got !== expected) differences.push({ kind: 'verdict', rule, expected, got });
  }
  if (test.alerts && !sameAlerts(test.alerts, alerts)) {
    const expected = test.alerts.map(({ rule, at }) => (at === undefined ? rule : `${rule} ${at.toFixed(1)}`));
    differences.push({ kind: 'alerts', expected, got: alerts.map(({ rule, at }) => `${rule} ${at.toFixed(1)}`) });
  }
  return { name: test.name, differences, alerts };
}

function sameAlerts(expected: NonNullable<RuleTestCase['alerts']>, got: readonly Alert[]): boolean {
  return expected.length === got.length && expected.every(({ rule, at }, i) => got[i]?.rule === rule && (at === undefined || Math.abs(at - got[i].at) <= 0.1));
}

function conversationOf({ call, transcript, holds, emotions, pii, hangUp, transferred }: RuleTestCase): Conversation {
  const turns = transcript.map(({ agent, customer = '', at, until }) => ({ channel: agent === undefined ? ('caller' as const) : ('agent' as const), words: wordsOf(spokenForms(agent ?? customer)[0] ?? '', at, until) }));
  const speaker = (ch: 'agent' | 'customer') => (ch === 'agent' ? 'agent' : 'caller');
  const last = Math.max(0, ...turns.flatMap(({ words }) => words.map(({ end }) => end)));
  const language: Language = call.language ?? (transcript.some(({ agent, customer }) => HAN.test(`${agent ?? ''}${customer ?? ''}`)) ? 'zh' : 'en');
  return {
    facts: { ...call, language },
    turns,
    voices: voicesOf(turns),
    holds,
    measured: [
      ...emotions.map(({ ch, value, from, to, by }) => ({ type: 'emotion' as const, channel: speaker(ch), name: 'agitation', value, from, to, by })),
      ...pii.map(({ pii: kind, ch, from, to }) => ({ type: 'pii' as const, channel: speaker(ch), kind, from, to })),
    ],
    end: hangUp ?? last + 1,
    goesOn: transferred,
  } as Conversation;
}

/** The words of a line, spread over its time. */
function wordsOf(text: string, at: CallSeconds, until: CallSeconds | undefined): HeardWord[] {
  const tokens = text.match(TOKENS) ?? [];
  const usual = tokens.map((token) => (HAN.test(token) ? HAN_S : WORD_S));
  const whole = usual.reduce((sum, each) => sum + each, 0);
  const stretch = until === undefined || whole === 0 ? 1 : (until - at) / whole;
  let start = at;
  return tokens.map((token, i) => {
    const word = { text: token, start, end: start + (usual[i] ?? 0) * stretch };
    start = word.end;
    return word;
  });
}
