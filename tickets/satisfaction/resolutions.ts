import type { EpochMillis, Language } from '#core';
import type { TicketEvent } from '../model.ts';
import type { Survey } from './model.ts';

export const surveyId = (ticket: string, resolution: number): string => `${ticket}.${resolution}`;

export interface Asking {
  /** Whether customers are asked, and how long their links are good. */
  readonly ask: boolean;
  readonly validMs: number;
}

/** Every resolution in a ticket's history: who had it, how often the customer wrote before, whether it was opened again. */
export function resolutionsOf(ticket: { readonly id: string; readonly language: Language }, history: readonly TicketEvent[], { ask, validMs }: Asking): readonly Survey[] {
  const found: Survey[] = [];
  const now: { queue?: string; agent?: string | undefined; contacts: number } = { contacts: 0 };
  for (const { seq, at, type, data } of history) {
    if (type === 'created') now.queue = String(data['queue']);
    if (type === 'replied' && data['from'] === 'customer') now.contacts += 1;
    if (type === 'heard') now.contacts += 1;
    if (type === 'assigned') {
      if (typeof data['queue'] === 'string') now.queue = data['queue'];
      if ('to' in data) now.agent = typeof data['to'] === 'string' ? data['to'] : undefined;
    }
    if (type !== 'moved') continue;
    if (data['to'] === 'resolved') found.push(resolved(ticket, { seq, at }, now, { first: found.length === 0, ...(ask ? { askedAt: at, expiresAt: at + validMs } : {}) }));
    else if (data['from'] === 'resolved' && data['to'] !== 'closed') reopen(found, at);
  }
  return found;
}

interface Now {
  readonly queue?: string;
  readonly agent?: string | undefined;
  readonly contacts: number;
}

function resolved({ id, language }: { readonly id: string; readonly language: Language }, { seq, at }: { readonly seq: number; readonly at: EpochMillis }, { queue, agent, contacts }: Now, more: Pick<Survey, 'first' | 'askedAt' | 'expiresAt'>): Survey {
  return { id: surveyId(id, seq), kind: 'ticket', subject: id, resolution: seq, question: 'resolution', at, language, contacts, ...(queue === undefined ? {} : { queue }), ...(agent === undefined ? {} : { agent }), ...more };
}

function reopen(found: Survey[], at: EpochMillis): void {
  const last = found.at(-1);
  if (last && last.reopenedAt === undefined) found[found.length - 1] = { ...last, reopenedAt: at };
}
