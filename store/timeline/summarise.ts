import type { CallSummary, TimelineEvent } from '../port.ts';

type Data = TimelineEvent['data'];

/**
 * Folds one event into the summary of its call: the only definition of what lists show. Events come in order of `seq`;
 * types it does not know, and fields of the wrong kind, change nothing.
 */
export function summarise(summary: CallSummary | undefined, event: TimelineEvent): CallSummary {
  const before = summary ?? begun(event);
  const data: Data = event.data ?? {};
  switch (event.type) {
    case 'call.arrived':
      return { ...before, startedAt: event.at, from: text(data, 'from') ?? before.from, to: text(data, 'to') ?? before.to };
    case 'call.language':
      return set(before, { language: text(data, 'language') });
    case 'queue.entered':
      return set(before, { queue: text(data, 'queue') });
    case 'agent.connected':
      // The wait that counts is the one before the first agent; a later one follows a transfer.
      return set(before, { agent: text(data, 'agent'), waitSeconds: before.waitSeconds ?? amount(data, 'waitSeconds') });
    case 'qa.alert':
      return isViolation(data) ? { ...before, alerts: before.alerts + 1 } : before;
    case 'recording.started':
    case 'recording.finished':
      return { ...before, recording: true };
    case 'recording.failed':
      // What was stored before is told by a `recording.finished` after it.
      return { ...before, recording: false };
    case 'call.ended':
      return set(before, {
        endedAt: amount(data, 'endedAt') ?? event.at,
        outcome: text(data, 'outcome') ?? 'failed',
        waitSeconds: amount(data, 'waitSeconds'),
        talkSeconds: amount(data, 'talkSeconds'),
      });
    default:
      return before;
  }
}

function begun(event: TimelineEvent): CallSummary {
  return { id: event.callId, startedAt: event.at, from: '', to: '', outcome: 'open', alerts: 0, recording: false };
}

/** Lays over only what is known. */
function set(summary: CallSummary, fields: { [K in keyof CallSummary]?: CallSummary[K] | undefined }): CallSummary {
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return { ...summary, ...known };
}

/** RULES.md §6: warnings of partial words (`pending`) and their retraction are no violations. */
function isViolation(data: Data): boolean {
  const alert = data.alert as { kind?: unknown } | null | undefined;
  const kind = alert?.kind ?? data.kind;
  return kind === undefined || kind === 'violation';
}

const text = (data: Data, key: string) => (typeof data[key] === 'string' ? data[key] : undefined);
const amount = (data: Data, key: string) => (typeof data[key] === 'number' && Number.isFinite(data[key]) ? data[key] : undefined);
