import type { ApiPorts } from '#api';
import type { Settings } from '#config';
import type { OpenedStore } from '#store';
import { MOVES, TicketDesk, type TicketFiles, priorityTable } from '#tickets';
import type { Tools } from '../open-server.ts';
import { ticketWorldNow } from '../settings/ticket-world.ts';
import { openTicketFiles } from './ticket-files.ts';

/** Everything around tickets; opened once, each part hangs on the desk. */
export interface OpenedTickets {
  readonly desk: TicketDesk;
  /** Contents of attachments. */
  readonly files: TicketFiles;
  readonly ports: Pick<ApiPorts, 'tickets'>;
}

export function openTickets(settings: Settings, store: OpenedStore, tools: Tools): OpenedTickets {
  const { clock, random } = tools;
  const desk = new TicketDesk({ records: store.tickets, world: ticketWorldNow(settings), clock, random });
  const files = openTicketFiles(settings, tools);
  return { desk, files, ports: { tickets: ticketPort(desk) } };
}

/** What calls could not finish. */
function ticketPort(desk: TicketDesk): NonNullable<ApiPorts['tickets']> {
  return {
    create: (wish, given) => desk.create(wish, given),
    change: (id, change, given) => desk.change(id, change, given),
    get: (id) => desk.get(id),
    find: (query) => desk.find(query),
    history: (id, after, limit) => desk.history(id, after, limit),
    choices: () => ({ templates: desk.world.templates, priorities: priorityTable(), moves: MOVES }),
  };
}
