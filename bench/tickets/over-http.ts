import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startApi } from '#api';
import { silentLog, systemClock, systemRandom } from '#core';
import { IncidentDesk, MOVES, MergeDesk, STANDARD_TEMPLATES, SimilarDesk, type TicketDesk, priorityTable } from '#tickets';
import type { HttpFigures, HttpTask } from './http-clients.ts';

const TOKEN = 'bench';
const SECONDS = 5;

/** The same mix over HTTP: the API with its gate, schemas and routes here, the clients in a process of their own. */
export async function overHttp(desk: TicketDesk, numbers: readonly string[]): Promise<HttpFigures> {
  const nobody = { store: { calls: async () => ({ calls: [] }), call: async () => undefined }, recording: async () => undefined, agents: () => [], queues: () => [], liveCalls: () => [], health: async () => ({ status: 'ok' as const, parts: {} }), ffmpegAvailable: false };
  const tickets = {
    create: desk.create.bind(desk), change: desk.change.bind(desk), get: desk.get.bind(desk), find: desk.find.bind(desk), history: desk.history.bind(desk),
    merging: new MergeDesk(desk), incidents: new IncidentDesk(desk, systemRandom),
    similar: new SimilarDesk({ desk, texts: { after: async () => [], newest: async () => undefined }, clock: systemClock, log: silentLog }),
    choices: () => ({ templates: STANDARD_TEMPLATES, priorities: priorityTable(), moves: MOVES }),
  };
  const started = await startApi({ host: '127.0.0.1', port: 0, token: TOKEN, clock: systemClock, log: silentLog, ports: { ...nobody, tickets, setAgentState: () => ({ ok: true, value: undefined }) } });
  if (!started.ok) throw started.fault;
  const clients = fork(join(import.meta.dirname, 'http-clients.ts'));
  try {
    clients.send({ url: started.value.url, token: TOKEN, numbers: numbers.slice(-20_000), seconds: SECONDS } satisfies HttpTask);
    const [figures] = (await once(clients, 'message')) as [HttpFigures];
    return figures;
  } finally {
    clients.kill();
    await started.value.close();
  }
}
