import { type Ticket, type TicketEvent, type TicketWorld, decideTicket } from '#tickets';
import type { Trial } from './trial-file.ts';

export interface TrialOutcome {
  readonly ticket: Ticket;
  /** All that happened, clocks and rules included. */
  readonly events: readonly TicketEvent[];
}

/** More looks of clocks than any trial needs: a policy that never rests would go on for ever. */
const MOST_LOOKS = 10_000;

/** A ticket through time, by the machine that the server runs; clocks tell at the minute they are due. Nothing is kept. */
export function runTrial({ wish, steps }: Trial, begun: number, world: TicketWorld): TrialOutcome | { readonly refused: string } {
  const made = decideTicket(undefined, { type: 'create', id: '1000000000', wish, by: 'trial' }, begun, world);
  if (!made.ok) return { refused: made.fault.message };
  let ticket = made.ticket;
  let now = begun;
  const events = [...made.events];
  const does = (command: Parameters<typeof decideTicket>[1]): string | undefined => {
    const done = decideTicket(ticket, command, now, world);
    if (!done.ok) return done.fault.message;
    ({ ticket } = done);
    events.push(...done.events);
    return undefined;
  };
  for (const step of steps) {
    if (step.kind === 'do') {
      const refused = does({ type: 'change', change: step.change, by: step.by });
      if (refused !== undefined) return { refused };
      continue;
    }
    const until = now + step.ms;
    for (let looks = 0; ticket.lookAt !== undefined && ticket.lookAt <= until && looks < MOST_LOOKS; looks += 1) {
      now = Math.max(now, ticket.lookAt);
      const before = ticket;
      does({ type: 'change', change: { type: 'look' }, by: 'clock' });
      if (ticket === before) break;
    }
    now = until;
  }
  return { ticket, events };
}
