import type { FloorAlert, Transcript } from '#contract';
import type { TimelineEvent } from '#store';
import { alertsOf, transcriptOf } from '../transcript.ts';

/** The transcript as pages show it. Alerts come from the floor while the call is on it (with titles and hints), else from the timeline. */
export function transcriptFor(callId: string, events: readonly TimelineEvent[], onFloor: readonly FloorAlert[], lastAgent: string | undefined): Transcript {
  const agents = events.filter(({ type }) => type === 'agent.connected').map(({ data, audioAt }) => ({ agent: String(data['agent']), from: audioAt ?? 0 }));
  const agentAt = (start: number) => agents.findLast(({ from }) => from <= start)?.agent ?? agents[0]?.agent ?? lastAgent;
  const turns = transcriptOf(events).map(({ speaker, turn, words, start = 0 }) => {
    const agent = speaker === 'agent' ? agentAt(start) : undefined;
    return {
      speaker: speaker === 'agent' ? ('agent' as const) : ('caller' as const),
      ...(agent === undefined ? {} : { agent }),
      turn,
      words: words.map(({ text, start: from, end, confidence, written }) => ({ text, start: from, end, ...(typeof confidence === 'number' ? { confidence } : {}), ...(typeof written === 'string' ? { written } : {}) })),
    };
  });
  return { callId, turns, alerts: onFloor.length > 0 ? onFloor : alertsOf(events).filter(isViolation).map((alert, index) => stored(callId, alert, index)) };
}

/** Warnings of partial words, and their retraction, are told while the call goes on only. */
const isViolation = ({ kind }: Record<string, unknown>) => kind === undefined || kind === 'violation';

/** Alerts of before there were titles have the message in the language of the call only. */
function stored(callId: string, alert: Record<string, unknown>, index: number): FloorAlert {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const evidence = (alert['evidence'] as { words?: readonly { text?: unknown }[] } | undefined)?.words ?? [];
  const message = text(alert['message']) || text(alert['rule']);
  const hint = bothOf(alert['hint']);
  const { channel } = alert;
  return {
    id: `${callId}/${text(alert['rule'])}/${index}`,
    callId,
    rule: text(alert['rule']),
    severity: text(alert['severity']),
    title: bothOf(alert['title']) ?? { zh: message, en: message },
    ...(hint ? { hint } : {}),
    ...(evidence.length > 0 && (channel === 'caller' || channel === 'agent') ? { speaker: channel } : {}),
    at: typeof alert['storedAt'] === 'number' ? alert['storedAt'] : 0,
    audioAt: typeof alert['at'] === 'number' ? alert['at'] : 0,
    evidence: evidence.map((word) => text(word.text)).join(' ').replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, ''),
  };
}

function bothOf(value: unknown): FloorAlert['title'] | undefined {
  const { zh, en } = (value ?? {}) as { readonly zh?: unknown; readonly en?: unknown };
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : undefined;
}
