import type { TicketEvent } from '../model.ts';
import type { RuleEvent } from './model.ts';

/** The names under which rules know an event. */
export function namesOf({ type, data }: TicketEvent): readonly RuleEvent[] {
  switch (type) {
    case 'created':
    case 'updated':
    case 'assigned':
    case 'noted':
    case 'linked':
    case 'attached':
    case 'merged':
    case 'judged':
      return [type];
    case 'heard':
      return ['customer-replied'];
    case 'replied':
      return data['from'] === 'customer' ? ['customer-replied'] : ['agent-replied'];
    case 'moved':
      return ['moved', ...movedTo(data)];
    case 'clock':
      if (data['what'] === 'reckoned') return [];
      return [data['what'] === 'breach' ? 'breach' : data['what'] === 'untouched' ? 'untouched' : 'warning'];
    default:
      return [];
  }
}

function movedTo({ from, to }: TicketEvent['data']): RuleEvent[] {
  if (to === 'resolved' || to === 'closed') return [to];
  return from === 'resolved' && to === 'open' ? ['reopened'] : [];
}
