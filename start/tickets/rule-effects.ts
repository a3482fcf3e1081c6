import type { Log } from '#core';
import type { SimilarDesk, Taken, Ticket, TicketDesk } from '#tickets';

export interface RuleEffectsParts {
  readonly desk: Pick<TicketDesk, 'changed' | 'change'>;
  readonly similar: Pick<SimilarDesk, 'of'>;
  readonly log: Log;
}

/** What rules do outside the ticket, after it is durable: suggestions to merge. Live news carry notices, `MessageSender` messages to other systems. */
export function followRules({ desk, similar, log }: RuleEffectsParts): void {
  desk.changed.on(({ ticket, events }) => {
    for (const event of events) {
      if (event.type !== 'rule') continue;
      for (const action of event.data['actions'] as readonly Taken[]) {
        if (action.do === 'suggest-merge') void suggest(ticket, { desk, similar }).catch((error: unknown) => log.warn('similar tickets could not be looked for', { ticket: ticket.id, error }));
      }
    }
  });
}

/** More than a person looks at. */
const MOST = 5;

async function suggest({ id, version, queue }: Ticket, { desk, similar }: Pick<RuleEffectsParts, 'desk' | 'similar'>): Promise<void> {
  const found = await similar.of(id, MOST, (other) => other.queue === queue);
  if (!found.ok || found.value.length === 0) return;
  const ids = found.value.map(({ ticket }) => ticket.id).join(', ');
  await desk.change(id, { type: 'note', text: `可能重复 / possible duplicates: ${ids}` }, { by: 'rule', key: `suggest/${version}` });
}
