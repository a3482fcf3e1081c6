import type { CallSeconds, Language, Speaker } from '#core';
import type { CallSummary, TimelineEvent } from '#store';
import type { Alert, HeardWord, QaFacts, RuleVerdict } from '../model.ts';
import { type Conversation, type Span, type StoredConversation, voicesOf } from './conversation.ts';

/** What `qa.heard` keeps of a conversation, beside its words. Times are seconds since its beginning, which is at `base` of the call. */
export interface HeardRecord {
  readonly agent: string;
  readonly queue: string;
  readonly language: Language;
  readonly skills: readonly string[];
  readonly direction: 'inbound' | 'outbound';
  readonly base: CallSeconds;
  readonly end: CallSeconds;
  readonly goesOn: boolean;
  readonly voices: Readonly<Record<Speaker, readonly (readonly [from: CallSeconds, to: CallSeconds])[]>>;
  readonly holds: readonly (readonly [from: CallSeconds, to: CallSeconds])[];
  readonly measured: Conversation['measured'];
}

type Known = Pick<CallSummary, 'language' | 'queue'>;
type Steps = readonly Omit<TimelineEvent, 'callId' | 'at'>[];

/** The conversations of a call as its timeline tells them; calls of before `qa.heard` by their words and holds alone. */
export function storedConversations(events: Steps, summary: Known): StoredConversation[] {
  const heard = events.filter(({ type }) => type === 'qa.heard').map(({ data }) => data as unknown as HeardRecord);
  const records = heard.length > 0 ? heard : guessed(events, summary);
  return records.map((record, i) => {
    const until = records[i + 1]?.base ?? Number.POSITIVE_INFINITY;
    const turns = turnsOf(events, record.base, until);
    const { agent, queue, language, skills, direction, base, end, goesOn, holds, measured } = record;
    const facts: QaFacts = { agent, queue, language, skills, direction };
    const noVoice = record.voices.caller.length + record.voices.agent.length === 0;
    const voices = noVoice ? voicesOf(turns) : { caller: spans(record.voices.caller), agent: spans(record.voices.agent) };
    const judged = judgedOf(events, agent, i);
    return { facts, turns, voices, holds: spans(holds), measured, base, end, goesOn, ...(judged ? { judged } : {}) };
  });
}

const spans = (pairs: readonly (readonly [CallSeconds, CallSeconds])[]): Span[] => pairs.map(([from, to]) => ({ from, to }));

function turnsOf(events: Steps, base: CallSeconds, until: CallSeconds): Conversation['turns'] {
  return events.flatMap(({ type, data }) => {
    if (type !== 'transcript.final' || !Array.isArray(data.words)) return [];
    const words = data.words as readonly HeardWord[];
    const start = words[0]?.start;
    if (start === undefined || start < base || start >= until) return [];
    return [{ channel: data.speaker === 'agent' ? 'agent' : 'caller', words: words.map(({ text, start: from, end }) => ({ text, start: from - base, end: end - base })) } as const];
  });
}

/** The n-th conversation has the n-th verdicts; alerts of its agent from then on belong to it. */
function judgedOf(events: Steps, agent: string, index: number): StoredConversation['judged'] {
  const all = events.filter(({ type }) => type === 'qa.verdicts');
  const found = all[index];
  if (!found || found.data.agent !== agent) return undefined;
  const before = all[index - 1]?.seq ?? -1;
  const alerts = events.filter(({ type, seq }) => type === 'qa.alert' && seq > before && seq < found.seq).map(({ data }) => data.alert as Alert);
  const violations = alerts.filter(({ kind }) => kind === 'violation');
  return { policy: String(found.data.policy ?? violations[0]?.policyVersion ?? ''), verdicts: found.data.verdicts as readonly RuleVerdict[], alerts: violations };
}

function guessed(events: Steps, { language, queue = '' }: Known): HeardRecord[] {
  const begun = events.filter(({ type, audioAt }) => type === 'agent.connected' && audioAt !== undefined);
  return begun.map(({ seq, audioAt: base = 0, data: { agent } }): HeardRecord => {
    const left = events.find((event) => event.type === 'agent.left' && event.seq > seq);
    const asked = events.findLast((event) => event.type === 'queue.entered' && event.seq < seq)?.data.queue;
    const end = (left?.audioAt ?? Math.max(base, ...events.map(({ audioAt = 0 }) => audioAt))) - base;
    return {
      agent: String(agent), queue: typeof asked === 'string' ? asked : queue, language: language === 'en' ? 'en' : 'zh', skills: [], direction: 'inbound', base, end,
      goesOn: left?.data.by === 'transfer', voices: { caller: [], agent: [] }, holds: holdsIn(events, base, base + end), measured: [],
    };
  });
}

function holdsIn(events: Steps, base: CallSeconds, until: CallSeconds): [CallSeconds, CallSeconds][] {
  const found: [CallSeconds, CallSeconds][] = [];
  let open: CallSeconds | undefined;
  for (const { type, audioAt } of events) {
    if (audioAt === undefined || audioAt < base || audioAt > until) continue;
    if (type === 'call.held') open ??= audioAt;
    if (type !== 'call.resumed' || open === undefined) continue;
    found.push([open - base, audioAt - base]);
    open = undefined;
  }
  return open === undefined ? found : [...found, [open - base, until - base]];
}
