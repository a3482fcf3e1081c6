import type { TicketNews } from '#contract';
import type { Taken, Ticket, TicketEvent } from '#tickets';

/** What consoles hear of a change. */
export function ticketNews({ ticket, events }: { readonly ticket: Ticket; readonly events: readonly TicketEvent[] }): TicketNews {
  const { id, version, queue, state, priority, assignee, subject, watchers, createdBy, dueAt } = ticket;
  const alerts = events.flatMap(alertsOf);
  return {
    type: 'ticket',
    ticket: { id, version, queue, state, priority, subject, createdBy, watchers, ...(assignee === undefined ? {} : { assignee }), ...(dueAt === undefined ? {} : { dueAt }) },
    events: events.map(({ seq, at, type, by }) => ({ seq, at, type, by })),
    ...(alerts.length > 0 ? { alerts } : {}),
  };
}

function alertsOf({ type, at, data }: TicketEvent): NonNullable<TicketNews['alerts']> {
  if (type === 'clock') {
    const what = data['what'];
    if (what === 'reckoned') return [];
    return [{ at, what: what === 'breach' || what === 'untouched' ? what : 'warning', supervisors: what !== 'warning', agents: [], ...(typeof data['clock'] === 'string' ? { clock: data['clock'] } : {}), ...(typeof data['dueAt'] === 'number' ? { dueAt: data['dueAt'] } : {}) }];
  }
  if (type !== 'rule') return [];
  return (data['actions'] as readonly Taken[]).flatMap((action) => {
    if (action.do === 'notify') return [{ at, what: 'notice' as const, supervisors: action.supervisors, agents: action.agents, text: action.text }];
    return action.do === 'escalate' ? [{ at, what: 'notice' as const, supervisors: true, agents: [], text: action.text }] : [];
  });
}
