import { performance } from 'node:perf_hooks';
import { seededRandom } from '#core';
import { STANDARD_TEMPLATES, type Ticket, type TicketCommand, type TicketRecords, type TicketWish, decideTicket } from '#tickets';

const WORLD = { templates: STANDARD_TEMPLATES, queue: 'support', queues: ['sales', 'support'], agents: [] };
const SECONDS = 4;
const CLIENTS = 256;

/** The same mix with the same statements, each operation sent by itself over the driver's pool: operations/s. */
export async function peerPerSecond(records: TicketRecords, numbers: readonly string[], wishOf: (n: number) => TicketWish): Promise<number> {
  const random = seededRandom(11);
  const end = performance.now() + SECONDS * 1_000;
  let done = 0;
  let made = 0;
  const get = async (id: string) => (await records.get([id]))[0];
  const client = async () => {
    while (performance.now() < end) {
      const dice = random.int(100);
      const id = numbers[random.int(numbers.length)] ?? '';
      if (dice < 20) await keep(records, undefined, { type: 'create', id: String(1_000_000_000 + random.int(8_999_999_999)), wish: wishOf(made++), by: 'token' });
      else if (dice < 60) await keep(records, await get(id), { type: 'change', change: { type: 'note', text: `Looked at it, step ${dice}.` }, by: 'token' });
      else await get(id);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return Math.round(done / SECONDS);
}

async function keep(records: TicketRecords, ticket: Ticket | undefined, command: TicketCommand): Promise<void> {
  const step = decideTicket(ticket, command, Date.now(), WORLD);
  if (!step.ok) throw step.fault;
  await records.commit([{ before: ticket?.version ?? 0, ticket: step.ticket, events: step.events, marks: { now: [], lost: [] } }]);
}
