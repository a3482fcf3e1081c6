import type { Log } from '#core';
import type { SimilarDesk, Taken, Ticket, TicketDesk, TicketEvent } from '#tickets';

export interface RuleEffectsParts {
  readonly desk: Pick<TicketDesk, 'changed' | 'change'>;
  readonly similar: Pick<SimilarDesk, 'of'>;
  /** Signed, tried again, the same key sent once. */
  readonly send: (hook: string, key: string, message: Readonly<Record<string, unknown>>) => boolean;
  readonly log: Log;
}

/** What rules do outside the ticket, after it is durable: messages to other systems, suggestions to merge. Live news carry notices. */
export function followRules({ desk, similar, send, log }: RuleEffectsParts): void {
  desk.changed.on(({ ticket, events }) => {
    for (const event of events) {
      if (event.type !== 'rule') continue;
      for (const [n, action] of (event.data['actions'] as readonly Taken[]).entries()) {
        if (action.do === 'webhook' && !send(action.hook, `ticket/${ticket.id}/${event.seq}/${n}`, messageOf(ticket, event))) log.warn('a rule of tickets names a hook that is not there, or too many messages wait', { ticket: ticket.id, hook: action.hook });
        if (action.do === 'suggest-merge') void suggest(ticket, { desk, similar }).catch((error: unknown) => log.warn('similar tickets could not be looked for', { ticket: ticket.id, error }));
      }
    }
  });
}

function messageOf(ticket: Ticket, { at, seq, data: { rule, version, on } }: TicketEvent): Record<string, unknown> {
  const { key: _key, wishHash: _hash, recentKeys: _recent, ruleRuns: _runs, lookAt: _look, ...shown } = ticket;
  return { event: 'ticket-rule', rule, version, on, seq, at: new Date(at).toISOString(), ticket: shown };
}

/** More than a person looks at. */
const MOST = 5;

async function suggest({ id, version, queue }: Ticket, { desk, similar }: Pick<RuleEffectsParts, 'desk' | 'similar'>): Promise<void> {
  const found = await similar.of(id, MOST, (other) => other.queue === queue);
  if (!found.ok || found.value.length === 0) return;
  const ids = found.value.map(({ ticket }) => ticket.id).join(', ');
  await desk.change(id, { type: 'note', text: `可能重复 / possible duplicates: ${ids}` }, { by: 'rule', key: `suggest/${version}` });
}
