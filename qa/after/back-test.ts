import type { CallId, CallSeconds } from '#core';
import type { CallSummary, TimelineEvent } from '#store';
import type { Policy } from '../language/policy.ts';
import type { Alert, RuleVerdict } from '../model.ts';
import type { JudgedConversation } from './judge-conversation.ts';
import { judgeConversation } from './judge-conversation.ts';
import { type StoredConversation } from './conversation.ts';
import { storedConversations } from './stored-conversations.ts';

type Verdict = RuleVerdict['verdict'];

/** A verdict that the changed policy would have given otherwise. */
export interface ChangedVerdict {
  readonly call: CallId;
  readonly agent: string;
  readonly queue: string;
  readonly rule: string;
  /** `none`: there was no such rule, or there is none now. */
  readonly was: Verdict | 'none';
  readonly is: Verdict | 'none';
  /** Alerts of whichever policy fired, with the place on the call's clock and the words. */
  readonly evidence: readonly { readonly at: CallSeconds; readonly from: CallSeconds; readonly to: CallSeconds; readonly speaker: Alert['channel']; readonly words: string; readonly score?: number }[];
}

export interface BackTest {
  readonly policy: string;
  /** `as it was judged`, or the policy that was compared with. */
  readonly against: string;
  readonly calls: number;
  readonly conversations: number;
  readonly verdicts: number;
  readonly changed: readonly ChangedVerdict[];
  /** By rule: how many conversations it was violated in before and now. */
  readonly rules: readonly { readonly rule: string; readonly was: number; readonly is: number; readonly changed: number }[];
}

/** Judges stored calls by a changed policy; pure, call by call. */
export class BackTesting {
  readonly #policy: Policy;
  readonly #against: Policy | undefined;
  readonly #changed: ChangedVerdict[] = [];
  readonly #rules = new Map<string, { was: number; is: number; changed: number }>();
  #calls = 0;
  #conversations = 0;
  #verdicts = 0;

  /** Compared with `against`, else with the verdicts that the calls had. */
  constructor(policy: Policy, against?: Policy) {
    this.#policy = policy;
    this.#against = against;
  }

  take(summary: Pick<CallSummary, 'id' | 'language' | 'queue'>, events: readonly TimelineEvent[]): void {
    this.#calls += 1;
    for (const conversation of storedConversations(events, summary)) this.#judge(summary.id, conversation);
  }

  result(): BackTest {
    return {
      policy: this.#policy.version,
      against: this.#against?.version ?? 'as judged',
      calls: this.#calls,
      conversations: this.#conversations,
      verdicts: this.#verdicts,
      changed: this.#changed,
      rules: [...this.#rules].map(([rule, counts]) => ({ rule, ...counts })),
    };
  }

  #judge(call: CallId, conversation: StoredConversation): void {
    const now = judgeConversation(this.#policy, conversation);
    const before = this.#against ? judgeConversation(this.#against, conversation) : conversation.judged && onOwnClock(conversation.judged, conversation.base);
    this.#conversations += 1;
    this.#verdicts += now.verdicts.length;
    const ids = new Set([...now.verdicts, ...(before?.verdicts ?? [])].map(({ rule }) => rule));
    for (const rule of ids) {
      const [was, is] = [verdictOf(before, rule), verdictOf(now, rule)];
      this.#count(rule, was, is);
      if (was === is) continue;
      const fired = is === 'violated' ? now : before;
      const evidence = (fired?.alerts ?? []).filter((alert) => alert.rule === rule).map((alert) => shown(alert, conversation.base));
      this.#changed.push({ call, agent: conversation.facts.agent, queue: conversation.facts.queue, rule, was, is, evidence });
    }
  }

  #count(rule: string, was: Verdict | 'none', is: Verdict | 'none'): void {
    const counts = this.#rules.get(rule) ?? { was: 0, is: 0, changed: 0 };
    if (was === 'violated') counts.was += 1;
    if (is === 'violated') counts.is += 1;
    if (was !== is) counts.changed += 1;
    this.#rules.set(rule, counts);
  }
}

const verdictOf = (judged: JudgedConversation | undefined, rule: string): Verdict | 'none' => judged?.verdicts.find((one) => one.rule === rule)?.verdict ?? 'none';

/** Stored alerts are on the call's clock. */
function onOwnClock({ verdicts, alerts }: NonNullable<StoredConversation['judged']>, base: CallSeconds): JudgedConversation {
  return { verdicts, alerts: alerts.map((alert) => ({ ...alert, at: alert.at - base, evidence: { ...alert.evidence, from: alert.evidence.from - base, to: alert.evidence.to - base } })) };
}

/** Chinese is written without spaces. */
const BETWEEN_HAN = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;
const hundredth = (value: number) => Math.round(value * 100) / 100;

function shown({ at, channel, evidence: { words, from, to, score } }: Alert, base: CallSeconds): ChangedVerdict['evidence'][number] {
  const said = words.map(({ text }) => text).join(' ').replaceAll(BETWEEN_HAN, '');
  return { at: hundredth(at + base), from: hundredth(from + base), to: hundredth(to + base), speaker: channel, words: said, ...(score === undefined ? {} : { score }) };
}
