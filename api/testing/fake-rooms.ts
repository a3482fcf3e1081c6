import { type AgentId, type CallId, Emitter, Fault, failed, ok, type Scope } from '#core';
import type { Desk, DeskOrders, Floor, FloorChanges } from '#contract';
import type { ApiPorts, DeskPort, FloorPort, ListenPort } from '../index.ts';

/** Two teams, north (anna, bo) on sales and south (cy) on support, a call each; as plain values. */
export const DESK = (agent: string): Desk => ({
  agent,
  name: agent,
  extension: '1001',
  state: 'busy',
  since: 5,
  phone: 'browser',
  today: { calls: 1, talkSeconds: 2, handleSeconds: 3, occupancy: 0.5, missed: 0, answeredElsewhere: 0 },
  ...(agent === 'anna'
    ? { call: { callId: 'c-north', queue: 'sales', queueName: 'Sales', caller: { number: '13800138000', display: '', path: ['welcome', '1'], language: 'zh' as const }, since: 5, audioAtSince: 0, held: false, connected: true } }
    : {}),
});

const agentRow = (id: string, teams: readonly string[], callId: string) => ({ id, name: id, teams, state: 'busy' as const, since: 5, callId, callsToday: 1 });
const callRow = (id: string, queue: string, agent?: string) => ({ id, from: '13800138000', to: '4000', stage: 'talk' as const, since: 5, language: 'zh' as const, queue, ...(agent === undefined ? {} : { agent }), held: false, alerts: 1 });
const queueRow = (id: string) => ({ id, name: id, waiting: 0, target: { share: 0.8, seconds: 20 }, answeredToday: 1, abandonedToday: 0, agentsReady: 0 });
export const ALERT = (callId: string, agent: string) => ({ id: `${callId}/r/0`, callId, rule: 'r', severity: 'high', title: { zh: '违规', en: 'Breach' }, agent, at: 6, audioAt: 1, evidence: '保证收益' });

export const FLOOR: Floor = {
  at: 10,
  queues: [queueRow('sales'), queueRow('support')],
  agents: [agentRow('anna', ['north'], 'c-north'), agentRow('bo', ['north'], ''), agentRow('cy', ['south'], 'c-south')],
  calls: [callRow('c-north', 'sales', 'anna'), callRow('c-south', 'support', 'cy')],
  alerts: [ALERT('c-north', 'anna'), ALERT('c-south', 'cy')],
};

export interface FakeRooms {
  readonly ports: ApiPorts;
  readonly desk: DeskPort & { readonly changed: Emitter<AgentId> };
  readonly floor: FloorPort & { readonly changed: Emitter<FloorChanges> };
  readonly listen: ListenPort;
  /** Orders given, oldest first. */
  readonly orders: unknown[];
  readonly listeners: { call: CallId; hear: (pcm: Int16Array) => void; scope: Scope; person: string | undefined }[];
}

export function fakeRooms(): FakeRooms {
  const orders: unknown[] = [];
  const listeners: FakeRooms['listeners'] = [];
  const row = (id: string, queue: string) => ({ id, name: id, extension: '1001', state: 'busy', since: 5, registered: true, queues: [queue], skills: { zh: 8 } });
  const summary = (id: string, queue: string, agent: string) => ({ id, startedAt: 1, from: '13800138000', to: '4000', queue, agent, outcome: 'answered', alerts: 0, recording: true });
  const calls = [summary('c-north', 'sales', 'anna'), summary('c-south', 'support', 'cy')];
  return {
    orders,
    listeners,
    ports: {
      store: {
        calls: async ({ agent }) => ({ calls: calls.filter((call) => agent === undefined || call.agent === agent) }),
        call: async (id) => {
          const found = calls.find((call) => call.id === id);
          return found && { summary: found, events: [{ callId: id, seq: 0, at: 1, type: 'call.arrived', data: { from: '13800138000' } }] };
        },
      },
      recording: async () => undefined,
      agents: () => [row('anna', 'sales'), row('bo', 'sales'), row('cy', 'support')],
      setAgentState: (agent, state) => {
        orders.push(['force', agent, state]);
        return ok(undefined);
      },
      queues: () => ['sales', 'support'].map((id) => ({ id, name: id, waiting: 0, longestWaitSeconds: 0, agentsReady: 0 })),
      liveCalls: () => calls.map(({ id, queue, agent }) => ({ id, startedAt: 1, from: '13800138000', to: '4000', stage: 'talk', queue, agent })),
      health: async () => ({ status: 'ok', parts: {} }),
      ffmpegAvailable: false,
    },
    desk: {
      changed: new Emitter<AgentId>(),
      desk: (agent) => (['anna', 'bo', 'cy'].includes(agent) ? DESK(agent) : undefined),
      choices: () => ({ notReadyReasons: [], dispositions: [], dispositionRequired: true }),
      targets: () => ({ agents: ['bo', 'cy'].map((id) => ({ id, name: id, extension: '1002', state: 'ready' as const })), queues: [] }),
      earlier: async () => ({ contacts: [] }),
      async order<K extends keyof DeskOrders>(agent: AgentId, kind: K, order: DeskOrders[K]) {
        orders.push([agent, kind, order]);
        return kind === 'hang-up' ? failed(new Fault('calls.example', 'There is no call.')) : ok(undefined);
      },
    },
    floor: { changed: new Emitter<FloorChanges>(), floor: () => FLOOR, served: () => [], acknowledge: (id) => id === 'c-north/r/0' },
    listen: {
      listen(call, hear, scope, person) {
        const entry = { call, hear, scope, person };
        listeners.push(entry);
        return ok(undefined);
      },
    },
  };
}
