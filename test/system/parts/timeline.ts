import type { ServerProcess } from '#test/simulators/server-process';
import { eventually } from './eventually.ts';

export interface Told {
  readonly type: string;
  readonly at: number;
  readonly audioAt?: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface CallRow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly outcome: string;
  readonly endedAt?: number;
  readonly agent?: string;
  readonly queue?: string;
  readonly recording: boolean;
}

/** One call as the API tells it afterwards. */
export interface CallRecord {
  readonly summary: CallRow;
  readonly events: readonly Told[];
  readonly transcript: readonly { readonly speaker: string; readonly text: string }[];
}

export interface AgentRow {
  readonly id: string;
  readonly state: string;
  readonly reason?: string;
}

/** All calls of the newest page. */
export async function callRows(server: ServerProcess, query = 'limit=500'): Promise<readonly CallRow[]> {
  return ((await server.get(`/api/calls?${query}`)).body as { calls: CallRow[] }).calls;
}

/** The newest call of this caller, as soon as its last line is written. */
export function recordOf(server: ServerProcess, from: string): Promise<CallRecord> {
  return eventually(`the record of ${from}`, async () => {
    const row = (await callRows(server)).find((call) => call.from === from);
    if (row?.endedAt === undefined) return undefined;
    return (await server.get(`/api/calls/${row.id}`)).body as CallRecord;
  });
}

/** The newest call of this caller while it goes on. */
export function openRecordOf(server: ServerProcess, from: string): Promise<CallRecord> {
  return eventually(`the call of ${from}`, async () => {
    const row = (await callRows(server)).find((call) => call.from === from);
    return row && ((await server.get(`/api/calls/${row.id}`)).body as CallRecord);
  });
}

/** Event types in order, without places in the queue and what was learned of waits: they come or not by what happened before. */
export const storyOf = ({ events }: Pick<CallRecord, 'events'>): string[] =>
  events.map(({ type }) => type).filter((type) => type !== 'queue.position' && type !== 'queue.measured');

/** Data of the first event of a type. */
export function toldOf({ events }: Pick<CallRecord, 'events'>, type: string): Readonly<Record<string, unknown>> {
  const found = events.find((event) => event.type === type);
  if (!found) throw new Error(`the timeline has no ${type}; it has ${events.map((event) => event.type).join(' ')}`);
  return found.data;
}

export async function agentState(server: ServerProcess, id: string): Promise<AgentRow | undefined> {
  const { agents } = (await server.get('/api/agents')).body as { agents: AgentRow[] };
  return agents.find((one) => one.id === id);
}

export function untilAgent(server: ServerProcess, id: string, state: string): Promise<AgentRow> {
  return eventually(`agent ${id} ${state}`, async () => {
    const row = await agentState(server, id);
    return row?.state === state ? row : undefined;
  });
}

export async function setAgent(server: ServerProcess, id: string, state: 'ready' | 'not-ready'): Promise<number> {
  const response = await fetch(`${server.url}/api/agents/${id}/state`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ state }),
  });
  await response.arrayBuffer();
  return response.status;
}
